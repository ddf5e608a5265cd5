package dev.workerlet.runtime.web.encoding;

/** <a href="https://encoding.spec.whatwg.org/#euc-jp-decoder">EUC-JP decoder</a>. */
final class EucJpDecoder implements LegacyDecoder {
    private static final int KATAKANA = 0x8e;
    private static final int JIS0212 = 0x8f;

    @Override
    public void decode(DecoderRun run) {
        while (run.hasNext()) {
            run.copyAscii();
            if (!run.hasNext()) {
                return;
            }
            int lead = run.peek(0);
            if (lead != KATAKANA && lead != JIS0212 && !isInSet(lead)) {
                run.take(1, Index.NONE);
            } else if (run.available() < length(run, lead)) {
                run.incomplete();
                return;
            } else {
                decodeSequence(run, lead, run.peek(1));
            }
        }
    }

    private static int length(DecoderRun run, int lead) {
        return lead == JIS0212 && run.available() > 1 && isInSet(run.peek(1)) ? 3 : 2;
    }

    private static void decodeSequence(DecoderRun run, int lead, int second) {
        if (lead == JIS0212 && isInSet(second)) {
            take(run, 2, run.peek(2), lookUp("jis0212", second, run.peek(2)));
        } else if (lead == KATAKANA && second >= 0xa1 && second <= 0xdf) {
            run.take(2, 0xff61 - 0xa1 + second);
        } else {
            take(run, 1, second, lookUp("jis0208", lead, second));
        }
    }

    private static int lookUp(String index, int lead, int trail) {
        return isInSet(lead) && isInSet(trail)
                ? Index.of(index).codePoint((lead - 0xa1) * 94 + trail - 0xa1)
                : Index.NONE;
    }

    /** Takes the sequence whose last byte is {@code trail}; an ASCII byte that does not belong here is read again. */
    private static void take(DecoderRun run, int before, int trail, int codePoint) {
        run.take(codePoint == Index.NONE && trail < 0x80 ? before : before + 1, codePoint);
    }

    private static boolean isInSet(int value) {
        return value >= 0xa1 && value <= 0xfe;
    }
}
