package dev.workerlet.runtime.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** JSON text. */
class JsonTextTest {
    @Test
    void of_string_escapesWhatMustBeEscaped() {
        assertThat(JsonText.of("a\"b\\c\n\u0001ü€")).isEqualTo("\"a\\\"b\\\\c\\u000a\\u0001ü€\"");
    }

    @Test
    void of_map_isAnObject() {
        assertThat(JsonText.of(Map.of())).isEqualTo("{}");
        assertThat(JsonText.of(Map.of("a", "1"))).isEqualTo("{\"a\":\"1\"}");
    }

    @Test
    void list_isAnArray() {
        assertThat(JsonText.of(List.of())).isEqualTo("[]");
        assertThat(JsonText.of(List.of("a", "\""))).isEqualTo("[\"a\",\"\\\"\"]");
    }
}
