package dev.workerlet.runtime.codec;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What every brotli decoder knows: a dictionary of words, and in how many ways a word can be written. RFC 7932, section 8
 * and its appendices. Immutable; read when it is first needed, then shared by all isolates.
 *
 * <p>The resource is made by {@code BrotliDataGenerator}, among the tests.
 */
final class BrotliDictionary {
    static final int SHORTEST = 4;
    static final int LONGEST = 24;

    private static final int WORD_BYTES = 122784;
    private static final int TRANSFORMS = 121;

    private static final int UPPERCASE_FIRST = 10;
    private static final int UPPERCASE_ALL = 11;

    /** By length: how many bits number the words that long. */
    private static final int[] INDEX_BITS = {
        0, 0, 0, 0, 10, 10, 11, 11, 10, 10, 10, 10, 10, 9, 9, 8, 7, 7, 8, 7, 7, 6, 6, 5, 5
    };

    private static final int[] OFFSETS = offsets();

    /** The resource, once it has been read. */
    private static final class Data {
        static final Data READ = read();

        final byte[] words = new byte[WORD_BYTES];
        final byte[] utf8Contexts = new byte[512];
        final byte[][] prefixes = new byte[TRANSFORMS][];
        final int[] kinds = new int[TRANSFORMS];
        final byte[][] suffixes = new byte[TRANSFORMS][];

        private static Data read() {
            try (InputStream resource = BrotliDictionary.class.getResourceAsStream("brotli.data")) {
                if (resource == null) {
                    throw new IllegalStateException("The library is incomplete: brotli.data is missing");
                }
                return new Data(new DataInputStream(new InflaterInputStream(resource)));
            } catch (IOException e) {
                throw new UncheckedIOException("Can't read brotli.data", e);
            }
        }

        private Data(DataInputStream in) throws IOException {
            in.readFully(words);
            in.readFully(utf8Contexts);
            for (int i = 0; i < TRANSFORMS; i++) {
                prefixes[i] = in.readNBytes(in.readUnsignedByte());
                kinds[i] = in.readUnsignedByte();
                suffixes[i] = in.readNBytes(in.readUnsignedByte());
            }
        }
    }

    private BrotliDictionary() {}

    private static int[] offsets() {
        int[] offsets = new int[INDEX_BITS.length];
        for (int length = SHORTEST; length < LONGEST; length++) {
            offsets[length + 1] = offsets[length] + (length << INDEX_BITS[length]);
        }
        return offsets;
    }

    static int utf8Context(int last) {
        return Data.READ.utf8Contexts[last];
    }

    static int utf8ContextBefore(int beforeLast) {
        return Data.READ.utf8Contexts[256 + beforeLast];
    }

    /** The word {@code id} of {@code length} letters as it is to be written, or null where there is none. */
    static byte @Nullable [] word(int length, int id) {
        if (length < SHORTEST || length > LONGEST) {
            return null;
        }
        int index = id & ((1 << INDEX_BITS[length]) - 1);
        int transform = id >>> INDEX_BITS[length];
        return transform < TRANSFORMS ? transformed(OFFSETS[length] + index * length, length, transform) : null;
    }

    private static byte[] transformed(int offset, int length, int transform) {
        Data data = Data.READ;
        int kind = data.kinds[transform];
        int first = kind > UPPERCASE_ALL ? Math.min(kind - UPPERCASE_ALL, length) : 0;
        int omitted = kind < UPPERCASE_FIRST ? Math.min(kind, length) : 0;
        int count = length - first - omitted;
        byte[] prefix = data.prefixes[transform];
        byte[] suffix = data.suffixes[transform];
        byte[] word = new byte[prefix.length + count + suffix.length];
        System.arraycopy(prefix, 0, word, 0, prefix.length);
        System.arraycopy(data.words, offset + first, word, prefix.length, count);
        System.arraycopy(suffix, 0, word, prefix.length + count, suffix.length);
        if (kind == UPPERCASE_FIRST) {
            toUpperCase(word, prefix.length, prefix.length + count);
        } else if (kind == UPPERCASE_ALL) {
            for (int at = prefix.length; at < prefix.length + count; ) {
                at += toUpperCase(word, at, prefix.length + count);
            }
        }
        return word;
    }

    /** A simple model of upper case in UTF-8; returns the length of the letter. */
    private static int toUpperCase(byte[] word, int at, int end) {
        int letter = word[at] & 0xff;
        if (letter < 0xc0) {
            if (letter >= 'a' && letter <= 'z') {
                word[at] ^= 32;
            }
            return 1;
        }
        int length = letter < 0xe0 ? 2 : 3;
        if (at + length <= end) {
            word[at + length - 1] ^= (byte) (length == 2 ? 32 : 5);
        }
        return length;
    }
}
