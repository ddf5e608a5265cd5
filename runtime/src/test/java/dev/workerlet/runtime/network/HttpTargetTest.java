package dev.workerlet.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HttpTargetTest {
    @Test
    void of_plainUrl_hasTheSchemesPort() {
        assertThat(HttpTarget.of("https://example.com/"))
                .isEqualTo(new HttpTarget("https", "example.com", "example.com", 443, "/", null));
        assertThat(HttpTarget.of("http://example.com/a").port()).isEqualTo(80);
    }

    @Test
    void of_portAndQuery_areSplit() {
        assertThat(HttpTarget.of("http://my_host:8080/a|b?c={d}?e"))
                .isEqualTo(new HttpTarget("http", "my_host:8080", "my_host", 8080, "/a|b", "c={d}?e"));
    }

    @Test
    void of_ipv6_keepsItsBrackets() {
        assertThat(HttpTarget.of("http://[::1]/").host()).isEqualTo("[::1]");
        assertThat(HttpTarget.of("http://[::1]/").port()).isEqualTo(80);
        assertThat(HttpTarget.of("http://[::1]:81/").port()).isEqualTo(81);
    }

    @Test
    void of_pathOfTwoSlashes_staysOne() {
        assertThat(HttpTarget.of("http://example.com//evil.example/?").path()).isEqualTo("//evil.example/");
        assertThat(HttpTarget.of("http://example.com//evil.example/?").query()).isEmpty();
    }

    @Test
    void of_anotherScheme_isRefused() {
        assertThatThrownBy(() -> HttpTarget.of("data:,x")).isInstanceOf(IllegalArgumentException.class);
    }
}
