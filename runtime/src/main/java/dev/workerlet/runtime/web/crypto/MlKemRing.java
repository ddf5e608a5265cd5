package dev.workerlet.runtime.web.crypto;

/**
 * Polynomials of ML-KEM: 256 coefficients modulo 3329, as FIPS 203, section 4 computes with them. Coefficients are kept from
 * 0 to 3328. No step depends on a secret coefficient.
 */
final class MlKemRing {
    static final int Q = 3329;
    static final int DEGREE = 256;

    private static final int ROOT = 17;
    private static final int HALF = 128;
    private static final int INVERSE_OF_128 = 3303;
    private static final int FACTOR_BITS = 40;
    private static final long FACTOR = (1L << FACTOR_BITS) / Q + 1;
    private static final int[] ZETAS = new int[HALF];
    private static final int[] GAMMAS = new int[HALF];

    static {
        for (int i = 0; i < HALF; i++) {
            int reversed = Integer.reverse(i) >>> (Integer.SIZE - 7);
            ZETAS[i] = power(reversed);
            GAMMAS[i] = power(2 * reversed + 1);
        }
    }

    private MlKemRing() {}

    private static int power(int exponent) {
        int result = 1;
        for (int i = 0; i < exponent; i++) {
            result = result * ROOT % Q;
        }
        return result;
    }

    /**
     * A number from 0 to 2^26, divided by q. By a product, since how long a division takes may tell of the number; exact, as
     * the factor's excess over 2^40 / q is too small to count.
     */
    private static int quotient(int value) {
        return (int) ((value * FACTOR) >>> FACTOR_BITS);
    }

    /** A number from 0 to 2^26, modulo q. */
    static int reduce(int value) {
        return value - quotient(value) * Q;
    }

    /** Algorithm 9, in place. */
    static int[] transform(int[] f) {
        int next = 1;
        for (int length = HALF; length >= 2; length /= 2) {
            for (int start = 0; start < DEGREE; start += 2 * length) {
                int zeta = ZETAS[next++];
                for (int j = start; j < start + length; j++) {
                    int t = reduce(zeta * f[j + length]);
                    f[j + length] = reduce(f[j] - t + Q);
                    f[j] = reduce(f[j] + t);
                }
            }
        }
        return f;
    }

    /** Algorithm 10, in place. */
    static int[] inverse(int[] f) {
        int next = HALF - 1;
        for (int length = 2; length <= HALF; length *= 2) {
            for (int start = 0; start < DEGREE; start += 2 * length) {
                int zeta = ZETAS[next--];
                for (int j = start; j < start + length; j++) {
                    int t = f[j];
                    f[j] = reduce(t + f[j + length]);
                    f[j + length] = reduce(zeta * (f[j + length] - t + Q));
                }
            }
        }
        for (int i = 0; i < DEGREE; i++) {
            f[i] = reduce(f[i] * INVERSE_OF_128);
        }
        return f;
    }

    /** Adds the product of two transformed polynomials (algorithm 11). */
    static void addProduct(int[] sum, int[] f, int[] g) {
        for (int i = 0; i < HALF; i++) {
            int even = 2 * i;
            int odd = even + 1;
            int high = reduce(f[odd] * g[odd]) * GAMMAS[i];
            sum[even] = reduce(sum[even] + f[even] * g[even] + high);
            sum[odd] = reduce(sum[odd] + f[even] * g[odd] + f[odd] * g[even]);
        }
    }

    static int[] add(int[] f, int[] g) {
        for (int i = 0; i < DEGREE; i++) {
            f[i] = reduce(f[i] + g[i]);
        }
        return f;
    }

    /** Algorithm 7: uniform, from a public seed. */
    static int[] sampleUniform(byte[] rho, int column, int row) {
        Keccak stream = Keccak.shake128().update(rho).update(new byte[] {(byte) column, (byte) row});
        int[] f = new int[DEGREE];
        for (int j = 0; j < DEGREE; ) {
            byte[] c = stream.output(3);
            int first = (c[0] & 0xff) | ((c[1] & 0xf) << 8);
            int second = ((c[1] & 0xff) >> 4) | ((c[2] & 0xff) << 4);
            if (first < Q) {
                f[j++] = first;
            }
            if (second < Q && j < DEGREE) {
                f[j++] = second;
            }
        }
        return f;
    }

    /** Algorithm 8: small, from a secret seed and a number. */
    static int[] sampleSmall(byte[] seed, int number, int eta) {
        byte[] bytes = Keccak.shake256()
                .update(seed)
                .update(new byte[] {(byte) number})
                .output(DEGREE / 4 * eta);
        int[] f = new int[DEGREE];
        for (int i = 0; i < DEGREE; i++) {
            int x = 0;
            int y = 0;
            for (int j = 0; j < eta; j++) {
                x += bit(bytes, 2 * i * eta + j);
                y += bit(bytes, 2 * i * eta + eta + j);
            }
            f[i] = reduce(x - y + Q);
        }
        return f;
    }

    private static int bit(byte[] bytes, int at) {
        return (bytes[at >> 3] >> (at & 7)) & 1;
    }

    /** Algorithm 5: each coefficient in so many bits. */
    static byte[] encode(int[] f, int bits) {
        byte[] bytes = new byte[DEGREE / 8 * bits];
        for (int i = 0; i < DEGREE; i++) {
            for (int j = 0; j < bits; j++) {
                int at = i * bits + j;
                bytes[at >> 3] |= (byte) (((f[i] >> j) & 1) << (at & 7));
            }
        }
        return bytes;
    }

    /** Algorithm 6, of the bytes from {@code offset} on; coefficients are as they stand there. */
    static int[] decode(byte[] bytes, int offset, int bits) {
        int[] f = new int[DEGREE];
        for (int i = 0; i < DEGREE; i++) {
            for (int j = 0; j < bits; j++) {
                f[i] |= bit(bytes, 8 * offset + i * bits + j) << j;
            }
        }
        return f;
    }

    /** Rounds coefficients to so many bits. */
    static int[] compress(int[] f, int bits) {
        int[] result = new int[DEGREE];
        for (int i = 0; i < DEGREE; i++) {
            result[i] = quotient((f[i] << bits) + Q / 2) & ((1 << bits) - 1);
        }
        return result;
    }

    static int[] decompress(int[] f, int bits) {
        int[] result = new int[DEGREE];
        for (int i = 0; i < DEGREE; i++) {
            result[i] = (f[i] * Q + (1 << (bits - 1))) >> bits;
        }
        return result;
    }
}
