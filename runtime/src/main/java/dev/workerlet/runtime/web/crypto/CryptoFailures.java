package dev.workerlet.runtime.web.crypto;

import dev.workerlet.runtime.scheduler.HostOperation;
import dev.workerlet.runtime.scheduler.OperationCall;
import dev.workerlet.runtime.scheduler.OperationException;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/** How failures of the JDK's providers become errors of the Web Cryptography API. */
final class CryptoFailures {
    private CryptoFailures() {}

    /** An operation in terms of the JDK. */
    @FunctionalInterface
    interface Body {
        byte[] run(OperationCall call) throws GeneralSecurityException, OperationException;
    }

    /** An operation that works with keys: what the JDK refuses is an OperationError. */
    static HostOperation computing(Body body) {
        return call -> {
            try {
                return body.run(call);
            } catch (GeneralSecurityException e) {
                throw operationError("The operation failed", e);
            }
        };
    }

    /** An operation that reads a key: what the JDK refuses is a DataError. */
    static HostOperation reading(Body body) {
        return call -> {
            try {
                return body.run(call);
            } catch (GeneralSecurityException e) {
                throw dataError("The key is not valid", e);
            }
        };
    }

    static OperationException operationError(String message, @Nullable Throwable cause) {
        return new OperationException("OperationError", message, cause);
    }

    static OperationException dataError(String message, @Nullable Throwable cause) {
        return new OperationException("DataError", message, cause);
    }

    static OperationException notSupported(String message) {
        return new OperationException("NotSupportedError", message, null);
    }
}
