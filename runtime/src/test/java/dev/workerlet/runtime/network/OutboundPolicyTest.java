package dev.workerlet.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerlet.runtime.limits.OutboundPolicy;
import dev.workerlet.runtime.limits.OutboundPolicy.Verdict;
import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.SocketListener;
import dev.workerlet.runtime.support.Await;
import dev.workerlet.runtime.support.FedSource;
import dev.workerlet.runtime.support.RawPeer;
import dev.workerlet.runtime.support.SocketPeer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which servers are reached. */
class OutboundPolicyTest {
    private final NetworkClient guarded = new NetworkClient(false, 100);

    @AfterEach
    void close() {
        guarded.close();
    }

    private Caller get(OutboundPolicy policy, String url) {
        return Caller.send(guarded, "o", policy, "GET", url, Body.NONE);
    }

    private static RawPeer answering() {
        return RawPeer.start(socket -> {
            for (int i = 0; i < 10; i++) {
                RawPeer.head(socket);
                RawPeer.write(socket, "HTTP/1.1 200 OK|Content-Length: 2||ok");
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "example.com, example.com, 80, DENIED",
        "EXAMPLE.com., example.com, 80, DENIED",
        "example.com, example.com., 80, DENIED",
        "example.com, www.example.com, 80, OPEN",
        "*.example.com, www.example.com, 80, DENIED",
        "*.example.com, a.b.example.com., 80, DENIED",
        "*.example.com, example.com, 80, OPEN",
        "*.example.com, badexample.com, 80, OPEN",
        "example.com:443, example.com, 80, OPEN",
        "example.com:443, example.com, 443, DENIED",
        "bücher.example, xn--bcher-kva.example, 80, DENIED",
    })
    void names_areMatched(String entry, String host, int port, Verdict expected) {
        assertThat(OutboundPolicy.parse("", entry).ofHost(host, port)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, 10.1.2.3, 80, DENIED",
        "10.1.2.3, 10.1.2.4, 80, OPEN",
        "10.0.0.0/8, 10.255.0.1, 80, DENIED",
        "10.0.0.0/8, 11.0.0.1, 80, OPEN",
        "10.0.0.0/8:81, 10.0.0.1, 80, OPEN",
        "10.0.0.0/8:81, 10.0.0.1, 81, DENIED",
        "0.0.0.0/0, 8.8.8.8, 80, DENIED",
        "0.0.0.0/0, 2606:4700::1, 80, OPEN",
        "10.0.0.0/8, 64:ff9b::a00:1, 80, DENIED",
        "10.0.0.0/8, 2002:a00:1::1, 80, DENIED",
        "10.0.0.0/8, ::ffff:10.0.0.1, 80, DENIED",
        "10.0.0.0/8, ::10.0.0.1, 80, DENIED",
        "fd00::/8, fd12::1, 80, DENIED",
        "[fd00::/8]:81, fd12::1, 80, OPEN",
        "[fd00::/8]:81, fd12::1, 81, DENIED",
        "[::1]:81, ::1, 81, DENIED",
        "::1, ::1, 81, DENIED",
    })
    void addresses_areMatched(String entry, String address, int port, Verdict expected) throws UnknownHostException {
        assertThat(OutboundPolicy.parse("", entry).ofAddress(InetAddress.getByName(address), port))
                .isEqualTo(expected);
    }

    @Test
    void allowedNetwork_isNotReachedByWayOfAnother() throws UnknownHostException {
        OutboundPolicy policy = OutboundPolicy.parse("10.0.0.0/8", "");

        assertThat(policy.ofAddress(InetAddress.getByName("10.0.0.1"), 80)).isEqualTo(Verdict.ALLOWED);
        assertThat(policy.ofAddress(InetAddress.getByName("2002:a00:1::1"), 80)).isEqualTo(Verdict.OPEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "a b/",
                "10.0.0.0/33",
                "::1/129",
                "10.0.0.0/",
                "example.com/8",
                "[::1",
                "[::1]x",
                "example.com:0",
                "example.com:70000",
                "example.com:http",
                "http://example.com",
                "*.*.com",
                "256.1.1.1/8",
                "256.1.1.1",
                "01.2.3.4",
                "1.2.3.4.5/8"
            })
    void mistakes_areRefused(String entry) {
        assertThatThrownBy(() -> OutboundPolicy.parse("fine.example", entry))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("fetch-deny: \"");
    }

    @Test
    void nameOfThousandsOfLabels_isRefused() {
        assertThatThrownBy(() -> OutboundPolicy.parse("a.".repeat(20_000) + "a", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("fetch-allow: \"");
    }

    @Test
    void lists_areSplitAtCommasAndWhiteSpace() {
        OutboundPolicy policy = OutboundPolicy.parse(" a.example, b.example\n\tc.example,,", "");

        assertThat(policy.allow()).hasSize(3);
        assertThat(OutboundPolicy.parse("", "")).isEqualTo(OutboundPolicy.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:PORT/", "http://localhost:PORT/", "http://[::ffff:7f00:1]:PORT/"})
    void privateAddress_isRefused_withTheSettings(String url) {
        try (RawPeer peer = answering()) {
            Caller caller = get(OutboundPolicy.NONE, url.replace("PORT", String.valueOf(peer.port())));

            assertThat(caller.failure()).contains("private address", "fetch-allow", "allow-private-network");
            assertThat(peer.accepted()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.0/8", "127.0.0.1:PORT"})
    void privateAddress_thatIsAllowed_isReached(String entry) {
        try (RawPeer peer = answering()) {
            OutboundPolicy policy = OutboundPolicy.parse(entry.replace("PORT", String.valueOf(peer.port())), "");

            assertThat(get(policy, peer.url("/")).text()).isEqualTo("ok");
        }
    }

    @Test
    void hostThatIsAllowed_isReachedUnderItsPrivateAddress() {
        try (RawPeer peer = answering()) {
            OutboundPolicy policy = OutboundPolicy.parse("localhost", "");

            assertThat(get(policy, "http://localhost:" + peer.port() + "/").text())
                    .isEqualTo("ok");
            assertThat(get(policy, peer.url("/")).failure()).contains("private address");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "127.0.0.0/8,::1"})
    void denied_winsOverAllowed(String entry) {
        try (RawPeer peer = answering()) {
            OutboundPolicy policy = OutboundPolicy.parse("localhost 127.0.0.1", entry + ",::1");
            Caller caller = get(policy, "http://localhost:" + peer.port() + "/");

            assertThat(caller.failure()).contains("fetch-deny");
            assertThat(peer.accepted()).isZero();
        }
    }

    @Test
    void keptConnection_isNotUsedUnderAnotherPolicy() {
        try (RawPeer peer = answering()) {
            OutboundPolicy open = OutboundPolicy.parse("127.0.0.1", "");
            assertThat(get(open, peer.url("/")).text()).isEqualTo("ok");
            Await.until("it is over", () -> guarded.owners().running() == 0);

            assertThat(get(OutboundPolicy.NONE, peer.url("/")).failure()).contains("private address");
            assertThat(get(OutboundPolicy.parse("127.0.0.1", "127.0.0.1"), peer.url("/"))
                            .failure())
                    .contains("fetch-deny");
            assertThat(get(open, peer.url("/")).text()).isEqualTo("ok");
            assertThat(peer.accepted()).isEqualTo(1);
        }
    }

    @Test
    void refused_cancelsTheUpload() {
        FedSource source = FedSource.empty();
        Caller caller = Caller.send(
                guarded, "o", OutboundPolicy.NONE, "POST", "http://127.0.0.1:1/", new Body.Stream(source, -1));

        assertThat(caller.failure()).contains("private address");
        assertThat(source.cancelled()).isNotNull();
    }

    @Test
    void webSockets_areJudgedToo() throws Exception {
        try (SocketPeer peer = SocketPeer.start()) {
            assertThat(open(OutboundPolicy.NONE, peer.url("/socket"))).isEqualTo("closed");
            assertThat(open(OutboundPolicy.parse("127.0.0.1", ""), peer.url("/socket")))
                    .isEqualTo("opened");
            assertThat(open(OutboundPolicy.parse("127.0.0.1", "127.0.0.0/8"), peer.url("/socket")))
                    .isEqualTo("closed");
        }
    }

    private String open(OutboundPolicy policy, String url) {
        CompletableFuture<String> outcome = new CompletableFuture<>();
        NetworkSocket socket =
                guarded.socket(new SocketCall("o", policy, url, "", List.of(), "test", new SocketListener() {
                    @Override
                    public void opened(String protocol, String extensions) {
                        outcome.complete("opened");
                    }

                    @Override
                    public void receivedText(String text) {
                        outcome.complete(text);
                    }

                    @Override
                    public void receivedBytes(byte[] data) {
                        outcome.complete("bytes");
                    }

                    @Override
                    public void written(int count) {
                        outcome.complete("written");
                    }

                    @Override
                    public void closed(int code, String reason, boolean isClean, boolean isFailed) {
                        outcome.complete("closed");
                    }
                }));
        socket.begin();
        String text = Caller.await(outcome);
        socket.leave(1001);
        return text;
    }
}
