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
import dev.workerlet.servlet.container.RawClient;
import dev.workerlet.servlet.container.TestSource;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that break off and clients that leave, in any container with HTTP/1.1. */
abstract class AbortContract extends ContainerTest {
    private final BlockingQueue<FetchRequest> requests = new LinkedBlockingQueue<>();
    private final BlockingQueue<FetchExchange> exchanges = new LinkedBlockingQueue<>();
    private final TestSource source = new TestSource();

    private void serve(FakeWorkerlet.Handler handler) throws Exception {
        file("WEB-INF/workers/hello.js", "export default {}");
        workers.put("hello", (worker, request, exchange) -> {
            exchanges.add(exchange);
            requests.add(request);
            handler.fetch(worker, request, exchange);
        });
        servlet("hello", new WorkerServlet(), Map.of("script", "workers/hello.js"), "/hello/*");
        start();
    }

    private RawClient connect() throws IOException {
        return new RawClient(container.port());
    }

    private static FetchResponse of(BodySource source, long length) {
        return new FetchResponse(200, new HeaderList(), new Body.Stream(source, length));
    }

    private void assertStillServing() throws Exception {
        workers.put("hello", (worker, request, exchange) -> exchange.respond(text(200, "still here")));
        assertThat(get("/hello").body()).isEqualTo("still here");
    }

