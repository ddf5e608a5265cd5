package dev.workerlet.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.limits.OutboundPolicy;
import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.BodyChunk;
import dev.workerlet.runtime.message.BodySource;
import dev.workerlet.runtime.support.Await;
import dev.workerlet.runtime.support.FedSource;
import dev.workerlet.runtime.support.RawPeer;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that go. */
class UploadTest {
    private final NetworkClient client = new NetworkClient(true, 100);
    private final FedSource source = FedSource.empty();

    @AfterEach
    void close() {
        client.close();
    }

    private Caller post(String url, BodySource body, long lengthBytes) {
        return Caller.send(client, "o", OutboundPolicy.NONE, "POST", url, new Body.Stream(body, lengthBytes));
    }

    /** Answers with what it has read until the connection shows the text. */
    private static RawPeer readingUntil(String last) {
        return RawPeer.start(socket -> {
            String text = RawPeer.head(socket);
            text += text.contains(last) ? "" : RawPeer.until(socket, last);
            RawPeer.write(socket, "HTTP/1.1 200 OK|Content-Length: " + text.length() + "||");
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            RawPeer.awaitClose(socket);
        });
    }

    @Test
    void unknownLength_goesInChunks_asTheyCome() {
        try (RawPeer peer = readingUntil("\r\n0\r\n\r\n")) {
            Caller caller = post(peer.url("/"), source.feed("one"), Body.UNKNOWN_LENGTH);
            Await.until("the first piece is taken", () -> source.reads() == 1);
            source.feed("second").feed(BodyChunk.END);

            assertThat(caller.text())
                    .contains("Transfer-Encoding: chunked\r\n")
                    .contains("3\r\none\r\n")
                    .contains("6\r\nsecond\r\n")
                    .doesNotContain("Content-Length");
            assertThat(source.cancelled()).isNull();
        }
    }

    @Test
    void knownLength_isAnnounced() {
        try (RawPeer peer = readingUntil("onetwo")) {
            Caller caller = post(peer.url("/"), source.feed("one").feed("two").feed(BodyChunk.END), 6);

            assertThat(caller.text())
                    .contains("Content-Length: 6\r\n")
                    .endsWith("\r\n\r\nonetwo")
                    .doesNotContain("chunked");
        }
    }

