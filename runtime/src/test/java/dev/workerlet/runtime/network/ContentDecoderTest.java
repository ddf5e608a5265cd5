package dev.workerlet.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerlet.runtime.codec.Codec;
import dev.workerlet.runtime.codec.Format;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentDecoderTest {
    private static final byte[] TEXT = "hello, hello, hello, hello".getBytes(StandardCharsets.UTF_8);

    static byte[] code(Format format, byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] piece = new byte[8192];
        try (Codec codec = format.compressor()) {
            codec.input(plain, true);
            for (int count = codec.output(piece); count > 0; count = codec.output(piece)) {
                out.write(piece, 0, count);
            }
        } catch (DataFormatException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    /** Decodes what comes in pieces of so many bytes. */
    private static byte[] decode(byte[] coded, int pieceBytes, String... codings) throws DataFormatException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ContentDecoder decoder = new ContentDecoder(List.of(codings))) {
            for (int at = 0; at < coded.length; at += pieceBytes) {
                decoder.input(Arrays.copyOfRange(coded, at, Math.min(coded.length, at + pieceBytes)), false);
                drain(decoder, out);
            }
            decoder.input(new byte[0], true);
            drain(decoder, out);
            assertThat(decoder.hasEnded()).isTrue();
        }
        return out.toByteArray();
    }

    private static void drain(ContentDecoder decoder, ByteArrayOutputStream out) throws DataFormatException {
        for (byte[] piece = decoder.output(); piece != null; piece = decoder.output()) {
            assertThat(piece).isNotEmpty();
            out.writeBytes(piece);
        }
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(out::writeBytes);
        return out.toByteArray();
    }

    @Test
    void known_tokens_areSplitAndLowered() {
        assertThat(ContentCodings.known(List.of("GZip", "x-gzip , deflate, BR")))
                .containsExactly("gzip", "gzip", "deflate", "br");
        assertThat(ContentCodings.known(List.of("identity"))).isEmpty();
    }

    @Test
    void known_withAnUnknownOne_isEmpty() {
        assertThat(ContentCodings.known(List.of("gzip, zstd"))).isEmpty();
        assertThat(ContentCodings.known(List.of("gzip, gzip, gzip, gzip, gzip")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "gzip,GZIP,1",
        "gzip,GZIP,7",
        "gzip,GZIP,1000",
        "deflate,DEFLATE,1",
        "deflate,DEFLATE,1000",
        "deflate,DEFLATE_RAW,1",
        "deflate,DEFLATE_RAW,1000",
        "br,BROTLI,1",
        "br,BROTLI,1000"
    })
    void decode_eachCoding_inPieces_givesTheText(String coding, Format format, int piece) throws DataFormatException {
        assertThat(decode(code(format, TEXT), piece, coding)).isEqualTo(TEXT);
        assertThat(decode(code(format, new byte[0]), piece, coding)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 10_000})
    void decode_severalCodings_undoesTheLastFirst(int piece) throws DataFormatException {
        byte[] coded = code(Format.BROTLI, code(Format.DEFLATE, code(Format.GZIP, TEXT)));

        assertThat(decode(coded, piece, "gzip", "deflate", "br")).isEqualTo(TEXT);
    }

    @Test
    void decode_noCoding_handsPiecesOn() throws DataFormatException {
        assertThat(decode(TEXT, 3)).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br"})
    void decode_nothing_isNothing(String coding) throws DataFormatException {
        assertThat(decode(new byte[0], 1, coding)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 10_000})
    void decode_gzipMembers_followOneAnother(int piece) throws DataFormatException {
        byte[] member = code(Format.GZIP, TEXT);

        assertThat(decode(joined(member, member, member), piece, "gzip")).isEqualTo(joined(TEXT, TEXT, TEXT));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 10_000})
    void decode_afterTheEnd_paddingIsDropped(int piece) throws DataFormatException {
        byte[] padding = new byte[50];

        assertThat(decode(joined(code(Format.GZIP, TEXT), padding), piece, "gzip"))
                .isEqualTo(TEXT);
        assertThat(decode(joined(code(Format.DEFLATE, TEXT), padding), piece, "deflate"))
                .isEqualTo(TEXT);
        assertThat(decode(joined(code(Format.BROTLI, TEXT), padding), piece, "br"))
                .isEqualTo(TEXT);
    }

    @Test
    void decode_afterTheEnd_muchPadding_fails() {
        assertThatThrownBy(() -> decode(joined(code(Format.GZIP, TEXT), new byte[100_000]), 1000, "gzip"))
                .hasMessageContaining("too much follows");
    }

    @ParameterizedTest
    @CsvSource({"gzip,GZIP", "deflate,DEFLATE", "deflate,DEFLATE_RAW", "br,BROTLI"})
    void decode_cutAnywhere_fails(String coding, Format format) {
        byte[] whole = code(format, TEXT);
        for (int length = 1; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> decode(cut, 4, coding)).isInstanceOf(DataFormatException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br"})
    void decode_garbage_failsWithTheCodingsName(String coding) {
        byte[] garbage = new byte[100];
        Arrays.fill(garbage, (byte) 0xfe);

        assertThatThrownBy(() -> decode(garbage, 10, coding)).hasMessageStartingWith(coding + ": ");
    }

    @ParameterizedTest
    @CsvSource({"gzip,GZIP", "deflate,DEFLATE", "br,BROTLI"})
    void decode_bomb_comesInBoundedPieces(String coding, Format format) throws DataFormatException, IOException {
        try (ContentDecoder decoder = new ContentDecoder(List.of(coding))) {
            decoder.input(code(format, new byte[10_000_000]), false);
            long all = 0;
            for (byte[] piece = decoder.output(); piece != null; piece = decoder.output()) {
                assertThat(piece.length).isLessThanOrEqualTo(64 * 1024);
                all += piece.length;
            }
            assertThat(all).isEqualTo(10_000_000);
        }
    }

    @Test
    void close_isIdempotent_andEndsOutput() {
        ContentDecoder decoder = new ContentDecoder(List.of("gzip"));
        decoder.close();
        decoder.close();

        assertThatThrownBy(decoder::output).isInstanceOf(DataFormatException.class);
    }
}
