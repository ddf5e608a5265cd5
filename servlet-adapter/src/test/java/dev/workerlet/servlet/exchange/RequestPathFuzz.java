package dev.workerlet.servlet.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Paths that a client asks for: a container that leaves parameters out and decodes what is left meets no dots that a URL has not. */
class RequestPathFuzz {
    private static final List<String> DOTS = List.of(".", "..");

    @FuzzTest
    void check(byte[] data) {
        String path = new String(data, StandardCharsets.UTF_8);

        boolean hidesDots = false;
        for (String segment : path.split("/", -1)) {
            hidesDots |= DOTS.contains(decode(segment.split(";", 2)[0])) && !DOTS.contains(segment);
        }

        assertThat(RequestPath.isPlain(path)).isEqualTo(!hidesDots);
        assertThat(RequestPath.isPlain(path.replace("%2e", "%2E"))).isEqualTo(!hidesDots);
        if (RequestPath.hasNoEmptySegment(path)) {
            assertThat(path.replaceAll(";[^/]*", "")).doesNotContain("//");
        }
    }

    private static String decode(String name) {
        try {
            return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // Containers refuse it.
            return name;
        }
    }
}