    @Test
    void response_thatTheContainerTimesOut_isCutOff() throws Exception {
        Filter hasty = (request, response, chain) -> {
            chain.doFilter(request, response);
            if (request.isAsyncStarted()) {
                request.getAsyncContext().setTimeout(3_000);
            }
        };
        filterForRequests("hasty", hasty, Map.of(), "/hello/*");
        serve((worker, request, exchange) -> exchange.respond(stream(source)));
        try (RawClient client = connect().send("GET /app/hello HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
            source.give("begun");
            client.head();
            assertThat(client.chunk()).isEqualTo("begun");

            assertThat(client.rest().replace("(reset)", "").trim()).isEmpty();
        }
        until(() -> !aborted.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Connection: close\r\n"})
    void respond_failedAfterTheHead_cutsTheChunkedBodyOff(String header) throws Exception {
        serve((worker, request, exchange) -> exchange.respond(stream(source)));
        try (RawClient client = connect().send("GET /app/hello HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n")) {
            source.give("begun");
            assertThat(client.head()).contains("transfer-encoding: chunked");
            assertThat(client.chunk()).isEqualTo("begun");

            source.give(new BodyChunk.Failed("the upstream broke off"));

            assertThat(client.rest().replace("(reset)", "").trim()).isEmpty();
        }
        assertThat(aborted).isEmpty();
        assertStillServing();
    }

    @Test
    void respond_failedAfterTheHead_cutsTheBodyWithALengthOff() throws Exception {
        serve((worker, request, exchange) -> exchange.respond(of(source, 10)));
        try (RawClient client = connect().head("GET /app/hello")) {
            source.give("begun");
            assertThat(client.head()).contains("content-length: 10");
            assertThat(client.text(5)).isEqualTo("begun");

            source.give(new BodyChunk.Failed("the upstream broke off"));

            assertThat(client.rest().replace("(reset)", "")).isEmpty();
        }
        assertStillServing();
    }

    @Test
    void respond_fewerBytesThanAnnounced_cutsTheBodyOff() throws Exception {
        serve((worker, request, exchange) -> exchange.respond(of(source, 10)));
        try (RawClient client = connect().head("GET /app/hello")) {
            source.give("begun");
            client.head();
            assertThat(client.text(5)).isEqualTo("begun");

            source.give(BodyChunk.END);

            assertThat(client.rest().replace("(reset)", "")).isEmpty();
        }
        until(() -> source.cancelled() != null);
        assertStillServing();
    }

    @Test
    void respond_moreBytesThanAnnounced_closesTheConnection() throws Exception {
        serve((worker, request, exchange) -> exchange.respond(of(source, 10)));
        try (RawClient client = connect().head("GET /app/hello")) {
            source.give("begun");
            client.head();
            assertThat(client.text(5)).isEqualTo("begun");

            source.give("and too much");

            assertThat(client.rest().replace("(reset)", "")).isEmpty();
        }
        until(() -> source.cancelled() != null);
        assertStillServing();
    }

    @Test
    void respond_fewerBytesThanAnnouncedInAll_isAFailureToRead() throws Exception {
        serve((worker, request, exchange) -> exchange.respond(of(source, 10)));
        source.give("short").give(BodyChunk.END);
        try (RawClient client = connect().head("GET /app/hello", "Connection: close")) {
            assertThat(client.head()).startsWith("http/1.1 500");
            assertThat(client.rest()).contains("Worker threw an exception");
        }
    }

    @Test
    void respond_failedWhileTheClientDoesNotRead_cutsTheBodyOff() throws Exception {
        BodyChunk.Data piece = new BodyChunk.Data(new byte[1 << 20]);
        serve((worker, request, exchange) -> exchange.respond(stream(source)));
        try (RawClient client = connect().head("GET /app/hello")) {
            for (int i = 0; i < 32; i++) {
                source.give(piece);
            }
            source.give(new BodyChunk.Failed("the upstream broke off"));
            client.head();
            String rest = client.rest();
            assertThat(rest.replace("(reset)", "")).doesNotEndWith("0\r\n\r\n");
        }
        assertStillServing();
    }

    private void assertAborted() throws InterruptedException {
        FetchExchange exchange = Objects.requireNonNull(exchanges.poll(60, TimeUnit.SECONDS));
        until(() -> !aborted.isEmpty());
        assertThat(aborted).containsExactly(exchange);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 1000000", "Transfer-Encoding: chunked"})
    void client_leavesWhileUploading_failsTheBody(String length) throws Exception {
        serve((worker, request, exchange) -> {});
        try (RawClient client = connect().head("POST /app/hello", length)) {
            client.chunk("some");
            FetchRequest request = Objects.requireNonNull(requests.poll(60, TimeUnit.SECONDS));
            BodySource body = ChunkSource.of(request.body());
            assertThat(StreamContract.next(body)).isInstanceOf(BodyChunk.Data.class);
            assertThat(body.read()).isNull();
            client.reset();
            assertThat(StreamContract.next(body)).isInstanceOf(BodyChunk.Failed.class);
        }
        assertAborted();
        assertStillServing();
    }

    @Test
    void client_leavesInTheMidstOfItsUploadInOrder_failsTheBody() throws Exception {
        serve((worker, request, exchange) -> {});
        try (RawClient client = connect().head("POST /app/hello", "Transfer-Encoding: chunked")) {
            client.chunk("some");
            FetchRequest request = Objects.requireNonNull(requests.poll(60, TimeUnit.SECONDS));
            BodySource body = ChunkSource.of(request.body());
            assertThat(StreamContract.next(body)).isInstanceOf(BodyChunk.Data.class);
            client.socket().shutdownOutput();
            assertThat(StreamContract.next(body)).isInstanceOf(BodyChunk.Failed.class);
            assertThat(client.rest()).doesNotStartWith("HTTP/1.1 200");
        }
        assertAborted();
        assertStillServing();
    }

    @Test
    void client_sendsWhatIsNoChunk_failsTheBody() throws Exception {
        serve((worker, request, exchange) -> {});
        try (RawClient client = connect().head("POST /app/hello", "Transfer-Encoding: chunked")) {
            client.chunk("some");
            FetchRequest request = Objects.requireNonNull(requests.poll(60, TimeUnit.SECONDS));
            BodySource body = ChunkSource.of(request.body());
            assertThat(StreamContract.next(body)).isInstanceOf(BodyChunk.Data.class);
            client.send("no chunk\r\n");
            assertThat(StreamContract.next(body)).isInstanceOf(BodyChunk.Failed.class);
            assertThat(client.rest()).doesNotStartWith("HTTP/1.1 200");
        }
        assertAborted();
        assertStillServing();
    }

    @Test
    void client_leavesWhileStreaming_cancelsTheSource() throws Exception {
        serve((worker, request, exchange) -> exchange.respond(stream(source)));
        try (RawClient client = connect().head("GET /app/hello")) {
            source.give("begun");
            client.head();
            assertThat(client.chunk()).isEqualTo("begun");
            client.reset();
        }
        until(() -> {
            source.give("beat");
            return source.cancelled() != null;
        });
        assertAborted();
        assertStillServing();
    }

    @Test
    void client_leavesWhileItDoesNotRead_cancelsTheSource() throws Exception {
        serve((worker, request, exchange) -> exchange.respond(stream(source)));
        try (RawClient client = connect().head("GET /app/hello")) {
            for (int i = 0; i < 32; i++) {
                source.give(new BodyChunk.Data(new byte[1 << 20]));
            }
            client.head();
            client.reset();
        }
        until(() -> source.cancelled() != null);
        assertAborted();
        assertStillServing();
    }

    @Test
    void client_leavesBeforeTheAnswer_isNoticedByWriting() throws Exception {
        serve((worker, request, exchange) -> {});
        try (RawClient client = connect().head("GET /app/hello")) {
            assertThat(requests.poll(60, TimeUnit.SECONDS)).isNotNull();
            client.reset();
        }
        FetchExchange exchange = Objects.requireNonNull(exchanges.peek());
        exchange.respond(stream(source));
        until(() -> {
            source.give("beat");
            return source.cancelled() != null;
        });
        assertAborted();
        TestSource late = new TestSource();
        exchange.respond(stream(late));
        assertThat(late.cancelled()).isNotNull();
        assertStillServing();
    }

    @Test
    void clients_thatResetAtAnyMoment_leaveNoConnectionOpen() throws Exception {
        serve((worker, request, exchange) -> exchange.respond(stream(ChunkSource.of(request.body()))));
        long before = container.connections();
        Random random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            try (RawClient client = connect().head("POST /app/hello", "Transfer-Encoding: chunked")) {
                String piece = "x".repeat(1 + random.nextInt(40_000));
                for (int pieces = random.nextInt(8); pieces > 0; pieces--) {
                    client.chunk(piece);
                }
                client.reset();
            }
        }

        until(() -> container.connections() <= before + 1);
        assertStillServing();
    }
}
