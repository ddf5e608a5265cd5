package dev.workerlet.servlet.filter;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import jakarta.servlet.http.Cookie;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** What a worker passes on to the servlet behind it, and what an outer client has a say in. */
class ForwardedRequestFuzz {
    private static final String OWN = "http://example.com/app/own?q=1";

    /** A path that is let through stays in the web application, and out of what the container keeps private. */
    @FuzzTest
    void target(byte[] data) {
        String path = new String(data, StandardCharsets.UTF_8);
        Target target;
        try {
            target = Target.of("http://example.com/app" + path, OWN, "/app");
        } catch (IllegalArgumentException e) {
            return;
        }
        if (target.path() != null) {
            String decoded = URLDecoder.decode(target.path().replace("+", "%2B"), StandardCharsets.UTF_8);
            assertThat(decoded).startsWith("/");
            String plain = decoded.toLowerCase(Locale.ROOT).replace('\\', '/').replaceAll(";[^/]*", "");
            assertThat(plain + "/").doesNotContain("/../", "/web-inf/", "/meta-inf/");
        }
    }

    @FuzzTest
    void cookies(byte[] data) {
        String header = new String(data, StandardCharsets.ISO_8859_1);
        Cookie[] cookies = Objects.requireNonNull(RequestCookies.parse(List.of(header, "last=1")));

        assertThat(cookies).isNotEmpty();
        assertThat(cookies[cookies.length - 1].getName()).isEqualTo("last");
        for (Cookie cookie : cookies) {
            assertThat(cookie.getName()).doesNotContain("=", ";", ",", " ");
            assertThat(cookie.getValue()).doesNotContain(";");
        }
    }

    @FuzzTest
    void parameters(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);

        int count = new FormParameters()
                .add(text, StandardCharsets.UTF_8).toMap().values().stream()
                        .mapToInt(values -> values.length)
                        .sum();

        assertThat(count)
                .isLessThanOrEqualTo(
                        1 + (int) text.chars().filter(c -> c == '&').count());
    }

    @FuzzTest
    void date(byte[] data) {
        try {
            String text = HttpDate.text(HttpDate.parse(new String(data, StandardCharsets.ISO_8859_1)));
            assertThat(HttpDate.text(HttpDate.parse(text))).isEqualTo(text);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageStartingWith("Not an HTTP date");
        }
    }
}
