package dev.workerlet.servlet.script;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Paths of scripts and of their imports: what is taken for plain lies below the folder. */
class PathFuzz {
    private static final Path FOLDER = Path.of("/srv/scripts");

    @FuzzTest
    void plain(byte[] data) {
        String path = new String(data, StandardCharsets.UTF_8);
        if (ScriptPaths.isPlain(path)) {
            assertThat(path).doesNotContain("//", "\\", "\0").startsWith("/");
            try {
                Path resolved = FOLDER.resolve(path.substring(1));
                assertThat(resolved).isEqualTo(resolved.normalize());
                assertThat(resolved.startsWith(FOLDER) && !resolved.equals(FOLDER))
                        .isTrue();
            } catch (InvalidPathException e) {
                // The file system can't have it.
                return;
            }
        }
        assertThat(ScriptPaths.isPrivate("/web-INF" + (path.startsWith("/") ? path : "")))
                .isTrue();
    }
}
