package dev.workerlet.runtime.web.encoding;

/** <a href="https://encoding.spec.whatwg.org/#big5-decoder">Big5 decoder</a>. */
final class Big5Decoder extends TwoByteDecoder {
    private static final int MACRON = 0x304;
    private static final int CARON = 0x30c;

    @Override
    int pair(DecoderRun run, int lead, int trail) {
        int pointer = pointer(lead, trail);
        return switch (pointer) {
            case -1 -> Index.NONE;
            case 1133 -> combined(run, 0xca, MACRON);
            case 1135 -> combined(run, 0xca, CARON);
            case 1164 -> combined(run, 0xea, MACRON);
            case 1166 -> combined(run, 0xea, CARON);
            default -> Index.of("big5").codePoint(pointer);
        };
    }

    private static int pointer(int lead, int trail) {
        if (trail >= 0x40 && trail <= 0x7e) {
            return (lead - 0x81) * 157 + trail - 0x40;
        }
        return trail >= 0xa1 && trail <= 0xfe ? (lead - 0x81) * 157 + trail - 0x62 : -1;
    }

    /** These have no code point of their own. */
    private static int combined(DecoderRun run, int letter, int mark) {
        run.emit(letter);
        return mark;
    }
}
