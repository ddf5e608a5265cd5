package dev.workerlet.runtime.context;

/** Why a worker can't be called, in one line for the script that wants to. It has no stack of its own. */
public final class ServiceException extends Exception {
    private static final long serialVersionUID = 1L;

    /** A failure that says {@code reason}. */
    public ServiceException(String reason) {
        super(reason, null, false, false);
    }

    /** The line. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
