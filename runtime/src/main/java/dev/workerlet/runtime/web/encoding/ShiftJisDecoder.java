package dev.workerlet.runtime.web.encoding;

/** <a href="https://encoding.spec.whatwg.org/#shift_jis-decoder">Shift_JIS decoder</a>. */
final class ShiftJisDecoder extends TwoByteDecoder {
    private static final int FIRST_PRIVATE = 8836;
    private static final int LAST_PRIVATE = 10715;

    @Override
    boolean isLead(int value) {
        return (value >= 0x81 && value <= 0x9f) || (value >= 0xe0 && value <= 0xfc);
    }

    @Override
    int single(int value) {
        if (value == 0x80) {
            return value;
        }
        return value >= 0xa1 && value <= 0xdf ? 0xff61 - 0xa1 + value : Index.NONE;
    }

    @Override
    int pair(DecoderRun run, int lead, int trail) {
        if (trail < 0x40 || trail == 0x7f || trail > 0xfc) {
            return Index.NONE;
        }
        int pointer = (lead - (lead < 0xa0 ? 0x81 : 0xc1)) * 188 + trail - (trail < 0x7f ? 0x40 : 0x41);
        return pointer >= FIRST_PRIVATE && pointer <= LAST_PRIVATE
                ? 0xe000 - FIRST_PRIVATE + pointer
                : Index.of("jis0208").codePoint(pointer);
    }
}
