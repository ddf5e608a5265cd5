package dev.workerlet.runtime.web.encoding;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.InflaterInputStream;

/**
 * An index of the Encoding Standard: code points by pointer. Immutable, shared by all isolates, read when it is first
 * needed.
 *
 * <p>The resources are made by {@code IndexGenerator}, among the tests. See <a
 * href="https://encoding.spec.whatwg.org/#indexes">the standard</a>.
 */
final class Index {
    /** Stands for "no code point". */
    static final int NONE = 0;

    private static final Map<String, Index> LOADED = new ConcurrentHashMap<>();

    private final char[] low;
    private final byte[] planes;

    private Index(char[] low, byte[] planes) {
        this.low = low;
        this.planes = planes;
    }

    /** The index {@code name}. */
    static Index of(String name) {
        return LOADED.computeIfAbsent(name, Index::load);
    }

    /** The code point that {@code pointer} stands for, or {@link #NONE}. */
    int codePoint(int pointer) {
        return pointer < low.length ? (planes[pointer] << 16) | low[pointer] : NONE;
    }

    int length() {
        return low.length;
    }

    private static Index load(String name) {
        try (InputStream resource = Index.class.getResourceAsStream(name + ".index")) {
            if (resource == null) {
                throw new IllegalStateException("The library is incomplete: index " + name + " is missing");
            }
            return read(new DataInputStream(new InflaterInputStream(resource)));
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read index " + name, e);
        }
    }

    private static Index read(DataInputStream in) throws IOException {
        int length = in.readInt();
        byte[] first = in.readNBytes(length);
        byte[] second = in.readNBytes(length);
        char[] low = new char[length];
        for (int i = 0; i < length; i++) {
            low[i] = (char) (((second[i] & 0xff) << 8) | (first[i] & 0xff));
        }
        return new Index(low, in.readNBytes(length));
    }
}
