package dev.workerlet.runtime.web.crypto;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Byte arrays put together, taken apart, and read as numbers. */
final class ByteParts {
    private static final byte[] YES = {1};
    private static final byte[] NO = {0};

    private ByteParts() {}

    /** One after the other. */
    static byte[] concatenate(byte[]... parts) {
        int total = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        ByteBuffer result = ByteBuffer.allocate(total);
        for (byte[] part : parts) {
            result.put(part);
        }
        return result.array();
    }

    /** Each after its length as four bytes, for {@code unpack} of {@code compute.js}. */
    static byte[] pack(byte[]... parts) {
        int total = Arrays.stream(parts)
                .mapToInt(part -> Integer.BYTES + part.length)
                .sum();
        ByteBuffer result = ByteBuffer.allocate(total);
        for (byte[] part : parts) {
            result.putInt(part.length).put(part);
        }
        return result.array();
    }

    /** What a question is answered with. */
    static byte[] answer(boolean isTrue) {
        return (isTrue ? YES : NO).clone();
    }

    /** The number that the bytes are, the highest first. */
    static BigInteger number(byte[] bytes) {
        return new BigInteger(1, bytes);
    }

    /** The number that the bytes are, the lowest first. */
    static BigInteger littleEndianNumber(byte[] bytes) {
        return number(reversed(bytes));
    }

    /** A number that is not negative in exactly {@code length} bytes, which it fits in, the highest first. */
    static byte[] fixed(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        byte[] result = new byte[length];
        int count = Math.min(bytes.length, length);
        System.arraycopy(bytes, bytes.length - count, result, length - count, count);
        return result;
    }

    /** A number that is not negative in as few bytes as it needs. */
    static byte[] minimal(BigInteger number) {
        return fixed(number, Math.max(1, (number.bitLength() + 7) / 8));
    }

    static byte[] reversed(byte[] bytes) {
        byte[] result = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            result[i] = bytes[bytes.length - 1 - i];
        }
        return result;
    }
}
