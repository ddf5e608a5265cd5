package dev.workerlet.runtime.web.crypto;

import static dev.workerlet.runtime.web.crypto.ByteParts.answer;
import static dev.workerlet.runtime.web.crypto.CryptoFailures.computing;
import static dev.workerlet.runtime.web.crypto.CryptoFailures.dataError;
import static dev.workerlet.runtime.web.crypto.CryptoFailures.operationError;
import static dev.workerlet.runtime.web.crypto.CryptoFailures.reading;

import dev.workerlet.runtime.scheduler.HostOperation;
import dev.workerlet.runtime.scheduler.OperationCall;
import dev.workerlet.runtime.scheduler.OperationException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.EdDSAParameterSpec;
import java.util.Arrays;
import java.util.Map;

/** EdDSA and the key agreement on Curve25519 and Curve448. The first text names the curve; keys are as in the RFCs. */
final class OkpOperations {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int MOST_CONTEXT_BYTES = 255;

    private OkpOperations() {}

    static Map<String, HostOperation> operations() {
        return Map.ofEntries(
                Map.entry("crypto.okpGenerate", computing(OkpOperations::generate)),
                Map.entry("crypto.okpComplete", reading(call -> complete(curve(call), call.blob(0)))),
                Map.entry("crypto.okpReadRaw", reading(call -> requireLength(curve(call), call.blob(0)))),
                Map.entry("crypto.okpReadSpki", reading(OkpOperations::readSpki)),
                Map.entry("crypto.okpReadPkcs8", reading(OkpOperations::readPkcs8)),
                Map.entry(
                        "crypto.okpWriteSpki",
                        computing(call -> new KeyEnvelope(curve(call).algorithm(), call.blob(0)).writeSpki())),
                Map.entry("crypto.okpWritePkcs8", computing(OkpOperations::writePkcs8)),
                Map.entry("crypto.okpSign", computing(OkpOperations::sign)),
                Map.entry("crypto.okpVerify", computing(OkpOperations::verify)),
                Map.entry("crypto.okpDerive", computing(call -> curve(call).agree(call.blob(0), call.blob(1)))));
    }

    private static OkpCurve curve(OperationCall call) {
        return OkpCurve.named(call.text(0));
    }

    private static byte[] generate(OperationCall call) throws GeneralSecurityException {
        byte[] bytes = new byte[curve(call).keyBytes()];
        RANDOM.nextBytes(bytes);
        return complete(curve(call), bytes);
    }

    /** The private bytes, then the public ones. */
    private static byte[] complete(OkpCurve curve, byte[] privateBytes) throws GeneralSecurityException {
        return ByteParts.concatenate(privateBytes, curve.publicBytes(privateBytes));
    }

    private static byte[] requireLength(OkpCurve curve, byte[] key) throws OperationException {
        if (key.length != curve.keyBytes()) {
            throw dataError("The key must have " + curve.keyBytes() + " bytes", null);
        }
        return key;
    }

    private static byte[] readSpki(OperationCall call) throws OperationException {
        OkpCurve curve = curve(call);
        return requireLength(
                curve,
                KeyEnvelope.readSpki(call.blob(0)).require(curve.algorithm()).key());
    }

    private static byte[] readPkcs8(OperationCall call) throws GeneralSecurityException, OperationException {
        OkpCurve curve = curve(call);
        DerReader reader = new DerReader(
                KeyEnvelope.readPkcs8(call.blob(0)).require(curve.algorithm()).key());
        byte[] key = requireLength(curve, reader.read(DerReader.OCTET_STRING));
        reader.requireEnd();
        return complete(curve, key);
    }

    private static byte[] writePkcs8(OperationCall call) {
        return new KeyEnvelope(curve(call).algorithm(), DerWriter.octets(call.blob(0))).writePkcs8();
    }

    private static Signature signature(OperationCall call) throws GeneralSecurityException, OperationException {
        Signature signature = Signature.getInstance(curve(call).jdkName());
        byte[] context = call.blob(1);
        if (context.length > MOST_CONTEXT_BYTES) {
            throw operationError("The context must not have more than " + MOST_CONTEXT_BYTES + " bytes", null);
        }
        if (context.length > 0) {
            signature.setParameter(new EdDSAParameterSpec(false, context));
        }
        return signature;
    }

    private static byte[] sign(OperationCall call) throws GeneralSecurityException, OperationException {
        Signature signature = signature(call);
        signature.initSign(curve(call).privateKey(call.blob(0)));
        signature.update(call.blob(2));
        return signature.sign();
    }

    private static byte[] verify(OperationCall call) throws GeneralSecurityException, OperationException {
        OkpCurve curve = curve(call);
        byte[] key = call.blob(0);
        byte[] value = call.blob(3);
        if (value.length != 2 * curve.keyBytes()
                || SmallOrder.has(curve, key)
                || SmallOrder.has(curve, Arrays.copyOf(value, curve.keyBytes()))) {
            return answer(false);
        }
        Signature signature = signature(call);
        try {
            signature.initVerify(curve.publicKey(key));
            signature.update(call.blob(2));
            return answer(signature.verify(value));
        } catch (GeneralSecurityException e) {
            // a key or a signature that is no point of the curve
            return answer(false);
        }
    }
}
