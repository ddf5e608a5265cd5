package dev.workerlet.runtime.web.crypto;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * The sponge of FIPS 202 and the functions of NIST SP 800-185 on it, which the JDK does not offer to others. Input first,
 * then output, both in as many pieces as wanted. Not thread-safe.
 */
final class Keccak {
    private static final int SHAKE128_RATE = 168;
    private static final int SHAKE256_RATE = 136;
    private static final int SHA3_512_RATE = 72;
    private static final int SHAKE_SUFFIX = 0x1f;
    private static final int CSHAKE_SUFFIX = 0x04;
    private static final int SHA3_SUFFIX = 0x06;
    private static final byte[] NONE = {};

    private static final long[] ROUND_CONSTANTS = roundConstants();
    private static final int[] ROTATIONS = rotations();

    private final int rateBytes;
    private final long[] state = new long[25];
    private final long[] columns = new long[5];
    private final long[] moved = new long[25];
    private int suffix;
    private int position;
    private boolean squeezing;

    private Keccak(int rateBytes, int suffix) {
        this.rateBytes = rateBytes;
        this.suffix = suffix;
    }

    static Keccak shake128() {
        return new Keccak(SHAKE128_RATE, SHAKE_SUFFIX);
    }

    static Keccak shake256() {
        return new Keccak(SHAKE256_RATE, SHAKE_SUFFIX);
    }

    static Keccak sha3For256() {
        return new Keccak(SHAKE256_RATE, SHA3_SUFFIX);
    }

    static Keccak sha3For512() {
        return new Keccak(SHA3_512_RATE, SHA3_SUFFIX);
    }

    /** Turns SHAKE into cSHAKE with a function name and a customization; SHAKE still where both are empty. */
    Keccak cShake(byte[] functionName, byte[] customization) {
        if (functionName.length == 0 && customization.length == 0) {
            return this;
        }
        suffix = CSHAKE_SUFFIX;
        int start = leftEncode(rateBytes);
        start += encodeString(functionName);
        start += encodeString(customization);
        return pad(start);
    }

    /** KMAC of {@code data} on SHAKE. */
    byte[] kmac(byte[] key, byte[] customization, byte[] data, int outputBytes) {
        cShake("KMAC".getBytes(StandardCharsets.US_ASCII), customization);
        int start = leftEncode(rateBytes);
        start += encodeString(key);
        pad(start).update(data);
        rightEncode(8L * outputBytes);
        return output(outputBytes);
    }

    private Keccak pad(int written) {
        return update(new byte[(rateBytes - written % rateBytes) % rateBytes]);
    }

    private int encodeString(byte[] bytes) {
        int length = leftEncode(8L * bytes.length);
        update(bytes);
        return length + bytes.length;
    }

    private int leftEncode(long value) {
        byte[] bytes = ByteParts.minimal(BigInteger.valueOf(value));
        update(new byte[] {(byte) bytes.length}).update(bytes);
        return 1 + bytes.length;
    }

    private void rightEncode(long value) {
        byte[] bytes = ByteParts.minimal(BigInteger.valueOf(value));
        update(bytes).update(new byte[] {(byte) bytes.length});
    }

    /** Adds input. */
    Keccak update(byte[] input) {
        for (byte value : input) {
            absorb(value);
        }
        return this;
    }

    private void absorb(byte value) {
        mix(position, value & 0xff);
        if (++position == rateBytes) {
            permute();
            position = 0;
        }
    }

    private void mix(int at, int value) {
        state[at >> 3] ^= (long) value << (8 * (at & 7));
    }

    /** The next {@code length} bytes of output. */
    byte[] output(int length) {
        byte[] result = length == 0 ? NONE : new byte[length];
        if (!squeezing) {
            mix(position, suffix);
            mix(rateBytes - 1, 0x80);
            position = rateBytes;
            squeezing = true;
        }
        for (int i = 0; i < length; i++) {
            if (position == rateBytes) {
                permute();
                position = 0;
            }
            result[i] = (byte) (state[position >> 3] >>> (8 * (position & 7)));
            position++;
        }
        return result;
    }

    private void permute() {
        for (long constant : ROUND_CONSTANTS) {
            theta();
            rhoAndPi();
            chi();
            state[0] ^= constant;
        }
    }

    private void theta() {
        for (int x = 0; x < 5; x++) {
            columns[x] = state[x] ^ state[x + 5] ^ state[x + 10] ^ state[x + 15] ^ state[x + 20];
        }
        for (int x = 0; x < 5; x++) {
            long change = columns[(x + 4) % 5] ^ Long.rotateLeft(columns[(x + 1) % 5], 1);
            for (int i = x; i < 25; i += 5) {
                state[i] ^= change;
            }
        }
    }

    private void rhoAndPi() {
        for (int x = 0; x < 5; x++) {
            for (int y = 0; y < 5; y++) {
                int from = x + 5 * y;
                moved[y + 5 * ((2 * x + 3 * y) % 5)] = Long.rotateLeft(state[from], ROTATIONS[from]);
            }
        }
    }

    private void chi() {
        for (int y = 0; y < 25; y += 5) {
            for (int x = 0; x < 5; x++) {
                state[y + x] = moved[y + x] ^ (~moved[y + (x + 1) % 5] & moved[y + (x + 2) % 5]);
            }
        }
    }

    /** FIPS 202, section 3.2.5: bits of a linear feedback shift register. */
    private static long[] roundConstants() {
        long[] constants = new long[24];
        int register = 1;
        for (int round = 0; round < 24; round++) {
            for (int j = 0; j <= 6; j++) {
                if ((register & 1) != 0) {
                    constants[round] |= 1L << ((1 << j) - 1);
                }
                register <<= 1;
                if ((register & 0x100) != 0) {
                    register ^= 0x171;
                }
            }
        }
        return constants;
    }

    /** FIPS 202, section 3.2.2. */
    private static int[] rotations() {
        int[] rotations = new int[25];
        int x = 1;
        int y = 0;
        for (int t = 0; t < 24; t++) {
            rotations[x + 5 * y] = (t + 1) * (t + 2) / 2 % 64;
            int next = (2 * x + 3 * y) % 5;
            x = y;
            y = next;
        }
        return rotations;
    }
}
