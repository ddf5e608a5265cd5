package dev.workerlet.runtime.web.crypto;

/** Polynomials of ML-DSA: 256 coefficients modulo 8380417, kept from 0 on, as FIPS 204, section 7 computes with them. */
final class MlDsaRing {
    static final int Q = 8_380_417;
    static final int DEGREE = 256;
    /** Bits that are dropped from a public key's coefficients. */
    static final int DROPPED_BITS = 13;

    private static final int ROOT = 1753;
    private static final long INVERSE_OF_256 = 8_347_681;
    private static final long[] ZETAS = new long[DEGREE];

    static {
        for (int i = 0; i < DEGREE; i++) {
            long power = 1;
            for (int j = 0; j < Integer.reverse(i) >>> (Integer.SIZE - 8); j++) {
                power = power * ROOT % Q;
            }
            ZETAS[i] = power;
        }
    }

    private MlDsaRing() {}

    /** Algorithm 41; leaves its argument alone. */
    static int[] transform(int[] polynomial) {
        int[] w = polynomial.clone();
        int next = 0;
        for (int length = DEGREE / 2; length >= 1; length /= 2) {
            for (int start = 0; start < DEGREE; start += 2 * length) {
                long zeta = ZETAS[++next];
                for (int j = start; j < start + length; j++) {
                    int t = (int) (zeta * w[j + length] % Q);
                    w[j + length] = reduce(w[j] - t);
                    w[j] = reduce(w[j] + t);
                }
            }
        }
        return w;
    }

    /** Algorithm 42, in place. */
    static int[] inverse(int[] w) {
        int next = DEGREE;
        for (int length = 1; length < DEGREE; length *= 2) {
            for (int start = 0; start < DEGREE; start += 2 * length) {
                long zeta = Q - ZETAS[--next];
                for (int j = start; j < start + length; j++) {
                    int t = w[j];
                    w[j] = reduce(t + w[j + length]);
                    w[j + length] = (int) (zeta * reduce(t - w[j + length]) % Q);
                }
            }
        }
        for (int i = 0; i < DEGREE; i++) {
            w[i] = (int) (INVERSE_OF_256 * w[i] % Q);
        }
        return w;
    }

    /** A number between -q and 2q, modulo q. */
    static int reduce(int value) {
        int lower = value + ((value >> 31) & Q) - Q;
        return lower + ((lower >> 31) & Q);
    }

    /** Modulo q, between -q/2 and q/2. */
    static int centered(int value) {
        int past = ((Q - 1) / 2 - value) >> 31;
        return value - (past & Q);
    }

    static int[] multiply(int[] f, int[] g) {
        int[] result = new int[DEGREE];
        for (int i = 0; i < DEGREE; i++) {
            result[i] = (int) ((long) f[i] * g[i] % Q);
        }
        return result;
    }

    static int[] add(int[] f, int[] g) {
        int[] result = new int[DEGREE];
        for (int i = 0; i < DEGREE; i++) {
            result[i] = reduce(f[i] + g[i]);
        }
        return result;
    }

    static int[] subtract(int[] f, int[] g) {
        int[] result = new int[DEGREE];
        for (int i = 0; i < DEGREE; i++) {
            result[i] = reduce(f[i] - g[i]);
        }
        return result;
    }

    /** The largest absolute value of a coefficient. */
    static int norm(int[] f) {
        int norm = 0;
        for (int coefficient : f) {
            norm = Math.max(norm, Math.abs(centered(coefficient)));
        }
        return norm;
    }

    /** Algorithm 30: uniform, from a public seed. */
    static int[] sampleUniform(byte[] rho, int column, int row) {
        Keccak stream = Keccak.shake128().update(rho).update(new byte[] {(byte) column, (byte) row});
        int[] f = new int[DEGREE];
        for (int j = 0; j < DEGREE; ) {
            byte[] c = stream.output(3);
            int candidate = (c[0] & 0xff) | ((c[1] & 0xff) << 8) | ((c[2] & 0x7f) << 16);
            if (candidate < Q) {
                f[j++] = candidate;
            }
        }
        return f;
    }

    /** Algorithm 31: small, from a secret seed and a number. */
    static int[] sampleSmall(byte[] seed, int number, int eta) {
        Keccak stream = Keccak.shake256().update(seed).update(new byte[] {(byte) number, (byte) (number >> 8)});
        int[] f = new int[DEGREE];
        for (int j = 0; j < DEGREE; ) {
            int value = stream.output(1)[0] & 0xff;
            j = keepSmall(f, j, value & 15, eta);
            j = keepSmall(f, j, value >> 4, eta);
        }
        return f;
    }

    private static int keepSmall(int[] f, int at, int nibble, int eta) {
        if (at == DEGREE || nibble >= (eta == 2 ? 15 : 9)) {
            return at;
        }
        f[at] = reduce(eta - (eta == 2 ? nibble % 5 : nibble));
        return at + 1;
    }

    /** Algorithm 29: {@code weight} coefficients that are 1 or -1. */
    static int[] sampleInBall(byte[] seed, int weight) {
        Keccak stream = Keccak.shake256().update(seed);
        byte[] signs = stream.output(8);
        int[] c = new int[DEGREE];
        for (int i = DEGREE - weight; i < DEGREE; i++) {
            int j = stream.output(1)[0] & 0xff;
            while (j > i) {
                j = stream.output(1)[0] & 0xff;
            }
            c[i] = c[j];
            int at = i + weight - DEGREE;
            c[j] = ((signs[at >> 3] >> (at & 7)) & 1) == 0 ? 1 : Q - 1;
        }
        return c;
    }

    /** Each coefficient in so many bits, the lowest first. */
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

    static int[] decode(byte[] bytes, int offset, int bits) {
        int[] f = new int[DEGREE];
        for (int i = 0; i < DEGREE; i++) {
            for (int j = 0; j < bits; j++) {
                int at = 8 * offset + i * bits + j;
                f[i] |= ((bytes[at >> 3] >> (at & 7)) & 1) << j;
            }
        }
        return f;
    }

    /** {@code top} less each coefficient: how coefficients that may be negative are written, and read again. */
    static int[] mirrored(int[] f, int top) {
        int[] result = new int[DEGREE];
        for (int i = 0; i < DEGREE; i++) {
            result[i] = reduce(top - f[i]);
        }
        return result;
    }
}
