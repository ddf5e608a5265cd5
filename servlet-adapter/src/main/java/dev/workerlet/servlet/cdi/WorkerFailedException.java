package dev.workerlet.servlet.cdi;

import dev.workerlet.runtime.limits.Failure;

/** A worker that was called from Java ended without a response. */
public final class WorkerFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    WorkerFailedException(String worker, Failure failure) {
        super("worker " + worker + ": " + failure.publicMessage()
                + (failure.detail() == null ? "" : "\n" + failure.detail()));
        this.failure = failure;
    }

    /** Status, reason and detail. */
    public Failure failure() {
        return failure;
    }
}
