package dev.workerlet.runtime.scheduler;

import org.jspecify.annotations.Nullable;

/** Why an operation has no result, as the error that JavaScript gets. It has no Java stack of its own. */
public final class OperationException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String errorName;

    /**
     * A failure.
     *
     * @param errorName {@code TypeError}, or the name of a DOMException such as {@code OperationError}
     * @param message the error's message
     */
    public OperationException(String errorName, String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.errorName = errorName;
    }

    /** The name of the error. */
    public String errorName() {
        return errorName;
    }
}
