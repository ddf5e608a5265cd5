package dev.workerlet.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import org.brotli.dec.BrotliInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What servers and scripts give to decompress. The first byte names the format, the second the size of the pieces; the same
 * bytes at once and in pieces give the same, up to a mistake, and only the declared exception comes.
 */
class DecoderFuzz {
    private static final int MOST_OUTPUT_BYTES = 256 * 1024;
    private static final Format[] FORMATS = Format.values();

    /**
     * How a decompression ended: with all of its output, with what fits, or with an exception.
     *
     * @param usedBytes of the input, where it ended
     */
    private record Result(byte[] bytes, boolean ended, boolean failed, int usedBytes) {}

    @FuzzTest
    void decode(byte[] data) {
        if (data.length < 2) {
            return;
        }
        Format format = FORMATS[(data[0] & 0xff) % FORMATS.length];
        byte[] coded = Arrays.copyOfRange(data, 2, data.length);

        Result whole = decode(format, coded, coded.length + 1);
        Result pieces = decode(format, coded, 1 + (data[1] & 0xff) % 37);

        assertThat(pieces.ended()).isEqualTo(whole.ended());
        assertThat(pieces.failed()).isEqualTo(whole.failed());
        if (whole.failed()) {
            // What would have been written in one go with what has the mistake is lost.
            int length = Math.min(whole.bytes().length, pieces.bytes().length);
            assertThat(Arrays.copyOf(pieces.bytes(), length)).isEqualTo(Arrays.copyOf(whole.bytes(), length));
        } else {
            assertThat(pieces.bytes()).isEqualTo(whole.bytes());
        }
        if (format == Format.BROTLI && whole.ended()) {
            assertThat(whole.bytes()).isEqualTo(decodeByOther(Arrays.copyOf(coded, whole.usedBytes())));
        }
    }

    @FuzzTest
    void roundTrip(byte[] data) throws DataFormatException {
        if (data.length < 2) {
            return;
        }
        Format format = FORMATS[(data[0] & 0xff) % FORMATS.length];
        int pieceBytes = 1 + (data[1] & 0xff);
        byte[] plain = Arrays.copyOfRange(data, 2, data.length);
        ByteArrayOutputStream coded = new ByteArrayOutputStream();
        try (Codec compressor = format.compressor()) {
            feed(compressor, plain, pieceBytes, coded, Integer.MAX_VALUE);
        }

        Result result = decode(format, coded.toByteArray(), pieceBytes);

        assertThat(result.ended()).isTrue();
        assertThat(result.bytes()).isEqualTo(plain);
    }

    private static Result decode(Format format, byte[] coded, int pieceBytes) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        try (Decoder decoder = format.decompressor()) {
            boolean failed = false;
            try {
                feed(decoder, coded, pieceBytes, plain, MOST_OUTPUT_BYTES);
            } catch (DataFormatException e) {
                failed = true;
            }
            assertThat(decoder.hasExcess() && !decoder.hasEnded()).isFalse();
            return new Result(plain.toByteArray(), decoder.hasEnded(), failed, coded.length - decoder.excess().length);
        }
    }

    private static void feed(Codec codec, byte[] bytes, int pieceBytes, ByteArrayOutputStream out, int mostBytes)
            throws DataFormatException {
        byte[] target = new byte[1000];
        int at = 0;
        do {
            int end = Math.min(bytes.length, at + pieceBytes);
            codec.input(Arrays.copyOfRange(bytes, at, end), end == bytes.length);
            at = end;
            int written = target.length;
            while (written == target.length && out.size() < mostBytes) {
                written = codec.output(target);
                out.write(target, 0, written);
            }
        } while (at < bytes.length && out.size() < mostBytes && !codec.hasExcess());
    }

    private static byte @Nullable [] decodeByOther(byte[] coded) {
        try (BrotliInputStream stream = new BrotliInputStream(new ByteArrayInputStream(coded))) {
            return stream.readAllBytes();
        } catch (IOException e) {
            return null;
        }
    }
}
