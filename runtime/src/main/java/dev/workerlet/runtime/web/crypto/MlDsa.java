package dev.workerlet.runtime.web.crypto;

import dev.workerlet.runtime.scheduler.OperationCall;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * ML-DSA as FIPS 204 has it, with private keys as their seeds; the JDK has it from 24 on, and takes no seeds.
 *
 * @param rows the number of rows of a key's matrix
 * @param columns the number of its columns
 * @param eta how small the coefficients of secrets are
 * @param weight the number of coefficients of a challenge that are not 0
 * @param maskBits bits of a mask's coefficients
 * @param roundingSteps how many values the high part of a coefficient has
 * @param mostHints hints that a signature may have
 * @param challengeBytes length of a challenge's seed
 */
record MlDsa(
        int rows,
        int columns,
        int eta,
        int weight,
        int maskBits,
        int roundingSteps,
        int mostHints,
        int challengeBytes) {
    static final int SEED_BYTES = 32;

    private static final int Q = MlDsaRing.Q;
    private static final int HASH_BYTES = 64;
    private static final int PUBLIC_BITS = 10;
    private static final int PUBLIC_POLYNOMIAL_BYTES = 32 * PUBLIC_BITS;

    /** What a seed expands to: secrets and the dropped bits are transformed. */
    private record Secrets(byte[] publicKey, byte[] key, int[][][] matrix, int[][] s1, int[][] s2, int[][] t0) {}

    int publicKeyBytes() {
        return SEED_BYTES + PUBLIC_POLYNOMIAL_BYTES * rows;
    }

    private int signatureBytes() {
        return challengeBytes + 32 * maskBits * columns + mostHints + rows;
    }

    private int mask() {
        return 1 << (maskBits - 1);
    }

    private int halfStep() {
        return (Q - 1) / (2 * roundingSteps);
    }

    private int beta() {
        return weight * eta;
    }

    byte[] publicKey(byte[] seed) {
        return expand(seed).publicKey;
    }

    /** Algorithm 6. */
    private Secrets expand(byte[] seed) {
        Keccak stream = Keccak.shake256().update(seed).update(new byte[] {(byte) rows, (byte) columns});
        byte[] rho = stream.output(SEED_BYTES);
        byte[] secretSeed = stream.output(HASH_BYTES);
        byte[] key = stream.output(SEED_BYTES);
        int[][][] matrix = matrix(rho);
        int[][] s1 = new int[columns][];
        for (int i = 0; i < columns; i++) {
            s1[i] = MlDsaRing.transform(MlDsaRing.sampleSmall(secretSeed, i, eta));
        }
        int[][] s2 = new int[rows][];
        int[][] t0 = new int[rows][];
        byte[][] publicParts = new byte[rows + 1][];
        publicParts[0] = rho;
        for (int i = 0; i < rows; i++) {
            int[] small = MlDsaRing.sampleSmall(secretSeed, columns + i, eta);
            int[] t = MlDsaRing.add(MlDsaRing.inverse(row(matrix[i], s1)), small);
            int[] high = new int[MlDsaRing.DEGREE];
            int[] low = new int[MlDsaRing.DEGREE];
            splitPowerOfTwo(t, high, low);
            publicParts[i + 1] = MlDsaRing.encode(high, PUBLIC_BITS);
            s2[i] = MlDsaRing.transform(small);
            t0[i] = MlDsaRing.transform(low);
        }
        return new Secrets(ByteParts.concatenate(publicParts), key, matrix, s1, s2, t0);
    }

    private int[][][] matrix(byte[] rho) {
        int[][][] matrix = new int[rows][columns][];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                matrix[i][j] = MlDsaRing.sampleUniform(rho, j, i);
            }
        }
        return matrix;
    }

    /** A row of the matrix with a transformed vector. */
    private int[] row(int[][] row, int[][] vector) {
        int[] sum = new int[MlDsaRing.DEGREE];
        for (int j = 0; j < columns; j++) {
            sum = MlDsaRing.add(sum, MlDsaRing.multiply(row[j], vector[j]));
        }
        return sum;
    }

    /** Algorithm 35. */
    private static void splitPowerOfTwo(int[] t, int[] high, int[] low) {
        int half = 1 << (MlDsaRing.DROPPED_BITS - 1);
        for (int i = 0; i < t.length; i++) {
            high[i] = (t[i] + half - 1) >> MlDsaRing.DROPPED_BITS;
            low[i] = MlDsaRing.reduce(t[i] - (high[i] << MlDsaRing.DROPPED_BITS));
        }
    }

    /** Algorithm 7, of a message with its prefix; empty where nobody waits for it any more. */
    byte[] sign(byte[] seed, byte[] message, byte[] random, OperationCall call) {
        Secrets secrets = expand(seed);
        byte[] hash = messageHash(secrets.publicKey, message);
        byte[] maskSeed = Keccak.shake256()
                .update(secrets.key)
                .update(random)
                .update(hash)
                .output(HASH_BYTES);
        for (int count = 0; !call.isCancelled(); count += columns) {
            byte[] signature = attempt(secrets, hash, maskSeed, count);
            if (signature.length != 0) {
                return signature;
            }
        }
        return new byte[0];
    }

    private static byte[] messageHash(byte[] publicKey, byte[] message) {
        byte[] keyHash = Keccak.shake256().update(publicKey).output(HASH_BYTES);
        return Keccak.shake256().update(keyHash).update(message).output(HASH_BYTES);
    }

    /** One turn of the rejection loop: a signature, or nothing. */
    private byte[] attempt(Secrets secrets, byte[] hash, byte[] maskSeed, int count) {
        int[][] y = new int[columns][];
        int[][] transformed = new int[columns][];
        for (int i = 0; i < columns; i++) {
            y[i] = sampleMask(maskSeed, count + i);
            transformed[i] = MlDsaRing.transform(y[i]);
        }
        int[][] w = new int[rows][];
        for (int i = 0; i < rows; i++) {
            w[i] = MlDsaRing.inverse(row(secrets.matrix[i], transformed));
        }
        byte[] challengeSeed = challengeSeed(hash, w, null);
        int[] challenge = MlDsaRing.transform(MlDsaRing.sampleInBall(challengeSeed, weight));
        byte[][] parts = new byte[columns + 2][];
        parts[0] = challengeSeed;
        for (int i = 0; i < columns; i++) {
            int[] z = MlDsaRing.add(y[i], scaled(challenge, secrets.s1[i]));
            if (MlDsaRing.norm(z) >= mask() - beta()) {
                return new byte[0];
            }
            parts[i + 1] = MlDsaRing.encode(MlDsaRing.mirrored(z, mask()), maskBits);
        }
        boolean[][] hints = hints(secrets, w, challenge);
        if (hints.length == 0) {
            return new byte[0];
        }
        parts[columns + 1] = encodeHints(hints);
        return ByteParts.concatenate(parts);
    }

    private static int[] scaled(int[] challenge, int[] transformed) {
        return MlDsaRing.inverse(MlDsaRing.multiply(challenge, transformed));
    }

    /** The hints of a signature; none at all where it must be rejected. */
    private boolean[][] hints(Secrets secrets, int[][] w, int[] challenge) {
        boolean[][] hints = new boolean[rows][MlDsaRing.DEGREE];
        int count = 0;
        for (int i = 0; i < rows; i++) {
            int[] rest = MlDsaRing.subtract(w[i], scaled(challenge, secrets.s2[i]));
            int[] dropped = scaled(challenge, secrets.t0[i]);
            if (lowNorm(rest) >= halfStep() - beta() || MlDsaRing.norm(dropped) >= halfStep()) {
                return new boolean[0][];
            }
            int[] whole = MlDsaRing.add(rest, dropped);
            for (int j = 0; j < MlDsaRing.DEGREE; j++) {
                hints[i][j] = high(whole[j]) != high(rest[j]);
                count += hints[i][j] ? 1 : 0;
            }
        }
        return count > mostHints ? new boolean[0][] : hints;
    }

    /** Algorithm 34. */
    private int[] sampleMask(byte[] seed, int number) {
        byte[] bytes = Keccak.shake256()
                .update(seed)
                .update(new byte[] {(byte) number, (byte) (number >> 8)})
                .output(32 * maskBits);
        return MlDsaRing.mirrored(MlDsaRing.decode(bytes, 0, maskBits), mask());
    }

    /** The low part of a coefficient (algorithm 36). */
    private int low(int value) {
        int step = 2 * halfStep();
        int low = value % step;
        low -= low > halfStep() ? step : 0;
        return value - low == Q - 1 ? low - 1 : low;
    }

    private int high(int value) {
        int low = low(value);
        int rest = value - low;
        return rest >= Q - 1 ? 0 : rest / (2 * halfStep());
    }

    private int lowNorm(int[] f) {
        int norm = 0;
        for (int coefficient : f) {
            norm = Math.max(norm, Math.abs(low(coefficient)));
        }
        return norm;
    }

    /** Algorithm 40: the high part, which a hint moves by one. */
    private int hinted(int value, boolean hint) {
        int high = high(value);
        if (!hint) {
            return high;
        }
        return Math.floorMod(low(value) > 0 ? high + 1 : high - 1, roundingSteps);
    }

    private byte[] challengeSeed(byte[] hash, int[][] w, boolean @Nullable [][] hints) {
        Keccak result = Keccak.shake256().update(hash);
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(roundingSteps - 1);
        for (int i = 0; i < rows; i++) {
            int[] high = new int[MlDsaRing.DEGREE];
            for (int j = 0; j < high.length; j++) {
                high[j] = hinted(w[i][j], hints != null && hints[i][j]);
            }
            result.update(MlDsaRing.encode(high, bits));
        }
        return result.output(challengeBytes);
    }

    /** Algorithm 20. */
    private byte[] encodeHints(boolean[][] hints) {
        byte[] bytes = new byte[mostHints + rows];
        int index = 0;
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < MlDsaRing.DEGREE; j++) {
                if (hints[i][j]) {
                    bytes[index++] = (byte) j;
                }
            }
            bytes[mostHints + i] = (byte) index;
        }
        return bytes;
    }

    /** Algorithm 21; none at all where they are malformed. */
    private boolean[][] decodeHints(byte[] bytes) {
        boolean[][] hints = new boolean[rows][MlDsaRing.DEGREE];
        int index = 0;
        for (int i = 0; i < rows; i++) {
            int end = bytes[mostHints + i] & 0xff;
            if (end < index || end > mostHints) {
                return new boolean[0][];
            }
            for (int first = index; index < end; index++) {
                if (index > first && (bytes[index - 1] & 0xff) >= (bytes[index] & 0xff)) {
                    return new boolean[0][];
                }
                hints[i][bytes[index] & 0xff] = true;
            }
        }
        for (; index < mostHints; index++) {
            if (bytes[index] != 0) {
                return new boolean[0][];
            }
        }
        return hints;
    }

    /** Algorithm 8, of a message with its prefix. */
    boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
        if (signature.length != signatureBytes()) {
            return false;
        }
        int[][] z = new int[columns][];
        for (int i = 0; i < columns; i++) {
            int[] read = MlDsaRing.decode(signature, challengeBytes + 32 * maskBits * i, maskBits);
            z[i] = MlDsaRing.mirrored(read, mask());
            if (MlDsaRing.norm(z[i]) >= mask() - beta()) {
                return false;
            }
            z[i] = MlDsaRing.transform(z[i]);
        }
        int hintsAt = signature.length - mostHints - rows;
        boolean[][] hints = decodeHints(Arrays.copyOfRange(signature, hintsAt, signature.length));
        if (hints.length == 0) {
            return false;
        }
        byte[] challengeSeed = Arrays.copyOf(signature, challengeBytes);
        int[] challenge = MlDsaRing.transform(MlDsaRing.sampleInBall(challengeSeed, weight));
        int[][] w = approximate(publicKey, z, challenge);
        byte[] expected = challengeSeed(messageHash(publicKey, message), w, hints);
        return MessageDigest.isEqual(expected, challengeSeed);
    }

    private int[][] approximate(byte[] publicKey, int[][] z, int[] challenge) {
        int[][][] matrix = matrix(Arrays.copyOf(publicKey, SEED_BYTES));
        int[][] w = new int[rows][];
        for (int i = 0; i < rows; i++) {
            int[] t = MlDsaRing.decode(publicKey, SEED_BYTES + PUBLIC_POLYNOMIAL_BYTES * i, PUBLIC_BITS);
            for (int j = 0; j < t.length; j++) {
                t[j] = t[j] << MlDsaRing.DROPPED_BITS;
            }
            int[] product = MlDsaRing.multiply(challenge, MlDsaRing.transform(t));
            w[i] = MlDsaRing.inverse(MlDsaRing.subtract(row(matrix[i], z), product));
        }
        return w;
    }
}
