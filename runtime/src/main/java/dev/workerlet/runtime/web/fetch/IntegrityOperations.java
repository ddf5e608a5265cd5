package dev.workerlet.runtime.web.fetch;

import dev.workerlet.runtime.scheduler.HostOperation;
import dev.workerlet.runtime.scheduler.OperationCall;
import dev.workerlet.runtime.scheduler.OperationException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;

/** Digests of response bodies, for Subresource Integrity; other half: {@code web/fetch/integrity.js}. */
public final class IntegrityOperations {
    private IntegrityOperations() {}

    /** The operations, by name. */
    public static Map<String, HostOperation> operations() {
        return Map.of("fetch.digest", IntegrityOperations::digest);
    }

    private static byte[] digest(OperationCall call) throws OperationException {
        try {
            return MessageDigest.getInstance(call.text(0)).digest(call.blob(0));
        } catch (NoSuchAlgorithmException e) {
            throw new OperationException("TypeError", "No digest " + call.text(0), e);
        }
    }
}
