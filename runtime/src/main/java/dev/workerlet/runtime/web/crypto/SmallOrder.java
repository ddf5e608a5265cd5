package dev.workerlet.runtime.web.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Set;

/**
 * Points with which anybody could sign anything: those of an order that divides the cofactor. The standard has signatures
 * with them refused. https://w3c.github.io/webcrypto/#ed25519-operations-verify
 */
final class SmallOrder {
    private static final BigInteger PRIME_25519 = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger PRIME_448 =
            BigInteger.TWO.pow(448).subtract(BigInteger.TWO.pow(224)).subtract(BigInteger.ONE);

    /** One of the two y of the points of order 8; the other is its negative. */
    private static final BigInteger EIGHTH =
            new BigInteger("7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7", 16);

    /** The y of the points of small order; they do not depend on the sign of x. */
    private static final Set<BigInteger> ON_25519 = Set.of(
            BigInteger.ZERO,
            BigInteger.ONE,
            PRIME_25519.subtract(BigInteger.ONE),
            EIGHTH,
            PRIME_25519.subtract(EIGHTH));

    private static final Set<BigInteger> ON_448 =
            Set.of(BigInteger.ZERO, BigInteger.ONE, PRIME_448.subtract(BigInteger.ONE));

    private SmallOrder() {}

    /** Whether the bytes are such a point, in whatever form. */
    static boolean has(OkpCurve curve, byte[] point) {
        byte[] bytes = Arrays.copyOf(point, point.length);
        bytes[bytes.length - 1] &= 0x7f;
        BigInteger y = ByteParts.littleEndianNumber(bytes);
        return curve == OkpCurve.ED25519 ? ON_25519.contains(y.mod(PRIME_25519)) : ON_448.contains(y.mod(PRIME_448));
    }
}
