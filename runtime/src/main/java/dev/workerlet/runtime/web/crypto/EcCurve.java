package dev.workerlet.runtime.web.crypto;

import static dev.workerlet.runtime.web.crypto.CryptoFailures.dataError;

import dev.workerlet.runtime.scheduler.OperationException;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Map;

/**
 * One of NIST's curves over prime fields: points as bytes, and keys for the JDK. All have a prime that is 3 modulo 4, and -3 for
 * a. Immutable.
 *
 * @param parameters the curve as the JDK has it
 * @param objectIdentifier content of the curve's OBJECT IDENTIFIER
 */
record EcCurve(ECParameterSpec parameters, byte[] objectIdentifier) {
    private static final int UNCOMPRESSED = 4;
    private static final int COMPRESSED_EVEN = 2;
    private static final int COMPRESSED_ODD = 3;
    private static final BigInteger FOUR = BigInteger.valueOf(4);

    private static final Map<String, EcCurve> CURVES = Map.of(
            "P-256", create("secp256r1", 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07),
            "P-384", create("secp384r1", 0x2b, 0x81, 0x04, 0x00, 0x22),
            "P-521", create("secp521r1", 0x2b, 0x81, 0x04, 0x00, 0x23));

    /** The curve that the standard calls {@code name}. */
    static EcCurve named(String name) {
        EcCurve curve = CURVES.get(name);
        if (curve == null) {
            throw new IllegalArgumentException("There is no curve " + name);
        }
        return curve;
    }

    private static EcCurve create(String jdkName, int... objectIdentifier) {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(jdkName));
            byte[] bytes = new byte[objectIdentifier.length];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) objectIdentifier[i];
            }
            return new EcCurve(parameters.getParameterSpec(ECParameterSpec.class), bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JDK lacks the curve " + jdkName, e);
        }
    }

    BigInteger prime() {
        return ((ECFieldFp) parameters.getCurve().getField()).getP();
    }

    int coordinateBytes() {
        return (prime().bitLength() + 7) / 8;
    }

    /** The point in its uncompressed form. */
    byte[] encode(ECPoint point) {
        int length = coordinateBytes();
        return ByteParts.concatenate(
                new byte[] {UNCOMPRESSED},
                ByteParts.fixed(point.getAffineX(), length),
                ByteParts.fixed(point.getAffineY(), length));
    }

    /** A point in its uncompressed or compressed form. What is not on the curve is a DataError. */
    ECPoint decode(byte[] bytes) throws OperationException {
        int length = coordinateBytes();
        int form = bytes.length == 0 ? 0 : bytes[0];
        boolean isWhole = form == UNCOMPRESSED && bytes.length == 1 + 2 * length;
        boolean isCompressed = (form == COMPRESSED_EVEN || form == COMPRESSED_ODD) && bytes.length == 1 + length;
        if (!isWhole && !isCompressed) {
            throw dataError("The key is no point of the curve", null);
        }
        BigInteger x = ByteParts.number(Arrays.copyOfRange(bytes, 1, 1 + length));
        BigInteger y = isWhole
                ? ByteParts.number(Arrays.copyOfRange(bytes, 1 + length, bytes.length))
                : root(x, form == COMPRESSED_ODD);
        if (x.compareTo(prime()) >= 0
                || y.compareTo(prime()) >= 0
                || !y.multiply(y).mod(prime()).equals(rightSide(x))) {
            throw dataError("The key is no point of the curve", null);
        }
        return new ECPoint(x, y);
    }

    /** x³ + ax + b. */
    private BigInteger rightSide(BigInteger x) {
        BigInteger a = parameters.getCurve().getA();
        return x.multiply(x)
                .add(a)
                .multiply(x)
                .add(parameters.getCurve().getB())
                .mod(prime());
    }

    /** The y that belongs to x, if any does. */
    BigInteger root(BigInteger x, boolean isOdd) {
        BigInteger y = rightSide(x).modPow(prime().add(BigInteger.ONE).divide(FOUR), prime());
        return y.testBit(0) == isOdd ? y : prime().subtract(y).mod(prime());
    }

    /** The sum of two points with different x. */
    ECPoint add(ECPoint first, ECPoint second) {
        BigInteger prime = prime();
        BigInteger rise = second.getAffineY().subtract(first.getAffineY());
        BigInteger run = second.getAffineX().subtract(first.getAffineX());
        BigInteger slope = rise.multiply(run.modInverse(prime)).mod(prime);
        BigInteger x = slope.multiply(slope)
                .subtract(first.getAffineX())
                .subtract(second.getAffineX())
                .mod(prime);
        BigInteger y = slope.multiply(first.getAffineX().subtract(x))
                .subtract(first.getAffineY())
                .mod(prime);
        return new ECPoint(x, y);
    }

    ECPublicKey publicKey(ECPoint point) throws GeneralSecurityException {
        return (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, parameters));
    }

    ECPrivateKey privateKey(BigInteger number) throws GeneralSecurityException {
        return (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(number, parameters));
    }

    /** Refuses numbers that are no private key, as a DataError. */
    BigInteger requirePrivate(byte[] bytes) throws OperationException {
        BigInteger number = ByteParts.number(bytes);
        if (number.signum() == 0 || number.compareTo(parameters.getOrder()) >= 0) {
            throw dataError("The key is out of the curve's range", null);
        }
        return number;
    }
}
