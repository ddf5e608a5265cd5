package dev.workerlet.runtime.network;

import java.io.IOException;

/** A body has more bytes than may be buffered. */
final class BodyTooLongException extends IOException {
    private static final long serialVersionUID = 1L;

    BodyTooLongException(long limitBytes) {
        super("the response body has more bytes than fetch-body-limit, " + limitBytes);
    }
}
