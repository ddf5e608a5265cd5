package dev.workerlet.runtime.web.crypto;

import static dev.workerlet.runtime.web.crypto.ByteParts.littleEndianNumber;
import static dev.workerlet.runtime.web.crypto.ByteParts.reversed;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import javax.crypto.KeyAgreement;

/** One of the curves of RFC 7748 and RFC 8032: keys as bytes, and for the JDK. */
enum OkpCurve {
    X25519(0x6e, 32, 9),
    X448(0x6f, 56, 5),
    ED25519(0x70, 32, 0),
    ED448(0x71, 57, 0);

    private static final int SIGN_BIT = 0x80;

    /** Last byte of the OBJECT IDENTIFIER, below 1.3.101. */
    private final int lastArc;

    private final int keyBytes;
    private final int basePoint;

    OkpCurve(int lastArc, int keyBytes, int basePoint) {
        this.lastArc = lastArc;
        this.keyBytes = keyBytes;
        this.basePoint = basePoint;
    }

    /** The curve that the standard calls {@code name}. */
    static OkpCurve named(String name) {
        return switch (name) {
            case "X25519" -> X25519;
            case "X448" -> X448;
            case "Ed25519" -> ED25519;
            case "Ed448" -> ED448;
            default -> throw new IllegalArgumentException("There is no curve " + name);
        };
    }

    /** Content of the AlgorithmIdentifier. */
    byte[] algorithm() {
        return DerWriter.value(DerReader.OBJECT_IDENTIFIER, new byte[] {0x2b, 0x65, (byte) lastArc});
    }

    int keyBytes() {
        return keyBytes;
    }

    boolean isForSignatures() {
        return basePoint == 0;
    }

    private NamedParameterSpec parameters() {
        return new NamedParameterSpec(jdkName());
    }

    /** The name of the algorithm in the JDK. */
    String jdkName() {
        return isForSignatures() ? "Ed" + name().substring(2) : name();
    }

    PrivateKey privateKey(byte[] bytes) throws GeneralSecurityException {
        KeyFactory factory = KeyFactory.getInstance(jdkName());
        return factory.generatePrivate(
                isForSignatures()
                        ? new EdECPrivateKeySpec(parameters(), bytes)
                        : new XECPrivateKeySpec(parameters(), bytes));
    }

    PublicKey publicKey(byte[] bytes) throws GeneralSecurityException {
        KeyFactory factory = KeyFactory.getInstance(jdkName());
        return factory.generatePublic(
                isForSignatures()
                        ? new EdECPublicKeySpec(parameters(), decodePoint(bytes))
                        : new XECPublicKeySpec(parameters(), decodeCoordinate(bytes)));
    }

    private static EdECPoint decodePoint(byte[] bytes) {
        boolean isOdd = bytes[bytes.length - 1] < 0;
        return new EdECPoint(isOdd, littleEndianNumber(withoutTopBit(bytes)));
    }

    /** RFC 7748, section 5: X25519 does not look at the highest bit. */
    private BigInteger decodeCoordinate(byte[] bytes) {
        return littleEndianNumber(this == X25519 ? withoutTopBit(bytes) : bytes);
    }

    private static byte[] withoutTopBit(byte[] bytes) {
        byte[] copy = bytes.clone();
        copy[copy.length - 1] &= (byte) ~SIGN_BIT;
        return copy;
    }

    /** The public bytes of private ones. */
    byte[] publicBytes(byte[] privateBytes) throws GeneralSecurityException {
        if (!isForSignatures()) {
            return agree(privateBytes, reversed(ByteParts.fixed(BigInteger.valueOf(basePoint), keyBytes)));
        }
        KeyPairGenerator generator = KeyPairGenerator.getInstance(jdkName());
        generator.initialize(parameters(), new FixedRandom(privateBytes));
        KeyPair pair = generator.generateKeyPair();
        EdECPrivateKey made = (EdECPrivateKey) pair.getPrivate();
        if (!Arrays.equals(made.getBytes().orElseThrow(), privateBytes)) {
            throw new GeneralSecurityException("The provider makes keys of other bytes than its random ones");
        }
        return encodePoint(((EdECPublicKey) pair.getPublic()).getPoint());
    }

    private byte[] encodePoint(EdECPoint point) {
        byte[] bytes = reversed(ByteParts.fixed(point.getY(), keyBytes));
        if (point.isXOdd()) {
            bytes[keyBytes - 1] |= (byte) SIGN_BIT;
        }
        return bytes;
    }

    /** The secret of a private and a public key; the JDK refuses points of small order, where it would be zero. */
    byte[] agree(byte[] privateBytes, byte[] publicBytes) throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance(jdkName());
        agreement.init(privateKey(privateBytes));
        agreement.doPhase(publicKey(publicBytes), true);
        return agreement.generateSecret();
    }

    /** Gives the bytes of a key that exists: so the JDK computes its public half. */
    private static final class FixedRandom extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final byte[] bytes;

        FixedRandom(byte[] bytes) {
            super(null, null);
            this.bytes = bytes.clone();
        }

        @Override
        public void nextBytes(byte[] target) {
            System.arraycopy(bytes, 0, target, 0, Math.min(bytes.length, target.length));
        }
    }
}
