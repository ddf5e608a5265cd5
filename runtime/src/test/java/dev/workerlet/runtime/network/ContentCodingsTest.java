package dev.workerlet.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class ContentCodingsTest {
    private static final byte[] TEXT = "hello, hello, hello".getBytes(StandardCharsets.UTF_8);

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] deflate(boolean raw) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, raw);
        try (OutputStream out = new DeflaterOutputStream(bytes, deflater)) {
            out.write(TEXT);
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    @Test
    void known_tokens_areSplitAndLowered() {
        assertThat(ContentCodings.known(List.of("GZip", "x-gzip , deflate")))
                .containsExactly("gzip", "x-gzip", "deflate");
        assertThat(ContentCodings.known(List.of("identity"))).isEmpty();
    }

    @Test
    void known_withAnUnknownOne_isEmpty() {
        assertThat(ContentCodings.known(List.of("gzip, br"))).isEmpty();
    }

    @Test
    void decode_eachCoding_givesTheText() throws IOException {
        assertThat(ContentCodings.decode(gzip(TEXT), List.of("gzip"), 100)).isEqualTo(TEXT);
        assertThat(ContentCodings.decode(deflate(false), List.of("deflate"), 100))
                .isEqualTo(TEXT);
        assertThat(ContentCodings.decode(deflate(true), List.of("deflate"), 100))
                .isEqualTo(TEXT);
        assertThat(ContentCodings.decode(gzip(gzip(TEXT)), List.of("gzip", "gzip"), 100))
                .isEqualTo(TEXT);
    }

    @Test
    void decode_nothing_isNothing() throws IOException {
        assertThat(ContentCodings.decode(new byte[0], List.of("gzip"), 100)).isEmpty();
    }

    @Test
    void decode_beyondTheLimit_fails() throws IOException {
        byte[] bomb = gzip(new byte[1_000_000]);

        assertThatThrownBy(() -> ContentCodings.decode(bomb, List.of("gzip"), 999_999))
                .isInstanceOf(BodyTooLongException.class);
    }

    @Test
    void decode_cutContent_fails() throws IOException {
        byte[] whole = gzip(TEXT);
        byte[] cut = Arrays.copyOf(whole, whole.length - 10);

        assertThatThrownBy(() -> ContentCodings.decode(cut, List.of("gzip"), 100))
                .isInstanceOf(IOException.class);
    }
}
