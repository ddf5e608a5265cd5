package dev.workerlet.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import org.brotli.dec.BrotliInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Brotli in both directions; what is written is read by another implementation too. */
class BrotliTest {
    private static final int OUTPUT_BYTES = 1000;

    static Stream<Arguments> inputs() {
        byte[] text = text(300_000);
        byte[] noise = new byte[200_000];
        new Random(1).nextBytes(noise);
        byte[] mixed = new byte[400_000];
        System.arraycopy(text, 0, mixed, 0, 150_000);
        System.arraycopy(noise, 0, mixed, 150_000, 100_000);
        System.arraycopy(text, 0, mixed, 300_000, 100_000);
        return Stream.of(
                Arguments.of("nothing", new byte[0]),
                Arguments.of("one byte", new byte[] {7}),
                Arguments.of("one word", "hello".getBytes(StandardCharsets.UTF_8)),
                Arguments.of("every byte", everyByte()),
                Arguments.of("zeros", new byte[500_000]),
                Arguments.of("one block", Arrays.copyOf(text, BrotliMatcher.BLOCK_BYTES)),
                Arguments.of("text", text),
                Arguments.of("noise", noise),
                Arguments.of("mixed", mixed));
    }

    private static byte[] everyByte() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    private static byte[] text(int length) {
        Random random = new Random(2);
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            String word = Integer.toString(random.nextInt(3000) * random.nextInt(3000), 36);
            text.append(word).append(random.nextInt(9) == 0 ? ". " : " ");
        }
        return text.substring(0, length).getBytes(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inputs")
    void compressed_readByAnotherDecoder_isTheInput(String name, byte[] input) throws Exception {
        byte[] compressed = run(new BrotliCompressor(), input, 64 * 1024);

        assertThat(new BrotliInputStream(new ByteArrayInputStream(compressed)).readAllBytes())
                .isEqualTo(input);
        assertThat(compressed.length).isLessThan(input.length + 100);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inputs")
    void compressed_decompressedInPieces_isTheInput(String name, byte[] input) throws Exception {
        byte[] compressed = run(new BrotliCompressor(), input, 10_000);

        for (int piece : new int[] {1, 13, 4096, Integer.MAX_VALUE}) {
            assertThat(run(new BrotliDecompressor(), compressed, piece)).isEqualTo(input);
        }
    }

    @Test
    void compressed_text_isMuchShorter() throws DataFormatException {
        assertThat(run(new BrotliCompressor(), text(300_000), 1000).length).isLessThan(200_000);
        assertThat(run(new BrotliCompressor(), new byte[500_000], 1000).length).isLessThan(1000);
    }

    // Made by the reference encoder at its best: they use the dictionary, its transforms and contexts.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "G2sA4I2Uq7NLBTKVQUNFTjlgrxUkGkk/7IC96fBw2lWVWF2GLPgjgRkeEaY2Pxc7hteKv08C=The time of the people, with the best of the Year. UPPERCASE Words and the Government of the United States. ",
                "G2wAAB2JcSzJChblM9uR/nxqA+28GycwCabdZQ18AVdcD7O9nSyfMmjGgUtZQgF3/g6DOQ91XUWUXZlf0DgPItAJVgOUi0u6OXJu5eHdRbhhr8dfrRDfqQpeOBgaKi8-=<html><head><title>Information</title></head><body>Привет, мир! 你好，世界。 été à l'école",
                "G3AA6AXCtaV6rPwLQ7pgaYYy4Z//soFb0QMuVmx7NUasbpFgA46hdaBt+zBqDbr3Q9l+UnEx4+sYDsyqJSKjDAQ9zxq3vD/hgqWyEys8SsnZivlgsvAN=a the and of, in. to: for(with) that's \"this\" from. The=\"by on\" as, is at not, HTTP the of the Support Department"
            })
    void referenceOutput_decompressed_isTheText(String sample) throws DataFormatException {
        int equals = sample.indexOf('=');
        byte[] compressed =
                Base64.getDecoder().decode(sample.substring(0, equals).replace('-', '='));

        for (int piece : new int[] {1, 5, Integer.MAX_VALUE}) {
            assertThat(new String(run(new BrotliDecompressor(), compressed, piece), StandardCharsets.UTF_8))
                    .isEqualTo(sample.substring(equals + 1));
        }
    }

    @Test
    void metadata_inTheStream_isSkipped() throws DataFormatException {
        // A window of 16 bits; no last block, no length, one byte that says three bytes of metadata; the end.
        byte[] whole = {(byte) 0b00101100, 0b00000001, 65, 66, 67, 3};

        assertThat(run(new BrotliDecompressor(), whole, 1)).isEmpty();
    }

    @Test
    void truncated_atAnyByte_isAnError() throws DataFormatException {
        byte[] compressed = run(new BrotliCompressor(), text(3000), 1000);

        for (int length = 0; length < compressed.length; length += 7) {
            byte[] part = Arrays.copyOf(compressed, length);
            assertThatThrownBy(() -> run(new BrotliDecompressor(), part, 100)).isInstanceOf(DataFormatException.class);
        }
    }

    @Test
    void excess_afterTheEnd_isSeen() throws DataFormatException {
        byte[] compressed = run(new BrotliCompressor(), text(100), 1000);
        BrotliDecompressor decompressor = new BrotliDecompressor();

        run(decompressor, compressed, 1000);
        assertThat(decompressor.hasExcess()).isFalse();
        decompressor.input(new byte[] {0}, false);
        decompressor.output(new byte[10]);
        assertThat(decompressor.hasExcess()).isTrue();
    }

    @Test
    void corrupt_anywhere_endsOrIsAnError() throws DataFormatException {
        byte[] compressed = run(new BrotliCompressor(), text(20_000), 1000);
        Random random = new Random(3);
        for (int round = 0; round < 3000; round++) {
            byte[] corrupt = compressed.clone();
            for (int i = 0; i <= random.nextInt(4); i++) {
                corrupt[random.nextInt(round % 2 == 0 ? 100 : corrupt.length)] ^= (byte) (1 << random.nextInt(8));
            }
            assertOnlyDataErrors(corrupt);
        }
        for (int round = 0; round < 20_000; round++) {
            byte[] noise = new byte[1 + random.nextInt(60)];
            random.nextBytes(noise);
            assertOnlyDataErrors(noise);
        }
    }

    private static void assertOnlyDataErrors(byte[] input) {
        BrotliDecompressor decompressor = new BrotliDecompressor();
        byte[] target = new byte[OUTPUT_BYTES];
        decompressor.input(input, true);
        try {
            int count = target.length;
            for (int i = 0; i < 1000 && count == target.length; i++) {
                count = decompressor.output(target);
            }
        } catch (DataFormatException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }

    private static byte[] run(Codec codec, byte[] input, int piece) throws DataFormatException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        for (int at = 0; at < input.length; ) {
            int end = (int) Math.min(input.length, (long) at + piece);
            codec.input(Arrays.copyOfRange(input, at, end), false);
            drain(codec, output);
            at = end;
        }
        codec.input(new byte[0], true);
        drain(codec, output);
        return output.toByteArray();
    }

    private static void drain(Codec codec, ByteArrayOutputStream output) throws DataFormatException {
        byte[] target = new byte[OUTPUT_BYTES];
        int count;
        do {
            count = codec.output(target);
            output.write(target, 0, count);
        } while (count == target.length);
    }
}
