package dev.workerlet.runtime.web.encoding;

/** <a href="https://encoding.spec.whatwg.org/#euc-kr-decoder">EUC-KR decoder</a>. */
final class EucKrDecoder extends TwoByteDecoder {
    @Override
    int pair(DecoderRun run, int lead, int trail) {
        return trail >= 0x41 && trail <= 0xfe
                ? Index.of("euc-kr").codePoint((lead - 0x81) * 190 + trail - 0x41)
                : Index.NONE;
    }
}
