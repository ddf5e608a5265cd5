package dev.workerlet.runtime.codec;

import java.util.Arrays;

/** The output that a brotli stream may refer to; grows with it, up to the window that the stream asks for. */
final class BrotliWindow {
    private static final int FIRST_BYTES = 64 * 1024;
    /** A distance reaches so many bytes less far than the window's size. */
    private static final int GAP = 16;

    private final int size;
    private byte[] bytes;
    private long position;

    /** A window of 2 to the power of {@code sizeBits} bytes. */
    BrotliWindow(int sizeBits) {
        size = 1 << sizeBits;
        bytes = new byte[Math.min(size, FIRST_BYTES)];
    }

    /** How far back a distance reaches now. */
    int longestDistance() {
        return (int) Math.min(position, size - GAP);
    }

    void put(byte value) {
        if (position == bytes.length && bytes.length < size) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        bytes[(int) (position++ & (bytes.length - 1))] = value;
    }

    /** The byte {@code distance} before the next one; 0 before the beginning. */
    byte back(int distance) {
        return distance > position ? 0 : bytes[(int) ((position - distance) & (bytes.length - 1))];
    }
}
