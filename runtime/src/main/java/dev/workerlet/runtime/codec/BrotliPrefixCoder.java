package dev.workerlet.runtime.codec;

import java.util.Arrays;

/** A prefix code made for symbols that occur so and so often, and how brotli writes it: RFC 7932, section 3. */
final class BrotliPrefixCoder {
    private static final int LONGEST = 15;
    private static final int LONGEST_OF_LENGTHS = 5;
    private static final int LENGTH_SYMBOLS = 18;
    private static final int REPEAT_ZERO = 17;
    private static final int REPEAT_ZERO_BITS = 3;
    private static final int LEAST_REPEATED = 3;

    private static final int[] LENGTH_ORDER = {1, 2, 3, 4, 0, 5, 17, 6, 16, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    /** How the length of a code length's code is written. */
    private static final int[] LENGTH_BITS = {2, 4, 3, 2, 2, 4};

    private static final int[] LENGTH_CODES = {0, 7, 3, 2, 1, 15};

    private final int[] lengths;
    private final int[] codes;
    private final int used;

    /** A code of at most 15 bits. */
    BrotliPrefixCoder(int[] counts) {
        this(counts, LONGEST);
    }

    private BrotliPrefixCoder(int[] counts, int longest) {
        used = (int) Arrays.stream(counts).filter(count -> count > 0).count();
        lengths = BrotliCodeLengths.of(counts, longest);
        codes = canonicalCodes(lengths);
    }

    /** Codes in the order of length and symbol, their bits reversed as they are written. */
    private static int[] canonicalCodes(int[] lengths) {
        int[] codes = new int[lengths.length];
        int code = 0;
        for (int length = 1; length <= LONGEST; length++) {
            for (int symbol = 0; symbol < lengths.length; symbol++) {
                if (lengths[symbol] == length) {
                    codes[symbol] = Integer.reverse(code++) >>> (32 - length);
                }
            }
            code <<= 1;
        }
        return codes;
    }

    /** Writes a symbol. */
    void writeSymbol(BrotliBitWriter out, int symbol) {
        if (used > 1) {
            out.write(lengths[symbol], codes[symbol]);
        }
    }

    /** Writes the code itself. */
    void write(BrotliBitWriter out) {
        if (used <= 1) {
            writeSingle(out);
        } else {
            writeLengths(out);
        }
    }

    private void writeSingle(BrotliBitWriter out) {
        int symbol = 0;
        while (used == 1 && lengths[symbol] == 0) {
            symbol++;
        }
        out.write(2, 1);
        out.write(2, 0);
        out.write(32 - Integer.numberOfLeadingZeros(lengths.length - 1), symbol);
    }

    private void writeLengths(BrotliBitWriter out) {
        int[] symbols = new int[lengths.length];
        int[] extras = new int[lengths.length];
        int count = runs(symbols, extras);
        int[] counts = new int[LENGTH_SYMBOLS];
        for (int i = 0; i < count; i++) {
            counts[symbols[i]]++;
        }
        BrotliPrefixCoder lengthCoder = new BrotliPrefixCoder(counts, LONGEST_OF_LENGTHS);
        lengthCoder.writeAsLengthCode(out);
        for (int i = 0; i < count; i++) {
            lengthCoder.writeSymbol(out, symbols[i]);
            if (symbols[i] == REPEAT_ZERO) {
                out.write(REPEAT_ZERO_BITS, extras[i]);
            }
        }
    }

    /** The code lengths up to the last one that is not 0, as symbols; long runs of zeros are one or a few. */
    private int runs(int[] symbols, int[] extras) {
        int end = lengths.length;
        while (lengths[end - 1] == 0) {
            end--;
        }
        int count = 0;
        for (int symbol = 0; symbol < end; ) {
            int zeros = 0;
            while (lengths[symbol + zeros] == 0) {
                zeros++;
            }
            if (zeros >= LEAST_REPEATED) {
                count = putZeros(zeros - LEAST_REPEATED, symbols, extras, count);
                symbol += zeros;
            } else {
                symbols[count++] = lengths[symbol++];
            }
        }
        return count;
    }

    /** A run that follows another one multiplies it: the digits of the number, the highest first. */
    private static int putZeros(int number, int[] symbols, int[] extras, int start) {
        int digits = 0;
        for (int rest = number; rest >= 0; rest = (rest >> REPEAT_ZERO_BITS) - 1) {
            digits++;
        }
        int rest = number;
        for (int i = start + digits - 1; i >= start; i--) {
            symbols[i] = REPEAT_ZERO;
            extras[i] = rest & ((1 << REPEAT_ZERO_BITS) - 1);
            rest = (rest >> REPEAT_ZERO_BITS) - 1;
        }
        return start + digits;
    }

    private void writeAsLengthCode(BrotliBitWriter out) {
        out.write(2, 0);
        int space = 1 << LONGEST_OF_LENGTHS;
        for (int i = 0; i < LENGTH_SYMBOLS && space > 0; i++) {
            int length = lengths[LENGTH_ORDER[i]];
            out.write(LENGTH_BITS[length], LENGTH_CODES[length]);
            // A single code takes no bits, and does not fill the space.
            space -= length == 0 || used == 1 ? 0 : 1 << (LONGEST_OF_LENGTHS - length);
        }
    }
}
