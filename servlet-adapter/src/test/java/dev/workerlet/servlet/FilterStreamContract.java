package dev.workerlet.servlet;

import static dev.workerlet.servlet.container.FakeWorkerlet.stream;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.body.ChunkSource;
import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.limits.TerminationReason;
import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.BodyChunk;
import dev.workerlet.runtime.message.FetchExchange;
import dev.workerlet.runtime.message.FetchRequest;
import dev.workerlet.runtime.message.FetchResponse;
import dev.workerlet.servlet.container.ContainerTest;
import dev.workerlet.servlet.container.FakeWorkerlet;
import dev.workerlet.servlet.container.RawClient;
import dev.workerlet.servlet.container.TestSource;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How bodies flow through a worker filter in any container. */
abstract class FilterStreamContract extends ContainerTest {
    private static final int LARGE = 3_000_000;

    private final TestSource source = new TestSource();

    private void edge(FakeWorkerlet.Handler handler) throws Exception {
        file("WEB-INF/workers/edge.js", "export default {}");
        workers.put("edge", handler);
        filter("edge", new WorkerFilter(), Map.of("script", "workers/edge.js", "request-body-limit", "1k"), "/*");
        servlet("count", new Count(), Map.of(), "/count");
        servlet("count-async", new CountAsync(), Map.of(), "/count-async");
        start();
    }

