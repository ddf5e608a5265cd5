package dev.workerlet.runtime.isolate;

import org.jspecify.annotations.Nullable;

/** Gives a script's files to the module loader, and keeps their compiled code. Called within a turn. */
public interface SourceReader {
    /** The file at {@code path}, or null where there is none. */
    @Nullable
    SourceText read(String path) throws ScriptException;

    /** Compiled code kept for this very text, or null. */
    byte @Nullable [] cachedCode(SourceText source);

    /** Offers compiled code to keep. */
    void keepCode(SourceText source, byte[] code);
}
