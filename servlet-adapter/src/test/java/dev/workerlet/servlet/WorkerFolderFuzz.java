package dev.workerlet.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Folder mode: a request path names a script of the folder, or nothing. */
class WorkerFolderFuzz {
    /** The path as the container has it, and as it came: two lines, or one for both. */
    @FuzzTest
    void name(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        int line = text.indexOf('\n');
        String path = text.substring(0, line < 0 ? text.length() : line);

        String name = WorkerFolder.name(path, line < 0 ? path : text.substring(line + 1));

        if (name != null) {
            assertThat(name).matches("[a-zA-Z0-9_~-][a-zA-Z0-9._~-]*");
        }
    }
}
