package dev.workerlet.runtime.web.crypto;

import static dev.workerlet.runtime.web.crypto.CryptoFailures.computing;
import static dev.workerlet.runtime.web.crypto.CryptoFailures.operationError;

import dev.workerlet.runtime.scheduler.HostOperation;
import dev.workerlet.runtime.scheduler.OperationCall;
import dev.workerlet.runtime.scheduler.OperationException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Map;
import javax.crypto.Mac;

/** Derivation of keys: HKDF, PBKDF2 and Argon2. */
final class DerivationOperations {
    private static final int MOST_OUTPUT_BYTES = 1 << 24;
    private static final int MOST_HKDF_BLOCKS = 255;
    /** Iterations between two looks at whether the result is still wanted. */
    private static final int ITERATIONS_PER_LOOK = 1024;

    private static final byte[] NONE = {};

    private DerivationOperations() {}

    static Map<String, HostOperation> operations() {
        return Map.of(
                "crypto.hkdf",
                computing(DerivationOperations::hkdf),
                "crypto.pbkdf2",
                computing(DerivationOperations::pbkdf2),
                "crypto.argon2",
                computing(Argon2::derive));
    }

    /** RFC 5869. Texts: hash function, bytes; blobs: key, salt, info. */
    private static byte[] hkdf(OperationCall call) throws GeneralSecurityException, OperationException {
        String hash = call.text(0);
        byte[] pseudoRandomKey = HashOperations.mac(hash, call.blob(1)).doFinal(call.blob(0));
        Mac mac = HashOperations.mac(hash, pseudoRandomKey);
        long length = Long.parseLong(call.text(1));
        if (length > (long) MOST_HKDF_BLOCKS * mac.getMacLength()) {
            throw operationError("The output is too long for HKDF", null);
        }
        ByteBuffer output = ByteBuffer.allocate((int) length);
        byte[] block = NONE;
        for (int i = 1; output.hasRemaining(); i++) {
            mac.update(block);
            mac.update(call.blob(2));
            mac.update((byte) i);
            block = mac.doFinal();
            output.put(block, 0, Math.min(block.length, output.remaining()));
        }
        return output.array();
    }

    /** RFC 8018, section 5.2. Texts: hash function, iterations, bytes; blobs: password, salt. */
    private static byte[] pbkdf2(OperationCall call) throws GeneralSecurityException, OperationException {
        long length = Long.parseLong(call.text(2));
        if (length > MOST_OUTPUT_BYTES) {
            throw operationError("The output is too long", null);
        }
        Mac mac = HashOperations.mac(call.text(0), call.blob(0));
        ByteBuffer output = ByteBuffer.allocate((int) length);
        for (int i = 1; output.hasRemaining() && !call.isCancelled(); i++) {
            byte[] block = block(mac, call, i);
            output.put(block, 0, Math.min(block.length, output.remaining()));
        }
        return output.array();
    }

    private static byte[] block(Mac mac, OperationCall call, int index) throws GeneralSecurityException {
        long iterations = Long.parseLong(call.text(1));
        mac.update(call.blob(1));
        byte[] last =
                mac.doFinal(ByteBuffer.allocate(Integer.BYTES).putInt(index).array());
        byte[] sum = last.clone();
        for (long i = 1; i < iterations; i++) {
            mac.update(last);
            mac.doFinal(last, 0);
            for (int j = 0; j < sum.length; j++) {
                sum[j] ^= last[j];
            }
            if (i % ITERATIONS_PER_LOOK == 0 && call.isCancelled()) {
                return sum;
            }
        }
        return sum;
    }
}
