package dev.workerlet.runtime.isolate;

import org.jspecify.annotations.Nullable;

/** Gives a script's files to the module loader, and keeps their compiled code. Called within a turn. */
public interface SourceReader {
    /** The file at {@code path} as text, or null where there is none. */
    @Nullable
    SourceText read(String path) throws ScriptException;

    /** The bytes of the file at {@code path}, or null where there is none. */
    byte @Nullable [] readBytes(String path) throws ScriptException;

    /** The same of a file that is no part of the script, such as a source map: it does not count for its limits. */
    @Nullable
    SourceText readAside(String path) throws ScriptException;

    /**
     * Whether the files are still those of the version that this reader was made for. A script that imports at run time
     * must not get a file of another version than the ones it has.
     */
    boolean isCurrent();

    /** What is kept of this very text, or null. */
    @Nullable
    CachedScript cached(SourceText source);

    /** Whether compiled code of this text is to be kept; true once, so that whoever asks keeps it. */
    boolean wantsCode(SourceText source);

    /** Keeps compiled code. */
    void keep(SourceText source, CachedScript script);
}
