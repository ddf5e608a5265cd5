package dev.workerlet.runtime.script;

import java.util.Arrays;

/** The decoded mappings of a source map: segments in the order of generated places. */
final class Mappings {
    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final int CONTINUATION = 32;
    private static final int DIGIT_BITS = 5;
    private static final int MOST_BITS = 31;
    /** Integers of a segment: generated column, source, original line and column. */
    private static final int SEGMENT = 4;

    private static final int GENERATED = 0;
    private static final int SOURCE = 1;
    private static final int LINE = 2;
    private static final int COLUMN = 3;
    private static final int NO_SOURCE = -1;

    private final String text;
    private int at;
    private int[] segments = new int[1024];
    private int count;
    /** The first segment of each line. */
    private int[] lineStarts = new int[64];

    private int lines;

    private Mappings(String text) {
        this.text = text;
    }

    static Mappings decode(String text) throws SourceMapException {
        Mappings mappings = new Mappings(text);
        mappings.decodeAll();
        return mappings;
    }

    private void decodeAll() throws SourceMapException {
        int[] last = new int[SEGMENT];
        beginLine();
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ';') {
                last[GENERATED] = 0;
                beginLine();
                at++;
            } else if (c == ',') {
                at++;
            } else {
                segment(last);
            }
        }
    }

    private void beginLine() {
        if (lines == lineStarts.length) {
            lineStarts = Arrays.copyOf(lineStarts, 2 * lines);
        }
        lineStarts[lines++] = count;
    }

    private void segment(int[] last) throws SourceMapException {
        last[GENERATED] += number();
        boolean mapped = isNumber();
        if (mapped) {
            last[SOURCE] += number();
            last[LINE] += number();
            last[COLUMN] += number();
            if (isNumber()) {
                number();
            }
        }
        if (SEGMENT * (count + 1) > segments.length) {
            segments = Arrays.copyOf(segments, 2 * segments.length);
        }
        System.arraycopy(last, 0, segments, SEGMENT * count, SEGMENT);
        if (!mapped) {
            segments[SEGMENT * count + SOURCE] = NO_SOURCE;
        }
        count++;
    }

    private boolean isNumber() {
        return at < text.length() && text.charAt(at) != ',' && text.charAt(at) != ';';
    }

    /** One number in Base64 digits of five bits, the lowest first; the lowest bit is the sign. */
    private int number() throws SourceMapException {
        int value = 0;
        int shift = 0;
        int digit;
        do {
            digit = at < text.length() ? DIGITS.indexOf(text.charAt(at)) : -1;
            if (digit < 0 || shift > MOST_BITS) {
                throw new SourceMapException("The mappings are malformed at character " + at);
            }
            value |= (digit & (CONTINUATION - 1)) << shift;
            shift += DIGIT_BITS;
            at++;
        } while ((digit & CONTINUATION) != 0);
        return (value & 1) == 0 ? value >>> 1 : -(value >>> 1);
    }

    /** The segment that a generated place lies in, or -1. */
    int find(int line, int column) {
        if (line < 0 || line >= lines) {
            return -1;
        }
        int low = lineStarts[line];
        int high = (line + 1 < lines ? lineStarts[line + 1] : count) - 1;
        int found = -1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (segments[SEGMENT * middle] <= column) {
                found = middle;
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return found;
    }

    int source(int segment) {
        return segments[SEGMENT * segment + SOURCE];
    }

    int line(int segment) {
        return segments[SEGMENT * segment + LINE];
    }

    int column(int segment) {
        return segments[SEGMENT * segment + COLUMN];
    }
}
