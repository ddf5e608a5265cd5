package dev.workerlet.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a tenant uploads: any text is read to its end or refused, and only the word that is replaced changes. */
class RewritingFuzz {
    private static final String WORD = "import";

    @FuzzTest
    void rewrite(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);

        Rewriting rewriting = Rewriting.of(text);

        String changed = rewriting.functionText(text);
        assertThat(changed).hasSameSizeAs(text);
        StringBuilder back = new StringBuilder(changed);
        for (int offset : rewriting.offsets()) {
            assertThat(text).startsWith(text.substring(0, offset) + WORD);
            assertThat(changed.substring(offset)).startsWith(rewriting.identifier());
            back.replace(offset, offset + WORD.length(), WORD);
        }
        assertThat(back).hasToString(text);
        assertThat(rewriting.moduleText(text)).startsWith(changed);
        if (rewriting.replaces()) {
            assertThat(text).doesNotContain(rewriting.identifier());
        }
    }

    /** What the reader finds, the quick look must have suspected; and what it finds first, it finds in a longer text as well. */
    @FuzzTest
    void find(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);

        ImportFinder alone = read(text);
        ImportFinder behind = read("import('a');\n" + text);

        if (alone != null && !alone.found().isEmpty()) {
            assertThat(Suspicion.isRaisedBy(text)).isTrue();
        }
        if (alone != null && !text.startsWith("#!")) {
            assertThat(Objects.requireNonNull(behind).found())
                    .hasSize(alone.found().size() + 1);
        }
    }

    private static @Nullable ImportFinder read(String text) {
        try {
            return ImportFinder.read(text);
        } catch (ScriptSyntaxException e) {
            return null;
        }
    }
}
