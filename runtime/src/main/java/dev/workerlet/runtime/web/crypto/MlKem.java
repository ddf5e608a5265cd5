package dev.workerlet.runtime.web.crypto;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * ML-KEM as FIPS 203 has it, with private keys as their seeds; the JDK has it from 24 on, and takes no seeds.
 *
 * @param rank the number of polynomials in a vector
 * @param eta how small the coefficients of secrets are
 * @param uBits bits that are left of each coefficient in a ciphertext's vector
 * @param vBits the same for its last polynomial
 */
record MlKem(int rank, int eta, int uBits, int vBits) {
    static final int SEED_BYTES = 64;

    private static final int HALF_SEED_BYTES = 32;
    private static final int POLYNOMIAL_BYTES = 384;
    private static final int COEFFICIENT_BITS = 12;
    private static final int ETA_OF_ERRORS = 2;

    /** What a public key consists of, its matrix by rows. */
    private record PublicKey(int[][] t, int[][][] matrix) {}

    int publicKeyBytes() {
        return POLYNOMIAL_BYTES * rank + HALF_SEED_BYTES;
    }

    private int ciphertextBytes() {
        return 32 * (uBits * rank + vBits);
    }

    boolean isCiphertext(byte[] bytes) {
        return bytes.length == ciphertextBytes();
    }

    /** Section 7.2: whether the key has the right length and coefficients in range. */
    boolean isPublicKey(byte[] bytes) {
        if (bytes.length != publicKeyBytes()) {
            return false;
        }
        for (int i = 0; i < rank; i++) {
            int[] f = MlKemRing.decode(bytes, POLYNOMIAL_BYTES * i, COEFFICIENT_BITS);
            if (Arrays.stream(f).anyMatch(coefficient -> coefficient >= MlKemRing.Q)) {
                return false;
            }
        }
        return true;
    }

    /** The public key of a seed. */
    byte[] publicKey(byte[] seed) {
        byte[] expanded = expand(seed);
        int[][] s = secret(expanded);
        byte[] rho = Arrays.copyOf(expanded, HALF_SEED_BYTES);
        byte[] sigma = Arrays.copyOfRange(expanded, HALF_SEED_BYTES, SEED_BYTES);
        byte[] result = new byte[publicKeyBytes()];
        for (int i = 0; i < rank; i++) {
            int[] t = MlKemRing.transform(MlKemRing.sampleSmall(sigma, rank + i, eta));
            for (int j = 0; j < rank; j++) {
                MlKemRing.addProduct(t, MlKemRing.sampleUniform(rho, j, i), s[j]);
            }
            byte[] encoded = MlKemRing.encode(t, COEFFICIENT_BITS);
            System.arraycopy(encoded, 0, result, POLYNOMIAL_BYTES * i, POLYNOMIAL_BYTES);
        }
        System.arraycopy(rho, 0, result, POLYNOMIAL_BYTES * rank, HALF_SEED_BYTES);
        return result;
    }

    private byte[] expand(byte[] seed) {
        byte[] d = Arrays.copyOf(seed, HALF_SEED_BYTES);
        return Keccak.sha3For512().update(d).update(new byte[] {(byte) rank}).output(SEED_BYTES);
    }

    private int[][] secret(byte[] expanded) {
        byte[] sigma = Arrays.copyOfRange(expanded, HALF_SEED_BYTES, SEED_BYTES);
        int[][] s = new int[rank][];
        for (int i = 0; i < rank; i++) {
            s[i] = MlKemRing.transform(MlKemRing.sampleSmall(sigma, i, eta));
        }
        return s;
    }

    /** A ciphertext and the secret in it, out of 32 random bytes: packed. */
    byte[] encapsulate(byte[] publicKey, byte[] message) {
        byte[] secretAndCoins = secretAndCoins(message, publicKey);
        byte[] ciphertext = encrypt(read(publicKey), message, Arrays.copyOfRange(secretAndCoins, 32, SEED_BYTES));
        return ByteParts.pack(ciphertext, Arrays.copyOf(secretAndCoins, 32));
    }

    private static byte[] secretAndCoins(byte[] message, byte[] publicKey) {
        byte[] hash = Keccak.sha3For256().update(publicKey).output(32);
        return Keccak.sha3For512().update(message).update(hash).output(SEED_BYTES);
    }

