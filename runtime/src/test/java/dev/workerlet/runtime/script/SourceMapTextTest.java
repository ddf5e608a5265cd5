package dev.workerlet.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceMapTextTest {
    private static SourceMap map(String mappings) throws SourceMapException {
        return SourceMap.parse("{\"sources\":[\"a.ts\",\"b\\u0031\\n.ts\"],\"mappings\":\"" + mappings + "\"}");
    }

    @Test
    void original_betweenSegments_isThatOfTheOneBefore() throws SourceMapException {
        SourceMap map = map("AAAA,IAAI;;ECEA");

        assertThat(map.original(1, 1)).isEqualTo("a.ts:1:1");
        assertThat(map.original(1, 4)).isEqualTo("a.ts:1:1");
        assertThat(map.original(1, 5)).isEqualTo("a.ts:1:5");
        assertThat(map.original(1, 500)).isEqualTo("a.ts:1:5");
        assertThat(map.original(3, 3)).isEqualTo("b1?.ts:3:5");
    }

    @Test
    void original_outsideOfAllSegments_isUnknown() throws SourceMapException {
        SourceMap map = map("EAAA;;E");

        assertThat(map.original(1, 1)).isNull();
        assertThat(map.original(2, 9)).isNull();
        assertThat(map.original(3, 9)).isNull();
        assertThat(map.original(9, 9)).isNull();
        assertThat(map.original(0, 0)).isNull();
    }

    @Test
    void parse_sourceRootAndOrder_doNotMatter() throws SourceMapException {
        SourceMap map = SourceMap.parse(
                ")]}'\n{ \"mappings\" : \"AAAA\" , \"x\":{\"sources\":[\"no\"]},\"n\":-1.5e3,\"sourceRoot\":\"src\",\"sources\":[\"a.ts\"] }");

        assertThat(map.original(1, 1)).isEqualTo("src/a.ts:1:1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"mappings\"",
                "{\"mappings\":\"A\\",
                "{\"mappings\":\"AA",
                "{\"mappings\":\"!\"}",
                "{\"mappings\":\"ggggggggggA\"}",
                "{\"mappings\":\"AA\"}",
                "{\"sections\":[]}",
                "{\"sources\":[\"\\u00\"]}",
                "{\"a\":[[[[",
            })
    void parse_malformed_isRefused(String text) {
        assertThatThrownBy(() -> SourceMap.parse(text)).isInstanceOf(SourceMapException.class);
    }

    @Property(tries = 500)
    void parse_anyText_isAMapOrRefused(@ForAll String text) {
        for (String json : new String[] {text, "{\"mappings\":\"" + text + "\"}", "{\"sources\":[\"" + text + "\"]}"}) {
            try {
                assertThat(SourceMap.parse(json).original(1, 1)).isNull();
            } catch (SourceMapException e) {
                assertThat(e).hasMessageContaining("malformed");
            }
        }
    }
}
