package dev.workerlet.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;

/** What a server answers: the first line is its {@code Content-Encoding}, the rest its body. */
class ContentDecoderFuzz {
    private static final int MOST_OUTPUT_BYTES = 256 * 1024;

    @FuzzTest
    void decode(byte[] data) {
        String text = new String(data, StandardCharsets.ISO_8859_1);
        int line = text.indexOf('\n');
        List<String> codings = ContentCodings.known(List.of(text.substring(0, Math.max(0, line))));
        assertThat(codings).hasSizeLessThanOrEqualTo(4);
        byte[] body = Arrays.copyOfRange(data, line + 1, data.length);
        try (ContentDecoder decoder = new ContentDecoder(codings)) {
            boolean ended = decode(decoder, body);
            if (codings.isEmpty() && body.length > 0) {
                assertThat(ended).isTrue();
            }
        } catch (DataFormatException e) {
            assertThat(codings).isNotEmpty();
        }
    }

    private static boolean decode(ContentDecoder decoder, byte[] body) throws DataFormatException {
        int output = 0;
        for (int at = 0; at < body.length && output < MOST_OUTPUT_BYTES; ) {
            int end = Math.min(body.length, at + 13);
            decoder.input(Arrays.copyOfRange(body, at, end), end == body.length);
            at = end;
            for (byte[] out = decoder.output(); out != null; out = decoder.output()) {
                assertThat(out).isNotEmpty().hasSizeLessThanOrEqualTo(64 * 1024);
                output += out.length;
                if (output >= MOST_OUTPUT_BYTES) {
                    break;
                }
            }
        }
        return decoder.hasEnded();
    }
}