    /** The secret in a ciphertext, or, where it was not made with this key, one that nobody knows. */
    byte[] decapsulate(byte[] seed, byte[] publicKey, byte[] ciphertext) {
        byte[] message = decrypt(secret(expand(seed)), ciphertext);
        byte[] secretAndCoins = secretAndCoins(message, publicKey);
        byte[] expected = encrypt(read(publicKey), message, Arrays.copyOfRange(secretAndCoins, 32, SEED_BYTES));
        byte[] z = Arrays.copyOfRange(seed, HALF_SEED_BYTES, SEED_BYTES);
        byte[] rejection = Keccak.shake256().update(z).update(ciphertext).output(32);
        int mask = MessageDigest.isEqual(expected, ciphertext) ? 0 : 0xff;
        byte[] result = new byte[32];
        for (int i = 0; i < result.length; i++) {
            result[i] = (byte) ((secretAndCoins[i] & ~mask) | (rejection[i] & mask));
        }
        return result;
    }

    private PublicKey read(byte[] bytes) {
        byte[] rho = Arrays.copyOfRange(bytes, POLYNOMIAL_BYTES * rank, bytes.length);
        int[][] t = new int[rank][];
        int[][][] matrix = new int[rank][rank][];
        for (int i = 0; i < rank; i++) {
            t[i] = MlKemRing.decode(bytes, POLYNOMIAL_BYTES * i, COEFFICIENT_BITS);
            for (int j = 0; j < rank; j++) {
                matrix[i][j] = MlKemRing.sampleUniform(rho, j, i);
            }
        }
        return new PublicKey(t, matrix);
    }

    /** Algorithm 14. */
    private byte[] encrypt(PublicKey key, byte[] message, byte[] coins) {
        int[][] y = new int[rank][];
        for (int i = 0; i < rank; i++) {
            y[i] = MlKemRing.transform(MlKemRing.sampleSmall(coins, i, eta));
        }
        byte[] result = new byte[ciphertextBytes()];
        for (int i = 0; i < rank; i++) {
            int[] u = new int[MlKemRing.DEGREE];
            for (int j = 0; j < rank; j++) {
                MlKemRing.addProduct(u, key.matrix[j][i], y[j]);
            }
            MlKemRing.add(MlKemRing.inverse(u), MlKemRing.sampleSmall(coins, rank + i, ETA_OF_ERRORS));
            byte[] encoded = MlKemRing.encode(MlKemRing.compress(u, uBits), uBits);
            System.arraycopy(encoded, 0, result, 32 * uBits * i, encoded.length);
        }
        int[] v = product(key.t, y);
        MlKemRing.add(v, MlKemRing.sampleSmall(coins, 2 * rank, ETA_OF_ERRORS));
        MlKemRing.add(v, MlKemRing.decompress(MlKemRing.decode(message, 0, 1), 1));
        byte[] encoded = MlKemRing.encode(MlKemRing.compress(v, vBits), vBits);
        System.arraycopy(encoded, 0, result, 32 * uBits * rank, encoded.length);
        return result;
    }

    /** Algorithm 15. */
    private byte[] decrypt(int[][] s, byte[] ciphertext) {
        int[][] u = new int[rank][];
        for (int i = 0; i < rank; i++) {
            int[] compressed = MlKemRing.decode(ciphertext, 32 * uBits * i, uBits);
            u[i] = MlKemRing.transform(MlKemRing.decompress(compressed, uBits));
        }
        int[] v = MlKemRing.decompress(MlKemRing.decode(ciphertext, 32 * uBits * rank, vBits), vBits);
        int[] noise = product(s, u);
        for (int i = 0; i < v.length; i++) {
            v[i] = MlKemRing.reduce(v[i] - noise[i] + MlKemRing.Q);
        }
        return MlKemRing.encode(MlKemRing.compress(v, 1), 1);
    }

    /** The inner product of two transformed vectors, transformed back. */
    private int[] product(int[][] first, int[][] second) {
        int[] sum = new int[MlKemRing.DEGREE];
        for (int i = 0; i < rank; i++) {
            MlKemRing.addProduct(sum, first[i], second[i]);
        }
        return MlKemRing.inverse(sum);
    }
}
