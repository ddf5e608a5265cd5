package dev.workerlet.servlet.exchange;

import java.io.IOException;

/**
 * Tells the container that a response can't be completed. Has no stack: containers log it, and it says nothing of where the body
 * failed.
 */
final class CutException extends IOException {
    private static final long serialVersionUID = 1L;

    CutException(String reason) {
        super("The response was cut off: " + reason);
    }

    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
