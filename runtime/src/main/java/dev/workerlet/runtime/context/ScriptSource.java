package dev.workerlet.runtime.context;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Where a worker's files come from. Thread-safe: several loops may load the same worker at once.
 *
 * <p>Paths are absolute within the source, begin with {@code /} and hold no {@code .} or {@code ..} segments.
 */
public interface ScriptSource {
    /** The size of the largest file that is loaded: 64 MiB. */
    int MOST_FILE_BYTES = 64 * 1024 * 1024;

    /** The path of the main script, such as {@code /hello.js}. */
    String mainPath();

    /**
     * Names the present content: another string whenever any file that was read has changed. Asked for every request,
     * so it is cheap.
     */
    String version();

    /**
     * Reads a file.
     *
     * @return its bytes, or null where there is no such file; of one that is larger than {@link #MOST_FILE_BYTES} at
     *     least one byte more than that, or an exception
     */
    byte @Nullable [] read(String path) throws IOException;
}
