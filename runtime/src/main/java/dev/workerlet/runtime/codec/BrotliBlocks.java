package dev.workerlet.runtime.codec;

import java.util.zip.DataFormatException;

/** Which of a meta-block's block types is current, for one of its three categories: RFC 7932, section 6. */
final class BrotliBlocks {
    private static final int[] COUNT_BASE = {
        1, 5, 9, 13, 17, 25, 33, 41, 49, 65, 81, 97, 113, 145, 177, 209, 241, 305, 369, 497, 753, 1265, 2289, 4337,
        8433, 16625
    };
    private static final int[] COUNT_BITS = {
        2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 6, 6, 7, 8, 9, 10, 11, 12, 13, 24
    };

    private static final BrotliPrefixCode NO_CODE = BrotliPrefixCode.ofOne(0);

    private final int types;
    private BrotliPrefixCode typeCode = NO_CODE;
    private BrotliPrefixCode countCode = NO_CODE;
    private int left = Integer.MAX_VALUE;
    private int type;
    private int previousType = 1;

    /** Reads how a category is divided. */
    BrotliBlocks(BrotliBits bits) throws DataFormatException {
        types = readNumber(bits);
        if (types > 1) {
            typeCode = BrotliPrefixCode.read(bits, types + 2);
            countCode = BrotliPrefixCode.read(bits, COUNT_BASE.length);
            left = readCount(bits);
        }
    }

    /** Reads a number from 1 to 256. */
    static int readNumber(BrotliBits bits) {
        if (bits.read(1) == 0) {
            return 1;
        }
        int extraBits = bits.read(3);
        return 1 + (1 << extraBits) + bits.read(extraBits);
    }

    int types() {
        return types;
    }

    int type() {
        return type;
    }

    /** Makes sure that the current block has an element left: begins the next one otherwise. */
    void prepare(BrotliBits bits) {
        if (left > 0) {
            return;
        }
        int symbol = typeCode.readSymbol(bits);
        int count = readCount(bits);
        // All has been read: from here on nothing can underflow.
        bits.mark();
        int next = symbol == 0 ? previousType : symbol == 1 ? (type + 1) % types : symbol - 2;
        previousType = type;
        type = next;
        left = count;
    }

    /** One element of the current block has been used. */
    void use() {
        if (types > 1) {
            left--;
        }
    }

    private int readCount(BrotliBits bits) {
        int symbol = countCode.readSymbol(bits);
        return COUNT_BASE[symbol] + bits.read(COUNT_BITS[symbol]);
    }
}
