package dev.workerlet.runtime.web.crypto;

import dev.workerlet.runtime.scheduler.OperationCall;
import java.security.SecureRandom;
import java.util.concurrent.CancellationException;

/**
 * Secure random bytes for an operation as long as somebody waits for it; then an exception. The search for a large prime
 * asks for such bytes again and again, and looks at nothing else that could end it.
 */
final class CancellableRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final transient OperationCall call;

    CancellableRandom(OperationCall call) {
        super(null, null);
        this.call = call;
    }

    @Override
    public void nextBytes(byte[] bytes) {
        if (call.isCancelled()) {
            throw new CancellationException("Nobody waits for the result any more");
        }
        RANDOM.nextBytes(bytes);
    }
}
