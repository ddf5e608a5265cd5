package dev.workerlet.runtime.web.encoding;

import java.util.HashMap;
import java.util.Map;

/**
 * A decoder of the Encoding Standard other than UTF-8 and UTF-16. Has no state of its own: that is in the run.
 */
@FunctionalInterface
interface LegacyDecoder {
    /** Decodes as far as the bytes reach. */
    void decode(DecoderRun run);

    /**
     * The decoder of the encoding of this name, in lower case.
     *
     * @throws IllegalArgumentException where there is none: a defect
     */
    static LegacyDecoder of(String name) {
        LegacyDecoder decoder = Decoders.BY_NAME.get(name);
        if (decoder == null) {
            throw new IllegalArgumentException("There is no decoder for " + name);
        }
        return decoder;
    }

    /** All of them; index tables are read when a decoder first needs them. */
    final class Decoders {
        private static final Map<String, LegacyDecoder> BY_NAME = byName();

        private Decoders() {}

        private static Map<String, LegacyDecoder> byName() {
            Map<String, LegacyDecoder> decoders = new HashMap<>();
            SingleByte[] tables = SingleByte.values();
            for (int i = 0; i < tables.length; i++) {
                decoders.put(tables[i].standardName(), new SingleByteDecoder(i));
                if (tables[i] == SingleByte.ISO_8859_8) {
                    decoders.put("iso-8859-8-i", new SingleByteDecoder(i));
                }
            }
            decoders.put("x-user-defined", Decoders::decodeUserDefined);
            decoders.put("big5", new Big5Decoder());
            decoders.put("euc-kr", new EucKrDecoder());
            decoders.put("shift_jis", new ShiftJisDecoder());
            decoders.put("euc-jp", new EucJpDecoder());
            decoders.put("iso-2022-jp", new Iso2022JpDecoder());
            decoders.put("gb18030", new Gb18030Decoder());
            decoders.put("gbk", new Gb18030Decoder());
            return decoders;
        }

        // https://encoding.spec.whatwg.org/#x-user-defined-decoder
        private static void decodeUserDefined(DecoderRun run) {
            while (run.hasNext()) {
                int value = run.peek(0);
                run.skip(1);
                run.emit(value < 0x80 ? value : 0xf700 | value);
            }
        }
    }
}
