package dev.workerlet.runtime.codec;

import java.util.Arrays;

/** Input of a brotli compressor: a block to compress, what came before it, and where that has the same bytes. */
final class BrotliMatcher {
    static final int BLOCK_BYTES = 64 * 1024;
    /** The shortest run of bytes that is looked for. */
    static final int SHORTEST = 4;

    private static final int HISTORY_BYTES = 128 * 1024;
    private static final int HASH_BITS = 15;
    private static final int HASH_FACTOR = 0x9e3779b1;
    private static final int MOST_TRIES = 32;
    private static final int NONE = -1;

    final byte[] bytes = new byte[HISTORY_BYTES + BLOCK_BYTES];
    private int start;
    private int end;
    private final int[] newest = new int[1 << HASH_BITS];
    private final int[] older = new int[bytes.length];

    BrotliMatcher() {
        Arrays.fill(newest, NONE);
    }

    /** Where the block begins. */
    int start() {
        return start;
    }

    /** Where the block ends. */
    int end() {
        return end;
    }

    /** Adds input to the block, as much as fits; returns how much. */
    int add(byte[] source, int offset) {
        int count = Math.min(source.length - offset, start + BLOCK_BYTES - end);
        System.arraycopy(source, offset, bytes, end, count);
        end += count;
        return count;
    }

    boolean isFull() {
        return end - start == BLOCK_BYTES;
    }

    /** The block has been compressed: it is history now. */
    void next() {
        start = end;
        int excess = end - HISTORY_BYTES;
        if (excess <= 0) {
            return;
        }
        System.arraycopy(bytes, excess, bytes, 0, HISTORY_BYTES);
        System.arraycopy(older, excess, older, 0, HISTORY_BYTES);
        shift(newest, newest.length, excess);
        shift(older, HISTORY_BYTES, excess);
        start = HISTORY_BYTES;
        end = HISTORY_BYTES;
    }

    private static void shift(int[] positions, int count, int by) {
        for (int i = 0; i < count; i++) {
            positions[i] = Math.max(NONE, positions[i] - by);
        }
    }

    /** Makes the bytes at a position known to those that come. */
    void note(int position) {
        if (position + SHORTEST <= end) {
            int hash = hash(position);
            older[position] = newest[hash];
            newest[hash] = position;
        }
    }

    /** The position before this one that has the longest run of the same bytes, or -1. */
    int find(int position) {
        if (position + SHORTEST > end) {
            return NONE;
        }
        int best = NONE;
        int bestLength = SHORTEST - 1;
        int candidate = newest[hash(position)];
        for (int tries = 0; candidate >= 0 && tries < MOST_TRIES; tries++) {
            int length = commonLength(candidate, position);
            if (length > bestLength) {
                best = candidate;
                bestLength = length;
            }
            candidate = older[candidate];
        }
        return best;
    }

    /** How many bytes at two positions are the same, within the block. */
    int commonLength(int earlier, int position) {
        int mismatch = Arrays.mismatch(bytes, earlier, earlier + end - position, bytes, position, end);
        return mismatch < 0 ? end - position : mismatch;
    }

    private int hash(int at) {
        int value = (bytes[at] & 0xff)
                | ((bytes[at + 1] & 0xff) << 8)
                | ((bytes[at + 2] & 0xff) << 16)
                | ((bytes[at + 3] & 0xff) << 24);
        return (value * HASH_FACTOR) >>> (32 - HASH_BITS);
    }
}
