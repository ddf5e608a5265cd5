package dev.workerlet.runtime.isolate;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a script imports: no specifier leads out of the source, and a file's URL leads back to it. */
class ModulePathFuzz {
    @FuzzTest
    void resolve(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        int line = text.indexOf('\n');
        String from = ModulePath.resolve("/main.js", "/" + text.substring(0, Math.max(0, line)));

        String path = ModulePath.resolve(from, text.substring(line + 1));

        if (ModulePath.isFile(path)) {
            assertThat(Arrays.asList(path.substring(1).split("/", -1)))
                    .as(path)
                    .doesNotContain("..", ".")
                    .satisfies(segments -> assertThat(path.equals("/") || !segments.contains(""))
                            .isTrue());
            assertThat(ModulePath.url(path)).matches("file:///[!-~]*");
            assertThat(ModulePath.resolve("/other/main.js", ModulePath.url(path)))
                    .isEqualTo(path);
        }
    }
}
