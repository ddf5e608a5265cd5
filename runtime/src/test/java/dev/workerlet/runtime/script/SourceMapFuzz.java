package dev.workerlet.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** What a tenant's script names as its source map: a place or none for any line, one exception, no line break for the log. */
class SourceMapFuzz {
    @FuzzTest
    void parse(byte[] data) {
        look(new String(data, StandardCharsets.UTF_8));
    }

    @FuzzTest
    void inline(byte[] data) {
        String url = SourceMapUrl.of(new String(data, StandardCharsets.UTF_8));
        if (url != null && SourceMapUrl.isInline(url)) {
            try {
                look(SourceMapUrl.inlineMap(url));
            } catch (SourceMapException e) {
                assertThat(e).hasMessageStartingWith("The source map's data: URL");
            }
        }
    }

    private static void look(String json) {
        try {
            SourceMap map = SourceMap.parse(json);
            for (int place : new int[] {Integer.MIN_VALUE, -1, 0, 1, 2, 80, Integer.MAX_VALUE}) {
                for (int line = 0; line < 4; line++) {
                    String original = map.original(line, place);
                    assertThat(original == null || original.chars().noneMatch(Character::isISOControl))
                            .isTrue();
                }
                assertThat(map.original(place, 1)).isNotEqualTo("");
            }
        } catch (SourceMapException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }
}
