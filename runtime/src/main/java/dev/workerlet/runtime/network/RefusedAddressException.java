package dev.workerlet.runtime.network;

import java.io.IOException;

/** A host is reached only under addresses that the policy refuses. The message is fit for a script. */
final class RefusedAddressException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedAddressException(String message) {
        super(message);
    }
}
