package dev.workerlet.runtime.web.crypto;

import static dev.workerlet.runtime.web.crypto.CryptoFailures.computing;
import static dev.workerlet.runtime.web.crypto.CryptoFailures.dataError;
import static dev.workerlet.runtime.web.crypto.CryptoFailures.reading;

import dev.workerlet.runtime.scheduler.HostOperation;
import dev.workerlet.runtime.scheduler.OperationCall;
import dev.workerlet.runtime.scheduler.OperationException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPoint;
import java.util.Map;
import javax.crypto.KeyAgreement;

/**
 * ECDSA and ECDH. The first text names the curve. Public keys are points in their uncompressed form; private ones are
 * numbers as long as a coordinate.
 */
final class EcOperations {
    private EcOperations() {}

    static Map<String, HostOperation> operations() {
        return Map.ofEntries(
                Map.entry("crypto.ecGenerate", computing(EcOperations::generate)),
                Map.entry("crypto.ecReadPoint", reading(call -> readPoint(curve(call), call.blob(0)))),
                Map.entry(
                        "crypto.ecReadSpki",
                        reading(call -> readPoint(curve(call), EcKeyFormats.readSpki(curve(call), call.blob(0))))),
                Map.entry("crypto.ecReadPkcs8", reading(call -> EcKeyFormats.readPkcs8(curve(call), call.blob(0)))),
                Map.entry("crypto.ecReadPair", reading(call -> readPair(curve(call), call.blob(0), call.blob(1)))),
                Map.entry("crypto.ecWriteSpki", computing(call -> EcKeyFormats.writeSpki(curve(call), call.blob(0)))),
                Map.entry(
                        "crypto.ecWritePkcs8",
                        computing(call -> EcKeyFormats.writePkcs8(curve(call), call.blob(0), call.blob(1)))),
                Map.entry("crypto.ecSign", computing(EcOperations::sign)),
                Map.entry("crypto.ecVerify", computing(EcOperations::verify)),
                Map.entry("crypto.ecDerive", computing(EcOperations::derive)));
    }

    private static EcCurve curve(OperationCall call) {
        return EcCurve.named(call.text(0));
    }

    private static byte[] generate(OperationCall call) throws GeneralSecurityException {
        EcCurve curve = curve(call);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(curve.parameters());
        KeyPair pair = generator.generateKeyPair();
        return pairBytes(curve, ((ECPrivateKey) pair.getPrivate()).getS(), ((ECPublicKey) pair.getPublic()).getW());
    }

    /** The private number, then the point. */
    private static byte[] pairBytes(EcCurve curve, BigInteger number, ECPoint point) {
        return ByteParts.concatenate(ByteParts.fixed(number, curve.coordinateBytes()), curve.encode(point));
    }

    private static byte[] readPoint(EcCurve curve, byte[] point) throws OperationException {
        return curve.encode(curve.decode(point));
    }

    /** A private number and the point that it must have. */
    private static byte[] readPair(EcCurve curve, byte[] number, byte[] point)
            throws GeneralSecurityException, OperationException {
        return complete(curve, number, curve.decode(point));
    }

    static byte[] complete(EcCurve curve, byte[] number, ECPoint expected)
            throws GeneralSecurityException, OperationException {
        BigInteger value = curve.requirePrivate(number);
        if (!pointOf(curve, value).equals(expected)) {
            throw dataError("The private key is not that of the public key", null);
        }
        return pairBytes(curve, value, expected);
    }

    static byte[] complete(EcCurve curve, byte[] number) throws GeneralSecurityException, OperationException {
        BigInteger value = curve.requirePrivate(number);
        return pairBytes(curve, value, pointOf(curve, value));
    }

    /**
     * The point that belongs to a private number n. The JDK multiplies points only to agree on a secret, which is the x of nG;
     * which of the two possible y it is shows the x of (n + 1)G.
     */
    static ECPoint pointOf(EcCurve curve, BigInteger number) throws GeneralSecurityException {
        ECPoint generator = curve.parameters().getGenerator();
        BigInteger next = number.add(BigInteger.ONE);
        if (number.equals(BigInteger.ONE)) {
            return generator;
        }
        if (next.equals(curve.parameters().getOrder())) {
            return new ECPoint(generator.getAffineX(), curve.prime().subtract(generator.getAffineY()));
        }
        BigInteger x = ByteParts.number(agree(curve, number, generator));
        ECPoint even = new ECPoint(x, curve.root(x, false));
        BigInteger nextX = ByteParts.number(agree(curve, next, generator));
        return curve.add(even, generator).getAffineX().equals(nextX) ? even : new ECPoint(x, curve.root(x, true));
    }

    private static byte[] agree(EcCurve curve, BigInteger number, ECPoint point) throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(curve.privateKey(number));
        agreement.doPhase(curve.publicKey(point), true);
        return agreement.generateSecret();
    }

    private static byte[] derive(OperationCall call) throws GeneralSecurityException, OperationException {
        EcCurve curve = curve(call);
        return agree(curve, ByteParts.number(call.blob(0)), curve.decode(call.blob(1)));
    }

    private static Signature signature(OperationCall call) throws GeneralSecurityException {
        return Signature.getInstance(RsaSignatures.jdkHash(call.text(1)) + "withECDSAinP1363Format");
    }

    private static byte[] sign(OperationCall call) throws GeneralSecurityException {
        Signature signature = signature(call);
        signature.initSign(curve(call).privateKey(ByteParts.number(call.blob(0))));
        signature.update(call.blob(1));
        return signature.sign();
    }

    private static byte[] verify(OperationCall call) throws GeneralSecurityException, OperationException {
        EcCurve curve = curve(call);
        byte[] value = call.blob(2);
        if (value.length != 2 * curve.coordinateBytes()) {
            return ByteParts.answer(false);
        }
        Signature signature = signature(call);
        signature.initVerify(curve.publicKey(curve.decode(call.blob(0))));
        signature.update(call.blob(1));
        try {
            return ByteParts.answer(signature.verify(value));
        } catch (SignatureException e) {
            // the JDK's way to say that r or s is out of range
            return ByteParts.answer(false);
        }
    }
}
