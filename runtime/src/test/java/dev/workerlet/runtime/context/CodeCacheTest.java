package dev.workerlet.runtime.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.isolate.CachedScript;
import dev.workerlet.runtime.isolate.SourceText;
import dev.workerlet.runtime.script.Rewriting;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeCacheTest {
    private static final SourceText SOURCE = new SourceText("/a.js", "import('ü');".repeat(1000));

    @TempDir
    Path directory;

    private CachedScript keptOnDisk(CachedScript script) {
        new CodeCache(directory, "engine").put(SOURCE, script);
        return Objects.requireNonNull(new CodeCache(directory, "engine").get(SOURCE));
    }

    @Test
    void get_fromDisk_givesCodeAndRewriting() {
        Rewriting rewriting =
                new Rewriting("$i1000", List.of(0, 12, 100_000), true, Map.of("./ü", "bytes", "", "text"));

        CachedScript kept = keptOnDisk(new CachedScript(rewriting, new byte[] {1, 2, 3}));

        assertThat(kept.rewriting()).isEqualTo(rewriting);
        assertThat(kept.code()).containsExactly(1, 2, 3);
    }

    @Test
    void get_ofWhatNeedsNoRewriting_saysSo() {
        CachedScript kept = keptOnDisk(new CachedScript(Rewriting.NONE, new byte[0]));

        assertThat(kept.rewriting()).isEqualTo(Rewriting.NONE);
        assertThat(kept.code()).isEmpty();
    }

    @Test
    void wants_aTextOnce_andNoneThatIsKept() {
        CodeCache cache = new CodeCache(directory, "engine");
        assertThat(cache.wants(SOURCE)).isTrue();
        assertThat(cache.wants(SOURCE)).isFalse();
        cache.put(SOURCE, new CachedScript(Rewriting.NONE, new byte[] {1}));

        CodeCache next = new CodeCache(directory, "engine");
        assertThat(next.get(SOURCE)).isNotNull();
        assertThat(next.wants(SOURCE)).isFalse();
    }

    @Test
    void get_ofAnotherTextPathOrEngine_isNothing() {
        keptOnDisk(new CachedScript(Rewriting.NONE, new byte[] {1}));

        assertThat(new CodeCache(directory, "other").get(SOURCE)).isNull();
        assertThat(new CodeCache(directory, "engine").get(new SourceText("/b.js", SOURCE.text())))
                .isNull();
        assertThat(new CodeCache(directory, "engine").get(new SourceText("/a.js", SOURCE.text() + " ")))
                .isNull();
    }
}
