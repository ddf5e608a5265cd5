package dev.workerlet.runtime.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SocketHandshakesTest {
    private static final String URL = "ws://a.example:8080/x?y=//z";

    private final SocketHandshakes handshakes = new SocketHandshakes();
    private final List<String> begun = new ArrayList<>();

    private Runnable named(String name) {
        return () -> begun.add(name);
    }

    @Test
    void begin_severalOfOneOrigin_oneAtATimeInOrder() {
        handshakes.begin(URL, named("first"));
        handshakes.begin("ws://a.example:8080/", named("second"));
        handshakes.begin(URL, named("third"));
        assertThat(begun).containsExactly("first");

        handshakes.over(URL);
        assertThat(begun).containsExactly("first", "second");

        handshakes.over(URL);
        handshakes.over(URL);
        handshakes.begin(URL, named("fourth"));
        assertThat(begun).containsExactly("first", "second", "third", "fourth");
    }

    @Test
    void begin_ofAnotherOrigin_doesNotWait() {
        handshakes.begin(URL, named("first"));
        handshakes.begin("ws://a.example/", named("other port"));
        handshakes.begin("wss://a.example:8080/", named("other scheme"));

        assertThat(begun).containsExactly("first", "other port", "other scheme");
    }

    @Test
    void takeBack_onlyOneThatWaits() {
        Runnable first = named("first");
        Runnable second = named("second");
        assertThat(handshakes.takeBack(URL, second)).isFalse();
        handshakes.begin(URL, first);
        handshakes.begin(URL, second);
        handshakes.begin(URL, named("third"));

        assertThat(handshakes.takeBack(URL, first)).isFalse();
        assertThat(handshakes.takeBack(URL, second)).isTrue();

        handshakes.over(URL);
        assertThat(begun).containsExactly("first", "third");
    }
}
