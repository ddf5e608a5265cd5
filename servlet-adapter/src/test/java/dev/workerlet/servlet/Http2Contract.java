package dev.workerlet.servlet;

import static dev.workerlet.servlet.container.FakeWorkerlet.stream;
import static dev.workerlet.servlet.container.FakeWorkerlet.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.body.ChunkSource;
import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.BodyChunk;
import dev.workerlet.runtime.message.BodySource;
import dev.workerlet.runtime.message.FetchExchange;
import dev.workerlet.runtime.message.FetchRequest;
import dev.workerlet.runtime.message.FetchResponse;
import dev.workerlet.runtime.message.HeaderList;
import dev.workerlet.servlet.container.ContainerTest;
import dev.workerlet.servlet.container.FakeWorkerlet;
import dev.workerlet.servlet.container.Http2TestClient;
import dev.workerlet.servlet.container.TestSource;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies, breaks and leaving clients in any container with HTTP/2. */
abstract class Http2Contract extends ContainerTest {
    /** Where a container's thread begins with a request: in Jetty and in Tomcat. */
    private static final Set<String> ENTRIES =
            Set.of("org.eclipse.jetty.ee11.servlet.ServletChannel", "org.apache.catalina.connector.CoyoteAdapter");

    private final BlockingQueue<FetchRequest> requests = new LinkedBlockingQueue<>();
    private final BlockingQueue<FetchExchange> exchanges = new LinkedBlockingQueue<>();
    private final TestSource source = new TestSource();
    private volatile @Nullable Thread serving;

    private Http2TestClient serve(FakeWorkerlet.Handler handler) throws Exception {
        file("WEB-INF/workers/hello.js", "export default {}");
        workers.put("hello", (worker, request, exchange) -> {
            exchanges.add(exchange);
            requests.add(request);
            handler.fetch(worker, request, exchange);
        });
        servlet("hello", new RememberingServlet(), Map.of("script", "workers/hello.js"), "/hello/*");
        start();
        return new Http2TestClient(container.port());
    }

    private void assertStillServing(Http2TestClient client) throws Exception {
        workers.put("hello", (worker, request, exchange) -> exchange.respond(text(200, "still here")));
        Http2TestClient.Exchange exchange = client.request("GET", "/hello", true);
        assertThat(exchange.next()).startsWith("200");
        assertThat(exchange.next()).isEqualTo("still here");
        assertThat(exchange.next()).isEqualTo("end");
    }

    private void assertAborted() throws InterruptedException {
        FetchExchange exchange = Objects.requireNonNull(exchanges.poll(60, TimeUnit.SECONDS));
        until(() -> !aborted.isEmpty());
        assertThat(aborted).containsExactly(exchange);
    }

    @Test
    void respond_pieceByPiece_arrivesPieceByPiece() throws Exception {
        try (Http2TestClient client = serve((worker, request, exchange) -> exchange.respond(stream(source)))) {
            Http2TestClient.Exchange exchange = client.request("GET", "/hello", true);
            assertThat(exchange.next()).startsWith("200");
            for (int i = 0; i < 5; i++) {
                source.give("data: " + i);
                assertThat(exchange.next()).isEqualTo("data: " + i);
            }
            source.give(BodyChunk.END);
            assertThat(exchange.next()).isEqualTo("end");
            assertStillServing(client);
        }
        assertThat(aborted).isEmpty();
    }

