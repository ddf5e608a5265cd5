package dev.workerlet.runtime.web.encoding;

/** <a href="https://encoding.spec.whatwg.org/#gb18030-decoder">gb18030 decoder</a>, which is GBK's too. */
final class Gb18030Decoder implements LegacyDecoder {
    @Override
    public void decode(DecoderRun run) {
        boolean goesOn = true;
        while (goesOn && run.hasNext()) {
            run.copyAscii();
            if (run.hasNext()) {
                int first = run.peek(0);
                if (first == 0x80) {
                    run.take(1, 0x20ac);
                } else if (first == 0xff) {
                    run.take(1, Index.NONE);
                } else {
                    goesOn = decodeSequence(run, first);
                }
            }
        }
    }

    /** Returns false when more bytes are needed. */
    private static boolean decodeSequence(DecoderRun run, int first) {
        int available = run.available();
        if (available > 1 && !isDigit(run.peek(1))) {
            decodePair(run, first, run.peek(1));
            return true;
        }
        boolean isBroken = (available > 2 && !isLead(run.peek(2))) || (available > 3 && !isDigit(run.peek(3)));
        if (isBroken) {
            // All but the first byte is read again.
            run.take(1, Index.NONE);
            return true;
        }
        if (available < 4) {
            run.incomplete();
            return false;
        }
        int pointer =
                (first - 0x81) * 12600 + (run.peek(1) - 0x30) * 1260 + (run.peek(2) - 0x81) * 10 + run.peek(3) - 0x30;
        run.take(4, rangesCodePoint(pointer));
        return true;
    }

    private static void decodePair(DecoderRun run, int first, int second) {
        int codePoint = second >= 0x40 && second != 0x7f && second != 0xff
                ? Index.of("gb18030").codePoint((first - 0x81) * 190 + second - (second < 0x7f ? 0x40 : 0x41))
                : Index.NONE;
        run.take(codePoint == Index.NONE && second < 0x80 ? 1 : 2, codePoint);
    }

    // https://encoding.spec.whatwg.org/#index-gb18030-ranges-code-point
    private static int rangesCodePoint(int pointer) {
        if ((pointer > 39419 && pointer < 189000) || pointer > 1237575) {
            return Index.NONE;
        }
        if (pointer == 7457) {
            return 0xe7c7;
        }
        Index pairs = Index.of("gb18030-ranges");
        int from = 0;
        int to = pairs.length() / 2;
        while (to - from > 1) {
            int middle = (from + to) >>> 1;
            if (pairs.codePoint(2 * middle) <= pointer) {
                from = middle;
            } else {
                to = middle;
            }
        }
        return pairs.codePoint(2 * from + 1) + pointer - pairs.codePoint(2 * from);
    }

    private static boolean isDigit(int value) {
        return value >= 0x30 && value <= 0x39;
    }

    private static boolean isLead(int value) {
        return value >= 0x81 && value <= 0xfe;
    }
}
