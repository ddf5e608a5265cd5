package dev.workerlet.runtime.codec;

import java.util.Arrays;

/** Bits that are written one after another, the lowest of each byte first, and taken out as bytes. */
final class BrotliBitWriter {
    private static final int FIRST_BYTES = 1024;

    private byte[] bytes = new byte[FIRST_BYTES];
    /** Whole bytes written, those taken, and the bits that make no byte yet. */
    private int length;

    private int taken;
    private long pending;
    private int pendingBits;

    /** Writes the lowest {@code count} bits, at most 32. */
    void write(int count, long value) {
        pending |= value << pendingBits;
        pendingBits += count;
        while (pendingBits >= 8) {
            put((byte) pending);
            pending >>>= 8;
            pendingBits -= 8;
        }
    }

    /** Fills up the last byte with zeros. */
    void alignToByte() {
        if (pendingBits > 0) {
            write(8 - pendingBits, 0);
        }
    }

    /** Writes whole bytes; only after {@link #alignToByte()}. */
    void writeBytes(byte[] source, int offset, int count) {
        for (int i = 0; i < count; i++) {
            put(source[offset + i]);
        }
    }

    private void put(byte value) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * length);
        }
        bytes[length++] = value;
    }

    /** Bits that are here. */
    long bits() {
        return 8L * (length - taken) + pendingBits;
    }

    /** Writes all that is here to another writer. */
    void copyTo(BrotliBitWriter other) {
        for (int i = 0; i < length; i++) {
            other.write(8, bytes[i] & 0xff);
        }
        other.write(pendingBits, pending);
    }

    /** Moves whole bytes to {@code target}, as many as there are and fit; returns their number. */
    int take(byte[] target, int offset) {
        int count = Math.min(length - taken, target.length - offset);
        System.arraycopy(bytes, taken, target, offset, count);
        taken += count;
        if (taken == length) {
            taken = 0;
            length = 0;
        }
        return count;
    }
}