    @Test
    void respond_trailers_comeBehindTheBody() throws Exception {
        HeaderList headers = new HeaderList().add("trailer", "x-sum");
        try (Http2TestClient client = serve((worker, request, exchange) ->
                exchange.respond(new FetchResponse(200, headers, new Body.Stream(source, Body.UNKNOWN_LENGTH))))) {
            Http2TestClient.Exchange exchange = client.request("GET", "/hello", true);
            source.give("abc");
            assertThat(exchange.next()).startsWith("200");
            assertThat(exchange.next()).isEqualTo("abc");
            source.give(new BodyChunk.End(new HeaderList().add("x-sum", "294")));
            assertThat(exchange.next()).isEqualTo("trailers x-sum=294");
            assertThat(exchange.next()).isEqualTo("end");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {Body.UNKNOWN_LENGTH, 100})
    void respond_failedAfterTheHead_resetsTheStreamOnly(long length) throws Exception {
        try (Http2TestClient client = serve((worker, request, exchange) ->
                exchange.respond(new FetchResponse(200, new HeaderList(), new Body.Stream(source, length))))) {
            Http2TestClient.Exchange exchange = client.request("GET", "/hello", true);
            source.give("begun");
            assertThat(exchange.next()).startsWith("200");
            assertThat(exchange.next()).isEqualTo("begun");
            source.give(new BodyChunk.Failed("the upstream broke off"));
            assertThat(exchange.next()).startsWith("reset");
            assertStillServing(client);
        }
    }

    @Test
    void echo_pieceByPiece_flowsBothWays() throws Exception {
        try (Http2TestClient client =
                serve((worker, request, exchange) -> exchange.respond(stream(ChunkSource.of(request.body()))))) {
            Http2TestClient.Exchange exchange = client.request("POST", "/hello", false);
            assertThat(exchange.next()).startsWith("200");
            exchange.send("one", false);
            assertThat(exchange.next()).isEqualTo("one");
            exchange.send("two", true);
            assertThat(exchange.next()).isEqualTo("two");
            assertThat(exchange.next()).isEqualTo("end");
            assertStillServing(client);
        }
    }

    @Test
    void request_unread_isAnswered() throws Exception {
        // A stream that is answered may be reset before more of the request can be sent.
        CountDownLatch sent = new CountDownLatch(1);
        try (Http2TestClient client = serve((worker, request, exchange) -> {
            sent.await(60, TimeUnit.SECONDS);
            exchange.respond(text(200, "early"));
        })) {
            Http2TestClient.Exchange exchange = client.request("POST", "/hello", false);
            exchange.send("some", false);
            sent.countDown();
            assertThat(exchange.next()).startsWith("200");
            assertThat(exchange.next()).isEqualTo("early");
            assertStillServing(client);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void client_leavesBeforeTheAnswer_isNoticedAtOnce(boolean byReset) throws Exception {
        try (Http2TestClient client = serve((worker, request, exchange) -> {})) {
            Http2TestClient.Exchange exchange = client.request("GET", "/hello", true);
            assertThat(requests.poll(60, TimeUnit.SECONDS)).isNotNull();
            leave(client, exchange, byReset);
            assertAborted();
        }
    }

    /** Remembers the container's thread. */
    private final class RememberingServlet extends WorkerServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            serving = Thread.currentThread();
            super.service(request, response);
        }
    }

    /** Waits for the container's thread: Jetty tells nobody that a client has left while one is busy with its request. */
    private void awaitReturn() {
        Thread thread = Objects.requireNonNull(serving);
        until(() -> Stream.of(thread.getStackTrace()).noneMatch(frame -> ENTRIES.contains(frame.getClassName())));
    }

    private void leave(Http2TestClient client, Http2TestClient.Exchange exchange, boolean byReset) {
        awaitReturn();
        if (byReset) {
            exchange.reset();
        } else {
            client.disconnect();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void client_leavesWhileStreaming_isNoticedAtOnce(boolean byReset) throws Exception {
        try (Http2TestClient client = serve((worker, request, exchange) -> exchange.respond(stream(source)))) {
            Http2TestClient.Exchange exchange = client.request("GET", "/hello", true);
            source.give("begun");
            assertThat(exchange.next()).startsWith("200");
            assertThat(exchange.next()).isEqualTo("begun");
            leave(client, exchange, byReset);
            until(() -> source.cancelled() != null);
            assertAborted();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void client_leavesWhileUploading_failsTheBody(boolean byReset) throws Exception {
        try (Http2TestClient client = serve((worker, request, exchange) -> {})) {
            Http2TestClient.Exchange exchange =
                    client.request("POST", "/hello", false, HttpFields.build().put(HttpHeader.CONTENT_LENGTH, 100_000));
            exchange.send("some", false);
            FetchRequest request = Objects.requireNonNull(requests.poll(60, TimeUnit.SECONDS));
            BodySource body = ChunkSource.of(request.body());
            assertThat(StreamContract.next(body)).isInstanceOf(BodyChunk.Data.class);
            assertThat(body.read()).isNull();
            leave(client, exchange, byReset);
            assertThat(StreamContract.next(body)).isInstanceOf(BodyChunk.Failed.class);
            assertAborted();
        }
    }
}
