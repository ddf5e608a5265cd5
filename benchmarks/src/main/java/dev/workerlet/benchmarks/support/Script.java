package dev.workerlet.benchmarks.support;

import dev.workerlet.runtime.context.ScriptSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A worker of one file, held in memory. */
public final class Script implements ScriptSource {
    private static final String PATH = "/main.js";

    private final byte[] text;

    private Script(byte[] text) {
        this.text = text;
    }

    /** The script that is kept as a resource beside {@code neighbour}. */
    public static Script resource(Class<?> neighbour, String name) {
        try (InputStream in = neighbour.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("Resource " + name + " is missing");
            }
            return new Script(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read resource " + name, e);
        }
    }

    /** A script of this text. */
    public static Script of(byte[] text) {
        return new Script(text.clone());
    }

    /** Its text. */
    public String text() {
        return new String(text, StandardCharsets.UTF_8);
    }

    @Override
    public String mainPath() {
        return PATH;
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public byte @Nullable [] read(String path) {
        return path.equals(PATH) ? text : null;
    }
}
