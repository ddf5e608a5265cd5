package dev.workerlet.runtime.codec;

import java.util.zip.DataFormatException;

/** The last four distances, and how codes refer to them: RFC 7932, section 4. */
final class BrotliDistances {
    private static final int SHORT_CODES = 16;
    private static final int[] SHORT_INDEX = {3, 2, 1, 0, 3, 3, 3, 3, 3, 3, 2, 2, 2, 2, 2, 2};
    private static final int[] SHORT_OFFSET = {0, 0, 0, 0, -1, 1, -2, 2, -3, 3, -1, 1, -2, 2, -3, 3};

    private final int[] recent = {16, 15, 11, 4};
    private int next;

    /** The distance of a code, whose extra bits are read. Changes nothing. */
    int read(BrotliBits bits, int code, BrotliMetaBlock block) throws DataFormatException {
        if (code < SHORT_CODES) {
            int distance = recent[(next + SHORT_INDEX[code]) & 3] + SHORT_OFFSET[code];
            if (distance <= 0) {
                throw new DataFormatException("a distance is not positive");
            }
            return distance;
        }
        int direct = code - SHORT_CODES - block.directDistances;
        if (direct < 0) {
            return code - SHORT_CODES + 1;
        }
        int high = direct >> block.postfixBits;
        int low = direct & ((1 << block.postfixBits) - 1);
        int extraBits = 1 + (high >> 1);
        int offset = ((2 + (high & 1)) << extraBits) - 4;
        return ((offset + bits.read(extraBits)) << block.postfixBits) + low + block.directDistances + 1;
    }

    /** Notes a distance that was used. */
    void add(int distance) {
        recent[next++ & 3] = distance;
    }
}
