package dev.workerlet.runtime.codec;

import java.util.Arrays;
import java.util.zip.DataFormatException;

/** A canonical prefix code of at most 15 bits, and how brotli writes it: RFC 7932, section 3. */
final class BrotliPrefixCode {
    private static final int LONGEST = 15;
    private static final int FAST_BITS = 8;
    private static final int NONE = -1;

    private static final int[] LENGTH_ORDER = {1, 2, 3, 4, 0, 5, 17, 6, 16, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    /** By the next four bits: how long the code is of a code length's length, and which it is. */
    private static final int[] LENGTH_BITS = {2, 2, 2, 3, 2, 2, 2, 4, 2, 2, 2, 3, 2, 2, 2, 4};

    private static final int[] LENGTH_VALUES = {0, 4, 3, 2, 0, 4, 3, 1, 0, 4, 3, 2, 0, 4, 3, 5};
    private static final int LENGTH_SPACE = 32;
    private static final int SPACE = 1 << LONGEST;
    private static final int FIRST_REPEAT_LENGTH = 8;

    /** By the next eight bits: the length and the symbol of a short code. */
    private final int[] fast = new int[1 << FAST_BITS];

    private final int[] countByLength = new int[LONGEST + 1];
    private final int[] symbols;

    /** A code out of the lengths of its symbols, 0 for a symbol that does not occur. */
    private BrotliPrefixCode(int[] lengths) {
        int used = 0;
        for (int length : lengths) {
            if (length > 0) {
                countByLength[length]++;
                used++;
            }
        }
        symbols = new int[used];
        sort(lengths);
        fillFast();
    }

    private BrotliPrefixCode(int symbol) {
        symbols = new int[] {symbol};
        Arrays.fill(fast, symbol);
    }

    private void sort(int[] lengths) {
        int[] next = new int[LONGEST + 2];
        for (int length = 1; length <= LONGEST; length++) {
            next[length + 1] = next[length] + countByLength[length];
        }
        for (int symbol = 0; symbol < lengths.length; symbol++) {
            if (lengths[symbol] > 0) {
                symbols[next[lengths[symbol]]++] = symbol;
            }
        }
    }

    private void fillFast() {
        Arrays.fill(fast, NONE);
        int code = 0;
        int index = 0;
        for (int length = 1; length <= FAST_BITS; length++) {
            for (int i = 0; i < countByLength[length]; i++) {
                int reversed = Integer.reverse(code++) >>> (32 - length);
                for (int entry = reversed; entry < fast.length; entry += 1 << length) {
                    fast[entry] = (length << 16) | symbols[index];
                }
                index++;
            }
            code <<= 1;
        }
    }

    /** A code of one symbol, which takes no bits. */
    static BrotliPrefixCode ofOne(int symbol) {
        return new BrotliPrefixCode(symbol);
    }

    /** Reads one symbol. */
    int readSymbol(BrotliBits bits) {
        int entry = fast[bits.peek(FAST_BITS)];
        if (entry != NONE) {
            bits.skip(entry >>> 16);
            return entry & 0xffff;
        }
        return readLong(bits, bits.peek(LONGEST));
    }

    private int readLong(BrotliBits bits, int ahead) {
        int code = 0;
        int first = 0;
        int index = 0;
        for (int length = 1; length <= LONGEST; length++) {
            code |= (ahead >> (length - 1)) & 1;
            int count = countByLength[length];
            if (code - first < count) {
                bits.skip(length);
                return symbols[index + code - first];
            }
            index += count;
            first = (first + count) << 1;
            code <<= 1;
        }
        throw new IllegalStateException("A complete prefix code has no such bits");
    }

    /** Reads a code for symbols below {@code alphabetSize}. */
    static BrotliPrefixCode read(BrotliBits bits, int alphabetSize) throws DataFormatException {
        int kind = bits.read(2);
        return kind == 1 ? readSimple(bits, alphabetSize) : readComplex(bits, alphabetSize, kind);
    }

    private static BrotliPrefixCode readSimple(BrotliBits bits, int alphabetSize) throws DataFormatException {
        int symbolBits = 32 - Integer.numberOfLeadingZeros(alphabetSize - 1);
        int[] symbols = new int[bits.read(2) + 1];
        for (int i = 0; i < symbols.length; i++) {
            symbols[i] = bits.read(symbolBits);
            for (int j = 0; j < i; j++) {
                check(symbols[i] != symbols[j]);
            }
            check(symbols[i] < alphabetSize);
        }
        boolean isDeep = symbols.length == 4 && bits.read(1) == 1;
        if (symbols.length == 1) {
            return new BrotliPrefixCode(symbols[0]);
        }
        int[] lengthsInOrder = switch (symbols.length) {
            case 2 -> new int[] {1, 1};
            case 3 -> new int[] {1, 2, 2};
            default -> isDeep ? new int[] {1, 2, 3, 3} : new int[] {2, 2, 2, 2};
        };
        int[] lengths = new int[alphabetSize];
        for (int i = 0; i < symbols.length; i++) {
            lengths[symbols[i]] = lengthsInOrder[i];
        }
        return new BrotliPrefixCode(lengths);
    }

    private static BrotliPrefixCode readComplex(BrotliBits bits, int alphabetSize, int skipped)
            throws DataFormatException {
        int[] lengths = new int[LENGTH_ORDER.length];
        int space = LENGTH_SPACE;
        int used = 0;
        int only = 0;
        for (int i = skipped; i < LENGTH_ORDER.length && space > 0; i++) {
            int ahead = bits.peek(4);
            bits.skip(LENGTH_BITS[ahead]);
            int length = LENGTH_VALUES[ahead];
            lengths[LENGTH_ORDER[i]] = length;
            if (length != 0) {
                space -= LENGTH_SPACE >> length;
                only = LENGTH_ORDER[i];
                used++;
            }
        }
        check(space == 0 || used == 1);
        return new BrotliPrefixCode(readLengths(
                bits, alphabetSize, used == 1 ? new BrotliPrefixCode(only) : new BrotliPrefixCode(lengths)));
    }

    private static int[] readLengths(BrotliBits bits, int alphabetSize, BrotliPrefixCode lengthCode)
            throws DataFormatException {
        int[] lengths = new int[alphabetSize];
        int symbol = 0;
        int space = SPACE;
        int previous = FIRST_REPEAT_LENGTH;
        int repeated = 0;
        int repeatedLength = 0;
        while (symbol < alphabetSize && space > 0) {
            int length = lengthCode.readSymbol(bits);
            if (length <= LONGEST) {
                repeated = 0;
                lengths[symbol++] = length;
                if (length != 0) {
                    previous = length;
                    space -= SPACE >> length;
                }
                continue;
            }
            int extraBits = length - 14;
            int wanted = length == 16 ? previous : 0;
            if (repeatedLength != wanted) {
                repeated = 0;
                repeatedLength = wanted;
            }
            int before = repeated;
            repeated = (repeated > 0 ? (repeated - 2) << extraBits : 0) + bits.read(extraBits) + 3;
            int count = repeated - before;
            check(count <= alphabetSize - symbol);
            Arrays.fill(lengths, symbol, symbol + count, wanted);
            symbol += count;
            space -= wanted == 0 ? 0 : count << (LONGEST - wanted);
        }
        check(space == 0);
        return lengths;
    }

    private static void check(boolean isValid) throws DataFormatException {
        if (!isValid) {
            throw new DataFormatException("a prefix code is not complete");
        }
    }
}
