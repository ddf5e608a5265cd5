package dev.workerlet.runtime.context;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.workerlet.runtime.isolate.CachedScript;
import java.io.IOException;

/** A file of compiled code: a script or an IOException, and what is read is written as it was. */
class CachedScriptFormatFuzz {
    @FuzzTest
    void read(byte[] data) {
        try {
            CachedScript script = CachedScriptFormat.read(data);
            CachedScript again = CachedScriptFormat.read(CachedScriptFormat.write(script));
            assertThat(again.rewriting()).isEqualTo(script.rewriting());
            assertThat(again.code()).isEqualTo(script.code());
        } catch (IOException e) {
            assertThat(e).isNotNull();
        }
    }
}
