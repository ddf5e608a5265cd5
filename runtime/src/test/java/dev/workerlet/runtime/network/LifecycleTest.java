package dev.workerlet.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.codec.Format;
import dev.workerlet.runtime.limits.OutboundPolicy;
import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.BodyChunk;
import dev.workerlet.runtime.message.NetworkResponse;
import dev.workerlet.runtime.support.Await;
import dev.workerlet.runtime.support.RawPeer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.AbstractConnectionPool;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpDestination;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ends of exchanges, at each stage, and how many there may be. */
class LifecycleTest {
    private final NetworkClient client = new NetworkClient(true, 4);
    private final CountDownLatch released = new CountDownLatch(1);

    @AfterEach
    void nothingIsLeft() {
        released.countDown();
        Await.until("no exchange is left", () -> client.owners().running() == 0);
        Await.until("no request is left", () -> connections(client) == 0 || queued(client) == 0);
        client.close();
    }

    private static int connections(NetworkClient client) {
        HttpClient http = client.http();
        int sum = 0;
        if (http != null) {
            for (Destination destination : http.getDestinations()) {
                sum += destination.getConnectionPool() instanceof AbstractConnectionPool pool
                        ? pool.getConnectionCount()
                        : 0;
            }
        }
        return sum;
    }

    private static int queued(NetworkClient client) {
        HttpClient http = client.http();
        int sum = 0;
        if (http != null) {
            for (Destination destination : http.getDestinations()) {
                sum += ((HttpDestination) destination).getHttpExchanges().size();
            }
        }
        return sum;
    }