    @Test
    void emptyStream_ofUnknownLength_isEmpty() {
        try (RawPeer peer = readingUntil("\r\n\r\n")) {
            assertThat(post(peer.url("/"), source.feed(BodyChunk.END), Body.UNKNOWN_LENGTH)
                            .response()
                            .status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void anotherLengthThanAnnounced_isNoRequest(int length) {
        try (RawPeer peer = readingUntil("never")) {
            Caller caller = post(peer.url("/"), source.feed("abc").feed(BodyChunk.END), length);

            assertThat(caller.failure()).contains("not the length that was announced, " + length);
            Await.until("the connection is closed", () -> peer.open() == 0);
        }
    }

    @Test
    void failedSource_abortsTheRequest() {
        try (RawPeer peer = readingUntil("never")) {
            Caller caller = post(peer.url("/"), source.feed("abc"), Body.UNKNOWN_LENGTH);
            Await.until("the first piece is taken", () -> source.reads() == 1);
            source.feed(new BodyChunk.Failed("the client went away"));

            assertThat(caller.failure()).isEqualTo("the request body failed: the client went away");
            Await.until("the connection is closed", () -> peer.open() == 0);
            Await.until("the exchange is over", () -> client.owners().running() == 0);
        }
    }

    @Test
    void slowReader_slowsTheSource() {
        FedSource endless = FedSource.endless(16 * 1024);
        CountDownLatch end = new CountDownLatch(1);
        try (RawPeer peer = RawPeer.start(socket -> {
            RawPeer.head(socket);
            awaitQuietly(end);
        })) {
            Caller caller = post(peer.url("/"), endless, Body.UNKNOWN_LENGTH);
            AtomicInteger last = new AtomicInteger(-1);
            Await.until(
                    "the source stands still",
                    Duration.ofMillis(200),
                    () -> endless.reads() > 0 && last.getAndSet(endless.reads()) == endless.reads());

            // What the kernel holds for both ends, and one piece.
            assertThat(endless.reads()).isLessThan(600);
            caller.abort();
            assertThat(caller.failure()).isEqualTo("aborted");
            assertThat(endless.cancelled()).isEqualTo("aborted");
            end.countDown();
            Await.until("the connection is closed", () -> peer.open() == 0);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            if (!latch.await(60, TimeUnit.SECONDS)) {
                throw new AssertionError("The test did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void earlyAnswer_isHandedOn_whileTheUploadGoesOn() {
        CompletableFuture<String> rest = new CompletableFuture<>();
        try (RawPeer peer = RawPeer.start(socket -> {
            RawPeer.head(socket);
            RawPeer.write(socket, "HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|early|");
            rest.complete(RawPeer.until(socket, "\r\n0\r\n\r\n"));
            RawPeer.write(socket, "4|late|0||");
            RawPeer.awaitClose(socket);
        })) {
            Caller caller = post(peer.url("/"), source, Body.UNKNOWN_LENGTH);
            Body body = caller.response().body();
            BodySource answer = ((Body.Stream) body).source();
            assertThat(Caller.next(answer)).isInstanceOf(BodyChunk.Data.class);
            source.feed("upload").feed(BodyChunk.END);

            assertThat(Caller.await(rest)).contains("upload");
            assertThat(Caller.bytes(body)).asString().isEqualTo("late");
        }
    }

    @Test
    void wholeAnswer_beforeTheUploadEnds_leavesTheUploadGoing() {
        CompletableFuture<String> rest = new CompletableFuture<>();
        try (RawPeer peer = RawPeer.start(socket -> {
            RawPeer.head(socket);
            RawPeer.write(socket, "HTTP/1.1 200 OK|Content-Length: 2||ok");
            rest.complete(RawPeer.until(socket, "\r\n0\r\n\r\n"));
        })) {
            Caller caller = post(peer.url("/"), source, Body.UNKNOWN_LENGTH);
            assertThat(caller.text()).isEqualTo("ok");
            source.feed("upload").feed(BodyChunk.END);

            assertThat(Caller.await(rest)).contains("upload");
            Await.until("the exchange is over", () -> client.owners().running() == 0);
        }
    }

    @Test
    void serverThatGoesAway_cancelsTheSource() {
        try (RawPeer peer = RawPeer.start(socket -> {
            RawPeer.head(socket);
            socket.setSoLinger(true, 0);
        })) {
            Caller caller = post(peer.url("/"), source.feed("abc"), Body.UNKNOWN_LENGTH);

            assertThat(caller.failure()).isNotEqualTo("none");
            Await.until("the source is cancelled", () -> source.cancelled() != null);
            assertThat(peer.accepted()).isEqualTo(1);
        }
    }

    @Test
    void refusedConnection_cancelsTheSource() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Caller caller = post("http://127.0.0.1:" + port + "/", source, Body.UNKNOWN_LENGTH);

        assertThat(caller.failure()).startsWith("connection refused to 127.0.0.1");
        assertThat(source.cancelled()).isNotNull();
        Await.until("the exchange is over", () -> client.owners().running() == 0);
    }

    @Test
    void abort_withASourceThatGivesNothing_cancelsIt() {
        CompletableFuture<String> head = new CompletableFuture<>();
        try (RawPeer peer = RawPeer.start(socket -> {
            head.complete(RawPeer.head(socket));
            RawPeer.awaitClose(socket);
        })) {
            Caller caller = post(peer.url("/"), source, Body.UNKNOWN_LENGTH);
            assertThat(Caller.await(head)).startsWith("POST / ");
            caller.abort();

            assertThat(caller.failure()).isEqualTo("aborted");
            assertThat(source.cancelled()).isEqualTo("aborted");
            Await.until("the connection is closed", () -> peer.open() == 0);
            Await.until("the exchange is over", () -> client.owners().running() == 0);
        }
    }
}
