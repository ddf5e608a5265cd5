package dev.workerlet.servlet.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which hosts can stand in a URL, by the URL standard. */
class HostNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "a",
                "a.b",
                "a.b.",
                "example.com",
                "a_b",
                "a-b",
                "xn--4ca",
                "1a",
                "1.a",
                "127.0.0.1",
                "127.1",
                "0x7f.1",
                "0x7f000001",
                "2130706433",
                "127.0.0.1.",
                "::1",
                "[::1]",
                "a!$&'()*+,;=~"
            })
    void isValid_host_isTrue(String host) {
        assertThat(HostName.isValid(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a/b",
                "a\\b",
                "a?b",
                "a#b",
                "a@b",
                "a%b",
                "%61",
                "a<b",
                "a|b",
                "a^b",
                "a\u0000b",
                "1.2.3.4.5",
                "256.1.1.1",
                "1.2.3.256",
                "a.1",
                "a.0x1",
                "08",
                "4294967296",
                "0xfffffffffffffffff",
                "a.0xfffffffffffffffff",
                "1..2",
                "0x7f.x.1"
            })
    void isValid_noHost_isFalse(String host) {
        assertThat(HostName.isValid(host)).isFalse();
    }
}
