package dev.workerlet.runtime.codec;

/** The symbols for how many literals come and how many bytes are copied then: RFC 7932, section 5. */
final class BrotliCommand {
    static final int[] INSERT_BASE = {
        0, 1, 2, 3, 4, 5, 6, 8, 10, 14, 18, 26, 34, 50, 66, 98, 130, 194, 322, 578, 1090, 2114, 6210, 22594
    };
    static final int[] INSERT_BITS = {0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 10, 12, 14, 24};
    static final int[] COPY_BASE = {
        2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 18, 22, 30, 38, 54, 70, 102, 134, 198, 326, 582, 1094, 2118
    };
    static final int[] COPY_BITS = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 10, 24};

    /** Symbols below this one mean the last distance again. */
    static final int FIRST_WITH_DISTANCE = 128;

    /** By the upper bits of a symbol: the first of eight insert codes, and of eight copy codes. */
    private static final int[] INSERT_CELL = {0, 0, 0, 0, 8, 8, 0, 16, 8, 16, 16};

    private static final int[] COPY_CELL = {0, 8, 0, 8, 0, 8, 16, 0, 16, 8, 16};
    /** The cell with distances by the cells of insert and copy code. */
    private static final int[][] CELL = {{2, 3, 6}, {4, 5, 8}, {7, 9, 10}};

    private BrotliCommand() {}

    static int insertCode(int symbol) {
        return INSERT_CELL[symbol >> 6] + ((symbol >> 3) & 7);
    }

    static int copyCode(int symbol) {
        return COPY_CELL[symbol >> 6] + (symbol & 7);
    }

    /** The symbol of two codes; of a command that has a distance. */
    static int symbol(int insertCode, int copyCode) {
        return (CELL[insertCode >> 3][copyCode >> 3] << 6) | ((insertCode & 7) << 3) | (copyCode & 7);
    }

    /** The code of a length: the last one whose base is not greater. */
    static int codeOf(int length, int[] bases) {
        int code = bases.length - 1;
        while (bases[code] > length) {
            code--;
        }
        return code;
    }
}
