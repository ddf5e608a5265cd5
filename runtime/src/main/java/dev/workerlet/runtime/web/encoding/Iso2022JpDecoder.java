package dev.workerlet.runtime.web.encoding;

/**
 * <a href="https://encoding.spec.whatwg.org/#iso-2022-jp-decoder">ISO-2022-JP decoder</a>. The mode of a run is the
 * standard's output state, and its output flag: whether nothing has followed the escape sequence yet.
 */
final class Iso2022JpDecoder implements LegacyDecoder {
    private static final int ASCII = 0;
    private static final int ROMAN = 1;
    private static final int KATAKANA = 2;
    private static final int TWO_BYTES = 3;
    private static final int SETS = 3;
    private static final int JUST_ESCAPED = 4;

    private static final int ESCAPE = 0x1b;

    @Override
    public void decode(DecoderRun run) {
        boolean goesOn = true;
        while (goesOn && run.hasNext()) {
            if (run.peek(0) == ESCAPE) {
                goesOn = decodeEscape(run);
            } else if ((run.mode & SETS) == TWO_BYTES) {
                goesOn = decodePair(run, run.peek(0));
            } else {
                decodeSingle(run, run.peek(0));
            }
        }
    }

    private static void decodeSingle(DecoderRun run, int value) {
        run.mode &= SETS;
        if (value == 0 && run.mode != KATAKANA) {
            // A code point like others, though its number stands for none in an index.
            run.skip(1);
            run.emit(0);
        } else {
            run.take(1, codePoint(run.mode, value));
        }
    }

    private static int codePoint(int set, int value) {
        if (set == KATAKANA) {
            return value >= 0x21 && value <= 0x5f ? 0xff61 - 0x21 + value : Index.NONE;
        }
        if (value >= 0x80 || value == 0x0e || value == 0x0f) {
            return Index.NONE;
        }
        if (set == ROMAN && value == 0x5c) {
            return 0xa5;
        }
        return set == ROMAN && value == 0x7e ? 0x203e : value;
    }

    /** Returns false when more bytes are needed. */
    private static boolean decodePair(DecoderRun run, int lead) {
        if (!isInSet(lead)) {
            run.mode &= SETS;
            run.take(1, Index.NONE);
            return true;
        }
        if (run.available() < 2) {
            run.incomplete();
            return false;
        }
        run.mode &= SETS;
        int trail = run.peek(1);
        int codePoint = isInSet(trail) ? Index.of("jis0208").codePoint((lead - 0x21) * 94 + trail - 0x21) : Index.NONE;
        run.take(trail == ESCAPE ? 1 : 2, codePoint);
        return true;
    }

    private static boolean isInSet(int value) {
        return value >= 0x21 && value <= 0x7e;
    }

    /** Returns false when more bytes are needed. */
    private static boolean decodeEscape(DecoderRun run) {
        boolean begins = run.available() < 2 || run.peek(1) == '$' || run.peek(1) == '(';
        if (begins && run.available() < 3 && !run.isLast()) {
            return false;
        }
        int set = begins && run.available() >= 3 ? setOf(run.peek(1), run.peek(2)) : -1;
        if (set < 0) {
            // What follows the escape byte is read again.
            run.mode &= SETS;
            run.take(1, Index.NONE);
            return true;
        }
        boolean wasJustEscaped = (run.mode & JUST_ESCAPED) != 0;
        run.mode = set | JUST_ESCAPED;
        run.skip(3);
        if (wasJustEscaped) {
            run.error();
        }
        return true;
    }

    private static int setOf(int second, int third) {
        if (second == '$') {
            return third == '@' || third == 'B' ? TWO_BYTES : -1;
        }
        return switch (third) {
            case 'B' -> ASCII;
            case 'J' -> ROMAN;
            case 'I' -> KATAKANA;
            default -> -1;
        };
    }
}