    private void awaitRelease() {
        try {
            if (!released.await(60, TimeUnit.SECONDS)) {
                throw new AssertionError("The test did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Caller owned(NetworkClient client, String owner, String url) {
        return Caller.send(client, owner, OutboundPolicy.NONE, "GET", url, Body.NONE);
    }

    private RawPeer silent() {
        return RawPeer.start(socket -> {
            RawPeer.head(socket);
            RawPeer.awaitClose(socket);
        });
    }

    @Test
    void abort_beforeTheAnswer_closesTheConnection() {
        CountDownLatch received = new CountDownLatch(1);
        try (RawPeer peer = RawPeer.start(socket -> {
            RawPeer.head(socket);
            received.countDown();
            RawPeer.awaitClose(socket);
        })) {
            Caller caller = Caller.get(client, peer.url("/"));
            Await.until("the server has it", () -> received.getCount() == 0);
            caller.abort();
            caller.abort();

            assertThat(caller.failure()).isEqualTo("aborted");
            Await.until("the connection is closed", () -> peer.open() == 0 && connections(client) == 0);
        }
    }

    @Test
    void abort_atOnce_leavesNothing() {
        try (RawPeer peer = silent()) {
            Caller caller = Caller.get(client, peer.url("/"));
            caller.abort();

            assertThat(caller.failure()).isEqualTo("aborted");
            Await.until("the connection is closed", () -> peer.open() == 0);
        }
    }

    @Test
    void abort_whileTheBodyComes_breaksItOff() {
        try (RawPeer peer = RawPeer.start(socket -> {
            RawPeer.head(socket);
            RawPeer.write(socket, "HTTP/1.1 200 OK|Content-Length: 10||abc");
            RawPeer.awaitClose(socket);
        })) {
            Caller caller = Caller.get(client, peer.url("/"));
            Body.Stream body = (Body.Stream) caller.response().body();
            assertThat(Caller.next(body.source())).isInstanceOf(BodyChunk.Data.class);
            CountDownLatch available = new CountDownLatch(1);
            assertThat(body.source().read()).isNull();
            body.source().demand(available::countDown);
            caller.abort();

            Await.until("the reader hears of it", () -> available.getCount() == 0);
            assertThat(body.source().read()).isEqualTo(new BodyChunk.Failed("aborted"));
            Await.until("the connection is closed", () -> peer.open() == 0 && connections(client) == 0);
        }
    }

    @Test
    void thousandAbortedExchanges_leaveNothingOpen() {
        try (RawPeer peer = RawPeer.start(socket -> {
            RawPeer.head(socket);
            RawPeer.write(socket, "HTTP/1.1 200 OK|Content-Encoding: gzip||");
            socket.getOutputStream().write(ContentDecoderTest.code(Format.GZIP, new byte[500_000]));
            RawPeer.awaitClose(socket);
        })) {
            for (int i = 0; i < 1_000; i++) {
                Caller caller = owned(client, "owner-" + i % 10, peer.url("/"));
                if (i % 3 == 0) {
                    caller.abort();
                } else {
                    NetworkResponse response = caller.response();
                    if (i % 3 == 1) {
                        Caller.next(((Body.Stream) response.body()).source());
                    }
                    response.body().cancel("not wanted");
                }
            }
            Await.until("no exchange is left", () -> client.owners().running() == 0);
            Await.until("no connection is left", () -> peer.open() == 0 && connections(client) == 0);
        }
    }

    @Test
    void owner_hasSoManyExchanges_othersWaitInOrder_furtherOnesFail() {
        try (RawPeer peer = RawPeer.start(socket -> {
            RawPeer.head(socket);
            awaitRelease();
            RawPeer.write(socket, "HTTP/1.1 200 OK|Connection: close|Content-Length: 2||ok");
        })) {
            List<Caller> callers = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                callers.add(owned(client, "greedy", peer.url("/" + i)));
            }
            Await.until("four are under way", () -> peer.open() == 4);

            assertThat(callers.get(8).failure()).contains("fetches-per-owner");
            assertThat(callers.get(8).isOverItsOwnersLimit).isTrue();
            assertThat(callers.get(7).isOverItsOwnersLimit).isFalse();
            callers.get(7).abort();
            assertThat(callers.get(7).failure()).isEqualTo("aborted");
            Caller other = owned(client, "modest", peer.url("/other"));
            Await.until("another owner has its own", () -> peer.open() == 5);
            released.countDown();
            for (int i = 0; i < 7; i++) {
                assertThat(callers.get(i).text()).isEqualTo("ok");
            }
            assertThat(other.text()).isEqualTo("ok");
        }
    }

    @Test
    void bodiesReadToTheirEnd_releaseAllBuffers() {
        ArrayByteBufferPool.Tracking buffers = new ArrayByteBufferPool.Tracking();
        NetworkClient tracked =
                new NetworkClient(true, 4, new SslContextFactory.Client(), http -> http.setByteBufferPool(buffers));
        byte[] coded = ContentDecoderTest.code(Format.GZIP, new byte[500_000]);
        try (RawPeer peer = RawPeer.start(socket -> {
            for (int i = 0; i < 20; i++) {
                RawPeer.head(socket);
                RawPeer.write(socket, "HTTP/1.1 200 OK|Content-Encoding: gzip|Content-Length: " + coded.length + "||");
                socket.getOutputStream().write(coded);
            }
        })) {
            for (int i = 0; i < 20; i++) {
                assertThat(Caller.get(tracked, peer.url("/")).bytes()).hasSize(500_000);
            }
        }
        tracked.close();
        Await.until("all buffers are released", () -> buffers.getLeaks().isEmpty());
    }

    @Test
    void connections_areNotSharedByOwners() {
        try (RawPeer peer = RawPeer.start(socket -> {
            for (int i = 0; i < 2; i++) {
                RawPeer.head(socket);
                RawPeer.write(socket, "HTTP/1.1 200 OK|Content-Length: 2||ok");
            }
            RawPeer.awaitClose(socket);
        })) {
            for (String owner : List.of("a", "a", "b")) {
                assertThat(owned(client, owner, peer.url("/")).text()).isEqualTo("ok");
                Await.until("it is over", () -> client.owners().running() == 0);
            }
            assertThat(peer.accepted()).isEqualTo(2);
        }
    }

    @Test
    void close_endsWhatIsUnderWay() {
        try (RawPeer peer = silent()) {
            Caller caller = Caller.get(client, peer.url("/"));
            Await.until("the server has it", () -> peer.open() == 1);
            client.close();

            assertThat(caller.failure()).isNotEqualTo("none");
        }
    }
}
