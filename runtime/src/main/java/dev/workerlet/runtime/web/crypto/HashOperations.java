package dev.workerlet.runtime.web.crypto;

import static dev.workerlet.runtime.web.crypto.ByteParts.answer;
import static dev.workerlet.runtime.web.crypto.CryptoFailures.computing;

import dev.workerlet.runtime.scheduler.HostOperation;
import dev.workerlet.runtime.scheduler.OperationCall;
import dev.workerlet.runtime.scheduler.OperationException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Digests and message authentication codes. */
final class HashOperations {
    /** An extendable output as long as anybody could want it; longer ones are refused. */
    private static final int MOST_OUTPUT_BYTES = 1 << 24;

    private HashOperations() {}

    static Map<String, HostOperation> operations() {
        return Map.of(
                "crypto.digest",
                computing(call -> MessageDigest.getInstance(call.text(0)).digest(call.blob(0))),
                "crypto.cShake",
                computing(call -> shake(call)
                        .cShake(call.blob(1), call.blob(2))
                        .update(call.blob(0))
                        .output(outputBytes(call))),
                "crypto.hmac",
                computing(HashOperations::hmac),
                "crypto.verifyHmac",
                computing(call -> answer(MessageDigest.isEqual(hmac(call), call.blob(2)))),
                "crypto.kmac",
                computing(HashOperations::kmac),
                "crypto.verifyKmac",
                computing(call -> answer(MessageDigest.isEqual(kmac(call), call.blob(3)))));
    }

    /** A code for {@code hash} as the standard names it. The JDK has no empty keys; HMAC fills up with zeros anyway. */
    static Mac mac(String hash, byte[] key) throws GeneralSecurityException {
        String algorithm = "Hmac" + (hash.startsWith("SHA-") ? hash.replace("-", "") : hash);
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, algorithm));
        return mac;
    }

    private static byte[] hmac(OperationCall call) throws GeneralSecurityException {
        return mac(call.text(0), call.blob(0)).doFinal(call.blob(1));
    }

    private static byte[] kmac(OperationCall call) throws OperationException {
        return shake(call).kmac(call.blob(0), call.blob(1), call.blob(2), outputBytes(call));
    }

    private static Keccak shake(OperationCall call) {
        return call.text(0).endsWith("128") ? Keccak.shake128() : Keccak.shake256();
    }

    private static int outputBytes(OperationCall call) throws OperationException {
        long bytes = Long.parseLong(call.text(1)) / 8;
        if (bytes > MOST_OUTPUT_BYTES) {
            throw CryptoFailures.operationError("The output is too long", null);
        }
        return (int) bytes;
    }
}
