package dev.workerlet.servlet.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.context.ScriptSource;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderScriptSourceTest {
    @TempDir
    Path temporary;

    private Path root = Path.of("");

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectory(temporary.toRealPath().resolve("root"));
        write("main.js", "main");
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(root.resolve(name), content);
    }

    private FolderScriptSource source() {
        return new FolderScriptSource(root, "/main.js");
    }

    @Test
    void version_withoutChange_isTheSame() throws IOException {
        FolderScriptSource source = source();

        assertThat(source.version()).isSameAs(source.version());
        assertThat(source.read("/main.js")).asString().isEqualTo("main");
        assertThat(source.version()).isSameAs(source.version());
    }

    @Test
    void version_afterChanges_isAnotherEachTime() throws IOException {
        FolderScriptSource source = source();
        String first = source.version();
        write("main.js", "changed");
        String second = source.version();
        Files.setLastModifiedTime(root.resolve("main.js"), FileTime.from(Instant.EPOCH));
        String third = source.version();
        Files.delete(root.resolve("main.js"));
        String fourth = source.version();

        assertThat(first).isNotEqualTo(second);
        assertThat(second).isNotEqualTo(third);
        assertThat(third).isNotEqualTo(fourth).isNotEqualTo(first);
        assertThat(source.isPresent()).isFalse();
        assertThat(source.read("/main.js")).isNull();
    }

    @Test
    void version_afterAnImportChanged_isAnother() throws IOException {
        write("lib.js", "lib");
        write("unread.js", "unread");
        FolderScriptSource source = source();
        source.read("/lib.js");
        String before = source.version();
        write("unread.js", "changed, but nobody has read it");
        assertThat(source.version()).isEqualTo(before);

        write("lib.js", "changed");

        assertThat(source.version()).isNotEqualTo(before);
    }

    @Test
    void version_afterAMissingImportCame_isAnother() throws IOException {
        FolderScriptSource source = source();
        assertThat(source.read("/later.js")).isNull();
        String before = source.version();

        write("later.js", "here");

        assertThat(source.version()).isNotEqualTo(before);
        assertThat(source.read("/later.js")).asString().isEqualTo("here");
    }

    @Test
    void version_afterAFileOfASubfolderChanged_isAnother() throws IOException {
        Files.createDirectories(root.resolve("lib"));
        write("lib/used.js", "used");
        FolderScriptSource source = source();
        assertThat(source.read("/lib/used.js")).asString().isEqualTo("used");
        assertThat(source.read("/lib/missing.js")).isNull();
        String before = source.version();

        write("lib/missing.js", "came");
        String second = source.version();
        source.read("/lib/used.js");
        write("lib/used.js", "changed");

        assertThat(second).isNotEqualTo(before);
        assertThat(source.version()).isNotEqualTo(second);
    }

    @Test
    void version_afterManyMadeUpNames_looksAtFewOfThem() throws IOException {
        FolderScriptSource source = source();
        for (int i = 0; i < 1000; i++) {
            assertThat(source.read("/made-up-" + i + ".js")).isNull();
        }
        String before = source.version();

        write("made-up-999.js", "here");
        assertThat(source.version()).isEqualTo(before);
        assertThat(source.read("/made-up-999.js")).asString().isEqualTo("here");

        write("made-up-999.js", "changed");
        assertThat(source.version()).isNotEqualTo(before);
    }

    @Test
    void read_largeFile_isCutBehindTheLimit() throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(root.resolve("large.js").toFile(), "rw")) {
            file.setLength(ScriptSource.MOST_FILE_BYTES + 1000L);
        }

        assertThat(source().read("/large.js")).hasSize(ScriptSource.MOST_FILE_BYTES + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../secret.js",
                "/./main.js",
                "//main.js",
                "main.js",
                "",
                "/",
                "/a/../main.js",
                "/..\\secret.js",
                "/link.js",
                "/folder/secret.js"
            })
    void read_outsideTheFolder_isRefused(String path) throws IOException {
        Path secret = Files.writeString(root.resolveSibling("secret.js"), "secret");
        Files.createSymbolicLink(root.resolve("link.js"), secret);
        Files.createSymbolicLink(root.resolve("folder"), root.getParent());

        assertThat(source().read(path)).isNull();
    }

    @Test
    void read_linkWithinTheFolder_isFollowed() throws IOException {
        Files.createSymbolicLink(root.resolve("link.js"), root.resolve("main.js"));

        assertThat(source().read("/link.js")).asString().isEqualTo("main");
    }
}