    /** Answers with the number of bytes that it reads, its parameter, and what it is told of the length. */
    private static final class Count extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            if (request.getContentType() != null) {
                response.getWriter().print(request.getParameterMap().keySet());
                return;
            }
            int count = request.getInputStream().readAllBytes().length;
            response.getWriter().print(count + " of " + request.getContentLengthLong());
        }
    }

    /** The same without blocking. */
    private static final class CountAsync extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            var async = request.startAsync();
            ServletInputStream input = request.getInputStream();
            input.setReadListener(new ReadListener() {
                private int count;

                @Override
                public void onDataAvailable() throws IOException {
                    byte[] buffer = new byte[8192];
                    while (input.isReady() && !input.isFinished()) {
                        count += Math.max(0, input.read(buffer));
                    }
                }

                @Override
                public void onAllDataRead() throws IOException {
                    response.getWriter().print(count + " async");
                    async.complete();
                }

                @Override
                public void onError(Throwable cause) {
                    async.complete();
                }
            });
        }
    }

    private static FetchExchange.NextCallback answering(FetchExchange exchange) {
        return new FetchExchange.NextCallback() {
            @Override
            public void responded(FetchResponse response) {
                response.headers().add("x-edge", "1");
                exchange.respond(response);
            }

            @Override
            public void failed(String message) {
                exchange.respond(FakeWorkerlet.text(502, message));
            }
        };
    }

    private static Failure thrown() {
        return Failure.of(TerminationReason.EXCEPTION, "thrown on purpose");
    }

    private HttpResponse<String> post(String path, byte[] body) throws Exception {
        return send(request(path).POST(BodyPublishers.ofByteArray(body)).build());
    }

    @Test
    void next_untouchedBody_isReadFromTheContainer() throws Exception {
        edge((worker, request, exchange) -> exchange.next(request, answering(exchange)));

        assertThat(post("/count", new byte[LARGE]).body()).isEqualTo(LARGE + " of " + LARGE);
        assertThat(post("/count-async", new byte[LARGE]).body()).isEqualTo(LARGE + " async");
        assertThat(post("/count", new byte[10]).body()).isEqualTo("10 of 10");
    }

    @Test
    void next_untouchedBodyOfUnknownLength_isReadFromTheContainer() throws Exception {
        edge((worker, request, exchange) -> exchange.next(request, answering(exchange)));
        try (RawClient client = new RawClient(container.port()).head("POST /app/count", "Transfer-Encoding: chunked")) {
            client.chunk("abc").chunk("de").send("0\r\n\r\n");
            assertThat(client.body(client.head())).isEqualTo("5 of -1");
        }
    }

    @Test
    void next_bodyOfTheWorker_isGathered() throws Exception {
        edge((worker, request, exchange) ->
                exchange.next(request.withBody(new Body.Stream(source, Body.UNKNOWN_LENGTH)), answering(exchange)));
        source.give("abc").give("defg").give(BodyChunk.END);

        assertThat(post("/count", new byte[LARGE]).body()).isEqualTo("7 of 7");
    }

    @Test
    void next_bodyOfTheWorkerOverBound_fails() throws Exception {
        edge((worker, request, exchange) ->
                exchange.next(request.withBody(new Body.Stream(source, Body.UNKNOWN_LENGTH)), answering(exchange)));
        source.give(new BodyChunk.Data(new byte[2000]));

        HttpResponse<String> response = post("/count", new byte[10]);

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.body()).contains("request-body-limit of 1024 bytes");
        assertThat(source.cancelled()).isNotNull();
    }

    @Test
    void next_bodyOfTheWorkerThatFails_fails() throws Exception {
        edge((worker, request, exchange) ->
                exchange.next(request.withBody(new Body.Stream(source, Body.UNKNOWN_LENGTH)), answering(exchange)));
        source.give("abc").give(new BodyChunk.Failed("it broke"));

        assertThat(post("/count", new byte[10]).body()).contains("it broke");
    }

    @Test
    void next_whileABodyIsGathered_isRefused() throws Exception {
        AtomicInteger refused = new AtomicInteger();
        edge((worker, request, exchange) -> {
            FetchRequest next = request.withBody(new Body.Stream(source, Body.UNKNOWN_LENGTH));
            exchange.next(next, answering(exchange));
            exchange.next(next, new FetchExchange.NextCallback() {
                @Override
                public void responded(FetchResponse response) {
                    throw new IllegalStateException();
                }

                @Override
                public void failed(String message) {
                    refused.incrementAndGet();
                    source.give(BodyChunk.END);
                }
            });
        });

        assertThat(post("/count", new byte[10]).body()).isEqualTo("0 of 0");
        assertThat(refused).hasValue(1);
    }

    @Test
    void next_withoutTheBody_isEmptyBehind() throws Exception {
        edge((worker, request, exchange) -> exchange.next(request.withBody(Body.NONE), answering(exchange)));

        assertThat(post("/count", new byte[LARGE]).body()).isEqualTo("0 of 0");
    }

    @Test
    void next_formWithAnotherQuery_hasTheRightParameters() throws Exception {
        edge((worker, request, exchange) -> exchange.next(
                new FetchRequest(
                        request.method(), request.url().replace("?a=1", "?b=1"), request.headers(), request.body()),
                answering(exchange)));
        try (RawClient client = new RawClient(container.port())
                .head(
                        "POST /app/count?a=1",
                        "Content-Type: application/x-www-form-urlencoded",
                        "Transfer-Encoding: chunked")) {
            client.chunk("c=1").send("0\r\n\r\n");
            assertThat(client.body(client.head())).isEqualTo("[b, c]");
        }
    }

    @Test
    void passThrough_untouchedBody_isReadFromTheContainer() throws Exception {
        edge((worker, request, exchange) -> exchange.passThrough(thrown()));

        assertThat(post("/count", new byte[LARGE]).body()).isEqualTo(LARGE + " of " + LARGE);
        assertThat(post("/count", new byte[10]).body()).isEqualTo("10 of 10");
    }

    @Test
    void passThrough_afterASmallBodyWasRead_goesOnWithIt() throws Exception {
        edge((worker, request, exchange) -> {
            assertThat(request.bytes()).asString().isEqualTo("late body");
            exchange.passThrough(thrown());
        });

        try (RawClient client = new RawClient(container.port()).head("POST /app/count", "Content-Length: 9")) {
            // What comes in a packet of its own is waited for.
            client.send("late ");
            client.send("body");
            String head = client.head();
            assertThat(head).startsWith("http/1.1 200");
            assertThat(client.body(head)).isEqualTo("9 of 9");
        }
    }

    @Test
    void passThrough_afterTheBodyWasRead_isAFailure() throws Exception {
        edge((worker, request, exchange) -> {
            StreamContract.next(ChunkSource.of(request.body()));
            exchange.passThrough(thrown());
        });

        try (RawClient client = new RawClient(container.port()).head("POST /app/count", "Transfer-Encoding: chunked")) {
            client.chunk("abc");
            String head = client.head();
            assertThat(head).startsWith("http/1.1 500");
            assertThat(client.body(head)).contains("Worker threw an exception");
        }
    }

    @Test
    void respond_stream_arrivesPieceByPiece() throws Exception {
        edge((worker, request, exchange) -> exchange.respond(stream(source)));
        try (RawClient client = new RawClient(container.port()).head("GET /app/anything")) {
            source.give("one");
            client.head();
            assertThat(client.chunk()).isEqualTo("one");
            source.give("two").give(BodyChunk.END);
            assertThat(client.chunk()).isEqualTo("two");
            assertThat(client.chunk()).isEmpty();
        }
    }

    @Test
    void respond_streamThatFails_isCutOff() throws Exception {
        edge((worker, request, exchange) -> exchange.respond(stream(source)));
        try (RawClient client = new RawClient(container.port()).head("GET /app/anything")) {
            source.give("one");
            client.head();
            assertThat(client.chunk()).isEqualTo("one");
            source.give(new BodyChunk.Failed("it broke"));
            assertThat(client.rest().replace("(reset)", "").trim()).isEmpty();
        }
    }

    @Test
    void respond_streamAfterNext_isSentAndCutOff() throws Exception {
        edge((worker, request, exchange) -> exchange.next(request, new FetchExchange.NextCallback() {
            @Override
            public void responded(FetchResponse response) {
                exchange.respond(stream(source));
            }

            @Override
            public void failed(String message) {
                exchange.fail(thrown());
            }
        }));
        try (RawClient client = new RawClient(container.port()).head("POST /app/count", "Content-Length: 4")) {
            client.send("body");
            source.give("one");
            client.head();
            assertThat(client.chunk()).isEqualTo("one");
            source.give(new BodyChunk.Failed("it broke"));
            assertThat(client.rest().replace("(reset)", "").trim()).isEmpty();
        }
    }
}
