package dev.workerlet.servlet.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which paths mean the same to containers and to workers. */
class RequestPathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/a",
                "/a/",
                "/a/../b",
                "/a/./b",
                "/..",
                "/a;x=1/b",
                "/a%20b",
                "/...",
                "/%2e%2ea",
                "/a%2e",
                "/.hidden",
                "*"
            })
    void isPlain_dotsThatAllSee_isTrue(String path) {
        assertThat(RequestPath.isPlain(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%2e",
                "/%2E%2e",
                "/.%2e/a",
                "/%2e./a",
                "/a/%2e%2e/b",
                "/a/..;/b",
                "/a/.;x=1/b",
                "/a/%2e%2e;x/b",
                "/a/..;x=1"
            })
    void isPlain_hiddenDots_isFalse(String path) {
        assertThat(RequestPath.isPlain(path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"//", "//a", "/a//b", "/;x=1/a", "/a/;/b"})
    void hasNoEmptySegment_withOne_isFalse(String path) {
        assertThat(RequestPath.hasNoEmptySegment(path)).isFalse();
        assertThat(RequestPath.hasNoEmptySegment(path.replace("//", "/").replaceAll("/;[^/]*", "")))
                .isTrue();
    }
}
