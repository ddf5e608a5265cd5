package dev.workerlet.runtime.script;

/** A source map can't be read. It has no Java stack. */
public final class SourceMapException extends Exception {
    private static final long serialVersionUID = 1L;

    SourceMapException(String message) {
        super(message, null, false, false);
    }
}
