package dev.workerlet.servlet.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerlet.servlet.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkDirectoryTest {
    @TempDir
    Path base;

    @Test
    void create_twice_givesTwoAndKeepsBoth() throws IOException {
        try (WorkDirectory second = WorkDirectory.create(base)) {
            Path firstPath;
            try (WorkDirectory first = WorkDirectory.create(base)) {
                firstPath = first.path();
                assertThat(firstPath).isDirectory().isNotEqualTo(second.path());
                Files.writeString(firstPath.resolve("library.so"), "x");
            }
            assertThat(firstPath).doesNotExist();
            assertThat(second.path()).isDirectory();
        }
        assertThat(base).isEmptyDirectory();
    }

    @Test
    void create_deletesWhatAnEndedProcessLeft() throws IOException {
        Path left = Files.createDirectory(base.resolve("workerlet-123"));
        Files.writeString(left.resolve("in-use.lock"), "");
        Files.writeString(left.resolve("library.so"), "x");
        Path other = Files.createDirectory(base.resolve("workerlet-of-somebody-else"));

        try (WorkDirectory made = WorkDirectory.create(base)) {
            assertThat(left).doesNotExist();
            assertThat(other).isDirectory();
            assertThat(made.path()).isDirectory();
        }
    }

    @Test
    void create_whereItCanNot_saysWhatToDo() throws IOException {
        Path file = Files.writeString(base.resolve("file"), "");

        assertThatThrownBy(() -> WorkDirectory.create(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("workerlet.work-directory");
    }
}
