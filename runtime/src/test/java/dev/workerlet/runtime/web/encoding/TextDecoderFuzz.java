package dev.workerlet.runtime.web.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is decoded to text: the same text at once and in pieces, and an error exactly where there is a replacement. */
class TextDecoderFuzz {
    private static final List<String> LEGACY = List.of(
            "big5",
            "euc-kr",
            "shift_jis",
            "euc-jp",
            "iso-2022-jp",
            "gb18030",
            "gbk",
            "x-user-defined",
            "windows-1255",
            "iso-8859-8-i",
            "koi8-u");

    /** The first byte names the encoding, the second the size of the pieces. */
    @FuzzTest
    void legacy(byte[] data) {
        if (data.length < 2) {
            return;
        }
        LegacyDecoder decoder = LegacyDecoder.of(LEGACY.get((data[0] & 0xff) % LEGACY.size()));
        byte[] bytes = Arrays.copyOfRange(data, 2, data.length);

        String whole = decode(decoder, bytes, bytes.length + 1, false);

        assertThat(decode(decoder, bytes, 1 + (data[1] & 7), false)).isEqualTo(whole);
        String strict = decode(decoder, bytes, bytes.length + 1, true);
        assertThat(decode(decoder, bytes, 1 + (data[1] & 7), true)).isEqualTo(strict);
        if (strict != null) {
            assertThat(strict).isEqualTo(whole);
        } else {
            assertThat(whole).contains("\ufffd");
        }
    }

    private static @Nullable String decode(LegacyDecoder decoder, byte[] bytes, int pieceBytes, boolean fatal) {
        StringBuilder text = new StringBuilder();
        int state = 0;
        int at = 0;
        do {
            int end = Math.min(bytes.length, at + pieceBytes);
            DecoderRun run = DecoderRun.after(state, Arrays.copyOfRange(bytes, at, end), end == bytes.length, fatal);
            decoder.decode(run);
            if (run.hasFailed()) {
                return null;
            }
            text.append(run.text());
            state = run.state();
            at = end;
        } while (at < bytes.length);
        return text.toString();
    }

    @FuzzTest
    void utf8(byte[] data) {
        String text = Utf8Text.decode(data, false);
        String strict = Utf8Text.decode(data, true);

        try {
            assertThat(strict)
                    .isEqualTo(StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(data))
                            .toString())
                    .isEqualTo(text);
        } catch (CharacterCodingException e) {
            assertThat(strict).isNull();
            assertThat(text).contains("\ufffd");
        }
    }
}
