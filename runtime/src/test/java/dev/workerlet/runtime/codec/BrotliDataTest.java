package dev.workerlet.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;

/** The resource is what its generator makes. */
class BrotliDataTest {
    @Test
    void resource_unpacked_isWhatTheGeneratorMakes() throws Exception {
        try (InputStream resource = BrotliDictionary.class.getResourceAsStream("brotli.data")) {
            assertThat(resource).isNotNull();
            assertThat(new InflaterInputStream(resource).readAllBytes()).isEqualTo(BrotliDataGenerator.tables());
        }
    }

    @Test
    void word_ofTheDictionary_isTransformed() {
        byte[] time = BrotliDictionary.word(4, 0);
        byte[] upper = BrotliDictionary.word(4, 9 << 10);

        assertThat(time).asString().isEqualTo("time");
        assertThat(upper).asString().isEqualTo("Time");
        assertThat(BrotliDictionary.word(3, 0)).isNull();
        assertThat(BrotliDictionary.word(4, 121 << 10)).isNull();
    }
}
