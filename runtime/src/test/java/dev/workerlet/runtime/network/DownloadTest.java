package dev.workerlet.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.codec.Format;
import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.BodyChunk;
import dev.workerlet.runtime.message.BodySource;
import dev.workerlet.runtime.message.NetworkResponse;
import dev.workerlet.runtime.support.Await;
import dev.workerlet.runtime.support.RawPeer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that come. */
class DownloadTest {
    private final NetworkClient client = new NetworkClient(true, 100);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @AfterEach
    void close() {
        goOn.countDown();
        client.close();
    }

    private void awaitGoOn() {
        try {
            if (!goOn.await(60, TimeUnit.SECONDS)) {
                throw new AssertionError("The test did not let the server go on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static RawPeer answering(String response) {
        return RawPeer.start(socket -> {
            RawPeer.head(socket);
            RawPeer.write(socket, response);
            RawPeer.awaitClose(socket);
        });
    }

    private static String text(BodyChunk chunk) {
        return chunk instanceof BodyChunk.Data data
                ? new String(data.bytes(), StandardCharsets.UTF_8)
                : chunk.toString();
    }

    private static BodySource source(Body body) {
        assertThat(body).isInstanceOf(Body.Stream.class);
        return ((Body.Stream) body).source();
    }

    @Test
    void body_thatCameWithTheHead_isInMemory() {
        try (RawPeer peer = answering("HTTP/1.1 201 Made|A: b|Content-Length: 5||hello")) {
            NetworkResponse response = Caller.get(client, peer.url("/")).response();

            assertThat(response.status()).isEqualTo(201);
            assertThat(response.statusText()).isEqualTo("Made");
            assertThat(response.headers().first("a")).isEqualTo("b");
            assertThat(response.body()).isInstanceOf(Body.Bytes.class);
            assertThat(Caller.bytes(response.body())).asString().isEqualTo("hello");
        }
    }

    @Test
    void body_thatComesLater_flows() {
        try (RawPeer peer = RawPeer.start(socket -> {
            RawPeer.head(socket);
            RawPeer.write(socket, "HTTP/1.1 200 OK|Transfer-Encoding: chunked||3|one|");
            awaitGoOn();
            RawPeer.write(socket, "3|two|0|X-Sum: 42||");
            RawPeer.awaitClose(socket);
        })) {
            Body body = Caller.get(client, peer.url("/")).response().body();
            BodySource source = source(body);

            assertThat(body.lengthBytes()).isEqualTo(Body.UNKNOWN_LENGTH);
            assertThat(text(Caller.next(source))).isEqualTo("one");
            assertThat(source.read()).isNull();
            goOn.countDown();
            assertThat(text(Caller.next(source))).isEqualTo("two");
            BodyChunk end = Caller.next(source);
            assertThat(String.valueOf(end)).containsIgnoringCase("X-Sum, 42");
            assertThat(source.read()).isNull();
        }
    }

    @Test
    void length_isHandedOn() {
        try (RawPeer peer = RawPeer.start(socket -> {
            RawPeer.head(socket);
            RawPeer.write(socket, "HTTP/1.1 200 OK|Content-Length: 6||one");
            awaitGoOn();
            RawPeer.write(socket, "two");
            RawPeer.awaitClose(socket);
        })) {
            Body body = Caller.get(client, peer.url("/")).response().body();

            assertThat(body.lengthBytes()).isEqualTo(6);
            goOn.countDown();
            assertThat(Caller.bytes(body)).asString().isEqualTo("onetwo");
        }
    }

    @Test
    void bodyUntilTheConnectionEnds_isWhole() {
        try (RawPeer peer = RawPeer.start(socket -> {
            RawPeer.head(socket);
            RawPeer.write(socket, "HTTP/1.1 200 OK||all of it");
        })) {
            assertThat(Caller.get(client, peer.url("/")).text()).isEqualTo("all of it");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 10||abc",
                "Transfer-Encoding: chunked||3|abc|",
                "Transfer-Encoding: chunked||5|ab"
            })
    void body_cutOff_fails(String rest) {
        try (RawPeer peer = RawPeer.start(socket -> {
            RawPeer.head(socket);
            RawPeer.write(socket, "HTTP/1.1 200 OK|" + rest);
        })) {
            NetworkResponse response = Caller.get(client, peer.url("/")).response();

            assertThat(Caller.bodyFailure(response.body())).contains("was closed");
        }
    }

    @Test
    void body_resetByTheServer_fails() {
        try (RawPeer peer = RawPeer.start(socket -> {
            RawPeer.head(socket);
            RawPeer.write(socket, "HTTP/1.1 200 OK|Content-Length: 10||abc");
            awaitGoOn();
            socket.setSoLinger(true, 0);
        })) {
            BodySource source =
                    source(Caller.get(client, peer.url("/")).response().body());
            assertThat(text(Caller.next(source))).isEqualTo("abc");
            goOn.countDown();

            assertThat(Caller.next(source)).isInstanceOf(BodyChunk.Failed.class);
            assertThat(source.read()).isNull();
        }
    }

    @Test
    void garbageInsteadOfAHead_fails() {
        try (RawPeer peer = answering("SMTP ready||")) {
            assertThat(Caller.get(client, peer.url("/")).failure()).isNotEqualTo("none");
        }
    }

    @ParameterizedTest
    @CsvSource({"HEAD,200", "GET,204", "GET,304"})
    void answerWithoutABody_isEmpty_withItsHeaders(String method, int status) {
        String length = method.equals("HEAD") ? "Content-Length: 100|" : "";
        try (RawPeer peer = answering("HTTP/1.1 " + status + " X|Content-Encoding: gzip|" + length + "|")) {
            NetworkResponse response = Caller.send(
                            client,
                            "o",
                            dev.workerlet.runtime.limits.OutboundPolicy.NONE,
                            method,
                            peer.url("/"),
                            Body.NONE)
                    .response();

            assertThat(response.status()).isEqualTo(status);
            assertThat(response.headers().first("content-encoding")).isEqualTo("gzip");
            assertThat(Caller.bytes(response.body())).isEmpty();
        }
    }

    @Test
    void interimAnswers_areSkipped() {
        try (RawPeer peer =
                answering("HTTP/1.1 103 Early|Link: a||HTTP/1.1 100 Continue||HTTP/1.1 200 OK|Content-Length: 2||ok")) {
            assertThat(Caller.get(client, peer.url("/")).text()).isEqualTo("ok");
        }
    }

    @Test
    void switchOfProtocols_fails() {
        try (RawPeer peer = answering("HTTP/1.1 101 Switching|Upgrade: x|Connection: upgrade||")) {
            assertThat(Caller.get(client, peer.url("/")).failure()).contains("another protocol");
            Await.until("the connection is closed", () -> peer.open() == 0);
        }
    }

    /** A server that sends without end tells how far it came. */
    private static RawPeer endless(AtomicLong sent, String head, byte[] piece) {
        return RawPeer.start(socket -> {
            RawPeer.head(socket);
            RawPeer.write(socket, head);
            sendForEver(socket, sent, piece);
        });
    }

    private static void sendForEver(Socket socket, AtomicLong sent, byte[] piece) throws IOException {
        socket.setSendBufferSize(32 * 1024);
        OutputStream out = socket.getOutputStream();
        for (boolean isOpen = true; isOpen; isOpen = !socket.isClosed()) {
            out.write(piece);
            sent.addAndGet(piece.length);
        }
    }

    /** Waits until nothing has moved for a while. */
    private static long settled(AtomicLong count) {
        AtomicLong last = new AtomicLong(-1);
        Await.until(
                "the server stands still",
                java.time.Duration.ofMillis(200),
                () -> last.getAndSet(count.get()) == count.get());
        return count.get();
    }

    @Test
    void endlessBody_isReadNoMoreThanIsDemanded() {
        AtomicLong sent = new AtomicLong();
        try (RawPeer peer = endless(sent, "HTTP/1.1 200 OK||", new byte[16 * 1024])) {
            BodySource source =
                    source(Caller.get(client, peer.url("/")).response().body());
            long first = settled(sent);
            assertThat(first).isLessThan(10_000_000);

            long read = 0;
            while (read < 20_000_000) {
                read += ((BodyChunk.Data) Caller.next(source)).bytes().length;
            }
            assertThat(settled(sent)).isBetween(read - 1, read + 10_000_000);
            source.cancel("enough");
            assertThat(Caller.next(source)).isEqualTo(new BodyChunk.Failed("enough"));
            Await.until("the connection is closed", () -> peer.open() == 0);
        }
    }

    @Test
    void bomb_isInflatedNoMoreThanIsDemanded() {
        byte[] bomb = ContentDecoderTest.code(Format.GZIP, new byte[50_000_000]);
        try (RawPeer peer = RawPeer.start(socket -> {
            RawPeer.head(socket);
            RawPeer.write(socket, "HTTP/1.1 200 OK|Content-Encoding: gzip|Content-Length: " + bomb.length + "||");
            socket.getOutputStream().write(bomb);
            RawPeer.awaitClose(socket);
        })) {
            NetworkResponse response = Caller.get(client, peer.url("/")).response();
            assertThat(response.headers().first("content-encoding")).isNull();
            assertThat(response.headers().first("content-length")).isNull();
            BodySource source = source(response.body());
            long all = 0;
            for (BodyChunk chunk = Caller.next(source);
                    chunk instanceof BodyChunk.Data data;
                    chunk = Caller.next(source)) {
                assertThat(data.bytes().length).isLessThanOrEqualTo(64 * 1024);
                all += data.bytes().length;
            }
            assertThat(all).isEqualTo(50_000_000);
        }
    }

    @ParameterizedTest
    @CsvSource({"gzip,GZIP", "deflate,DEFLATE", "br,BROTLI"})
    void codedBody_flows(String coding, Format format) {
        byte[] plain = "a text that is sent in two pieces".repeat(10).getBytes(StandardCharsets.UTF_8);
        byte[] coded = ContentDecoderTest.code(format, plain);
        try (RawPeer peer = RawPeer.start(socket -> {
            RawPeer.head(socket);
            RawPeer.write(
                    socket, "HTTP/1.1 200 OK|Content-Encoding: " + coding + "|Content-Length: " + coded.length + "||");
            socket.getOutputStream().write(coded, 0, 5);
            awaitGoOn();
            socket.getOutputStream().write(coded, 5, coded.length - 5);
            RawPeer.awaitClose(socket);
        })) {
            Body body = Caller.get(client, peer.url("/")).response().body();
            assertThat(body.lengthBytes()).isEqualTo(Body.UNKNOWN_LENGTH);
            goOn.countDown();
            assertThat(Caller.bytes(body)).isEqualTo(plain);
        }
    }

    @Test
    void damagedCoding_failsAndClosesTheConnection() {
        try (RawPeer peer = answering("HTTP/1.1 200 OK|Content-Encoding: gzip|Content-Length: 20||not gzip at all")) {
            NetworkResponse response = Caller.get(client, peer.url("/")).response();

            assertThat(Caller.bodyFailure(response.body())).contains("can't be decoded: gzip: ");
            Await.until("the connection is closed", () -> peer.open() == 0);
        }
    }

    @Test
    void requests_offerTheCodings() {
        java.util.concurrent.CompletableFuture<String> head = new java.util.concurrent.CompletableFuture<>();
        try (RawPeer peer = RawPeer.start(socket -> {
            head.complete(RawPeer.head(socket));
            RawPeer.write(socket, "HTTP/1.1 200 OK|Content-Length: 0||");
        })) {
            Caller.get(client, peer.url("/")).response();

            assertThat(Caller.await(head)).contains("Accept-Encoding: gzip, deflate, br\r\n");
        }
    }

    @Test
    void connection_isKept_whenTheBodyWasRead() {
        try (RawPeer peer = RawPeer.start(socket -> {
            for (int i = 0; i < 3; i++) {
                RawPeer.head(socket);
                RawPeer.write(socket, "HTTP/1.1 200 OK|Content-Length: 200000||");
                socket.getOutputStream().write(new byte[200_000]);
            }
        })) {
            for (int i = 0; i < 3; i++) {
                assertThat(Caller.get(client, peer.url("/")).bytes()).hasSize(200_000);
                Await.until("the exchange is over", () -> client.owners().running() == 0);
            }
            assertThat(peer.accepted()).isEqualTo(1);
        }
    }
}
