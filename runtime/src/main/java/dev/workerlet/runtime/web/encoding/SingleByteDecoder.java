package dev.workerlet.runtime.web.encoding;

/**
 * The decoder of the encodings in which each byte is a code point, or an error.
 *
 * @param number which of the tables in {@code single-byte.index}
 */
record SingleByteDecoder(int number) implements LegacyDecoder {
    // https://encoding.spec.whatwg.org/#single-byte-decoder
    @Override
    public void decode(DecoderRun run) {
        Index index = Index.of("single-byte");
        int upperHalf = 128 * number - 0x80;
        while (run.hasNext()) {
            run.copyAscii();
            if (run.hasNext()) {
                run.take(1, index.codePoint(upperHalf + run.peek(0)));
            }
        }
    }
}
