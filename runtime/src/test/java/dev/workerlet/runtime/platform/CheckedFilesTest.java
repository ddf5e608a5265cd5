package dev.workerlet.runtime.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What V8 is given unseen is whole, or is not given. */
class CheckedFilesTest {
    private static final byte[] CONTENT = "compiled code".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = directory.resolve("file");
        CheckedFiles.write(file, CONTENT);
    }

    @Test
    void read_whatWasWritten_isThere() throws IOException {
        assertThat(CheckedFiles.read(file)).isEqualTo(CONTENT);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void read_noFile_isNothing() throws IOException {
        assertThat(CheckedFiles.read(directory.resolve("none"))).isNull();
    }

    /** In the checksum, at the content's beginning, and at its end. */
    @ParameterizedTest
    @ValueSource(ints = {0, 31, 32, 44})
    void read_fileWithAChangedByte_isNothing(int position) throws IOException {
        byte[] damaged = Files.readAllBytes(file);
        damaged[position] ^= 1;
        Files.write(file, damaged);

        assertThat(CheckedFiles.read(file)).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31, 32, 44})
    void read_fileThatIsCutOff_isNothing(int length) throws IOException {
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));

        assertThat(CheckedFiles.read(file)).isNull();
    }

    @Test
    void read_fileWithMoreBehindIt_isNothing() throws IOException {
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 46));

        assertThat(CheckedFiles.read(file)).isNull();
    }
}
