package dev.workerlet.servlet;

import static dev.workerlet.servlet.container.FakeWorkerlet.stream;
import static dev.workerlet.servlet.container.FakeWorkerlet.text;
import static dev.workerlet.servlet.container.FakeWorkerlet.whole;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.body.ChunkSource;
import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.BodyChunk;
import dev.workerlet.runtime.message.BodySource;
import dev.workerlet.runtime.message.FetchRequest;
import dev.workerlet.runtime.message.FetchResponse;
import dev.workerlet.runtime.message.HeaderList;
import dev.workerlet.servlet.container.ContainerTest;
import dev.workerlet.servlet.container.FakeWorkerlet;
import dev.workerlet.servlet.container.RawClient;
import dev.workerlet.servlet.container.TestSource;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How bodies flow through any container with HTTP/1.1. */
abstract class StreamContract extends ContainerTest {
    private static final int MEBIBYTE = 1 << 20;
    /** What the network may hold of a body, more than enough. */
    private static final long BUFFERS = 24 * MEBIBYTE;

    /** A piece whose bytes show where it stands. */
    private static BodyChunk.Data piece(int size, int seed) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (seed + i * 31);
        }
        return new BodyChunk.Data(bytes);
    }

    /** Gives always the same piece, so many times. */
    private static final class Repeated implements BodySource {
        private final BodyChunk piece;
        private final int times;
        private final AtomicInteger reads = new AtomicInteger();

        Repeated(BodyChunk piece, int times) {
            this.piece = piece;
            this.times = times;
        }

        @Override
        public BodyChunk read() {
            return reads.getAndIncrement() < times ? piece : BodyChunk.END;
        }

        @Override
        public void demand(Runnable available) {
            available.run();
        }

        @Override
        public void cancel(String reason) {
            // It is read to its end.
        }
    }

    protected void serve(FakeWorkerlet.Handler handler) throws Exception {
        file("WEB-INF/workers/hello.js", "export default {}");
        workers.put("hello", handler);
        servlet("hello", new WorkerServlet(), Map.of("script", "workers/hello.js"), "/hello/*");
        start();
    }

    private RawClient connect() throws IOException {
        return new RawClient(container.port());
    }

    @Test
    void respond_pieceByPiece_arrivesPieceByPiece() throws Exception {
        TestSource source = new TestSource();
        serve((worker, request, exchange) -> exchange.respond(stream(source)));

        try (RawClient client = connect().head("GET /app/hello")) {
            assertThat(client.head()).startsWith("http/1.1 200").contains("transfer-encoding: chunked");
            for (int i = 0; i < 5; i++) {
                source.give("data: " + i + "\n\n");
                assertThat(client.chunk()).isEqualTo("data: " + i + "\n\n");
            }
            source.give(BodyChunk.END);
            assertThat(client.chunk()).isEmpty();
            assertThat(client.line()).isEmpty();
            source.give("unread");
            workers.put("hello", (worker, request, exchange) -> exchange.respond(text(200, "next")));
            client.head("GET /app/hello");
            client.head();
            assertThat(client.text(4)).isEqualTo("next");
        }
        assertThat(source.cancelled()).isNull();
        assertThat(aborted).isEmpty();
    }

    @Test
    void respond_toASlowReader_readsTheSourceNoFasterThanIt() throws Exception {
        Repeated source = new Repeated(piece(64 * 1024, 1), 1024);
        serve((worker, request, exchange) -> exchange.respond(stream(source)));

        try (RawClient client = connect().head("GET /app/hello", "Connection: close")) {
            client.head();
            long received = 0;
            for (String chunk = client.chunk(); !chunk.isEmpty(); chunk = client.chunk()) {
                received += chunk.length();
                assertThat(source.reads.get() * 64L * 1024).isLessThan(received + BUFFERS);
            }
            assertThat(received).isEqualTo(64 * MEBIBYTE);
        }
        assertThat(source.reads.get()).isEqualTo(1025);
    }

    @Test
    void request_toASlowWorker_isSentNoFasterThanItReads() throws Exception {
        BlockingQueue<FetchRequest> requests = new LinkedBlockingQueue<>();
        int total = 64 * MEBIBYTE;
        TestSource answer = new TestSource();
        serve((worker, request, exchange) -> {
            requests.add(request);
            exchange.respond(stream(answer));
        });
        try (RawClient client = connect().head("POST /app/hello", "Content-Length: " + total, "Connection: close")) {
            AtomicLong sent = new AtomicLong();
            CompletableFuture<?> sending = CompletableFuture.runAsync(() -> send(client, total, sent));
            FetchRequest request = Objects.requireNonNull(requests.poll(60, TimeUnit.SECONDS));
            assertThat(request.body().lengthBytes()).isEqualTo(total);
            BodySource source = ((Body.Stream) request.body()).source();
            long read = 0;
            for (BodyChunk chunk = next(source); chunk instanceof BodyChunk.Data data; chunk = next(source)) {
                assertThat(data.bytes().length).isBetween(1, 32 * 1024);
                read += data.bytes().length;
                assertThat(sent.get()).isLessThan(read + BUFFERS);
            }
            assertThat(read).isEqualTo(total);
            sending.get(60, TimeUnit.SECONDS);
            answer.give("done").give(BodyChunk.END);
            assertThat(client.rest()).contains("done");
        }
    }

    private static void send(RawClient client, int total, AtomicLong sent) {
        byte[] block = new byte[64 * 1024];
        try {
            while (sent.get() < total) {
                client.send(block);
                sent.addAndGet(block.length);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void echo_bothWaysAtOnce_isTheSame(boolean chunked) throws Exception {
        serve((worker, request, exchange) -> exchange.respond(stream(ChunkSource.of(request.body()))));
        int total = 64 * MEBIBYTE;
        try (RawClient client = connect()
                .head("POST /app/hello", chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + total)) {
            CompletableFuture<Long> sent = CompletableFuture.supplyAsync(() -> sendAll(client, total, chunked));
            String head = client.head();
            CRC32 received = new CRC32();
            long count = 0;
            for (String chunk = client.chunk(); !chunk.isEmpty(); chunk = client.chunk()) {
                received.update(chunk.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
                count += chunk.length();
            }
            client.line();
            assertThat(count).isEqualTo(total);
            assertThat(sent.get(60, TimeUnit.SECONDS)).isEqualTo(received.getValue());
            // Tomcat ends a connection whose request had more than its maxSwallowSize to come when the response began.
            if (!head.contains("connection: close")) {
                workers.put("hello", (worker, request, exchange) -> exchange.respond(text(200, "next")));
                client.head("GET /app/hello");
                assertThat(client.body(client.head())).isEqualTo("next");
            }
        }
    }

    private static long sendAll(RawClient client, int total, boolean chunked) {
        CRC32 crc = new CRC32();
        try {
            int size = 50_000;
            for (int sent = 0; sent < total; sent += size) {
                byte[] bytes = piece(Math.min(size, total - sent), sent).bytes();
                crc.update(bytes);
                if (chunked) {
                    client.send(Integer.toHexString(bytes.length) + "\r\n");
                }
                client.send(bytes);
                if (chunked) {
                    client.send("\r\n");
                }
            }
            if (chunked) {
                client.send("0\r\n\r\n");
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return crc.getValue();
    }

    @Test
    void request_pieceByPiece_isReadPieceByPiece() throws Exception {
        serve((worker, request, exchange) -> exchange.respond(stream(ChunkSource.of(request.body()))));

        try (RawClient client = connect().head("POST /app/hello", "Transfer-Encoding: chunked")) {
            assertThat(client.head()).startsWith("http/1.1 200");
            for (String piece : new String[] {"one", "two", "three"}) {
                client.chunk(piece);
                assertThat(client.chunk()).isEqualTo(piece);
            }
            client.send("0\r\n\r\n");
            assertThat(client.chunk()).isEmpty();
        }
    }

    @Test
    void request_chunksByteByByte_areReadWithoutEmptyPieces() throws Exception {
        serve((worker, request, exchange) -> exchange.respond(stream(ChunkSource.of(request.body()))));

        try (RawClient client = connect().head("POST /app/hello", "Transfer-Encoding: chunked")) {
            assertThat(client.head()).startsWith("http/1.1 200");
            StringBuilder echo = new StringBuilder();
            for (int round = 0; round < 20; round++) {
                for (char one : "00000002;note=empty\r\nab\r\n".toCharArray()) {
                    client.send(String.valueOf(one));
                }
                while (echo.length() < 2 * (round + 1)) {
                    echo.append(client.chunk());
                }
            }
            assertThat(echo).hasToString("ab".repeat(20));
        }
    }

    @Test
    void request_small_isHereAtOnce() throws Exception {
        serve((worker, request, exchange) ->
                exchange.respond(text(200, request.body().getClass().getSimpleName())));
        try (RawClient client =
                connect().send("POST /app/hello HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nbody")) {
            client.head();
            assertThat(client.text(5)).isEqualTo("Bytes");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100_000, 1_500_000})
    void request_unread_isAnsweredAndTheConnectionKeptWhereAllCame(int size) throws Exception {
        serve((worker, request, exchange) -> exchange.respond(text(200, "early")));
        try (RawClient client = connect().head("POST /app/hello", "Content-Length: " + size)) {
            client.sendWhatIsTaken(new byte[size]);
            assertThat(client.head()).startsWith("http/1.1 200");
            assertThat(client.text(5)).isEqualTo("early");
        }
        assertThat(aborted).isEmpty();
    }

    @Test
    void request_unreadAndStillBeingSent_isAnswered() throws Exception {
        serve((worker, request, exchange) -> exchange.respond(text(200, "early")));
        try (RawClient client = connect().head("POST /app/hello", "Content-Length: 1000000")) {
            client.send(new byte[10]);
            assertThat(client.head()).startsWith("http/1.1 200");
            assertThat(client.text(5)).isEqualTo("early");
        }
    }

    /** Whether the container tells a client that waits to go on before the worker reads. */
    protected boolean isContinueSentUnasked() {
        return false;
    }

    @Test
    void request_expectingContinue_isToldToGoOnWhenTheWorkerReads() throws Exception {
        serve((worker, request, exchange) -> exchange.respond(stream(ChunkSource.of(request.body()))));
        try (RawClient client = connect().head("POST /app/hello", "Content-Length: 4", "Expect: 100-continue")) {
            assertThat(client.head()).startsWith("http/1.1 100");
            client.send("body");
            assertThat(client.body(client.head())).isEqualTo("body");
        }
    }

    @Test
    void request_expectingContinueUnread_isAnswered() throws Exception {
        serve((worker, request, exchange) -> exchange.respond(text(200, "no thanks")));
        try (RawClient client = connect().head("POST /app/hello", "Content-Length: 4", "Expect: 100-continue")) {
            String head = client.head();
            if (isContinueSentUnasked()) {
                assertThat(head).startsWith("http/1.1 100");
                head = client.head();
            }
            assertThat(head).startsWith("http/1.1 200");
            assertThat(client.body(head)).isEqualTo("no thanks");
        }
    }

    @Test
    void request_partlyRead_failsOnceTheResponseIsComplete() throws Exception {
        BlockingQueue<BodySource> sources = new LinkedBlockingQueue<>();
        TestSource answer = new TestSource();
        serve((worker, request, exchange) -> {
            sources.add(((Body.Stream) request.body()).source());
            exchange.respond(stream(answer));
        });
        try (RawClient client = connect().head("POST /app/hello", "Transfer-Encoding: chunked")) {
            client.chunk("abc");
            BodySource source = Objects.requireNonNull(sources.poll(60, TimeUnit.SECONDS));
            assertThat(next(source)).isInstanceOf(BodyChunk.Data.class);
            CompletableFuture<BodyChunk> pending = CompletableFuture.supplyAsync(() -> next(source));
            answer.give("bye").give(BodyChunk.END);
            client.head();
            assertThat(client.chunk()).isEqualTo("bye");
            assertThat(client.chunk()).isEmpty();
            assertThat(pending.get(60, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(
                            BodyChunk.Failed.class,
                            failed -> assertThat(failed.reason()).contains("response is complete"));
            assertThat(source.read()).isInstanceOf(BodyChunk.Failed.class);
        }
    }

    /** Reads, waiting until there is something. */
    protected static BodyChunk next(BodySource source) {
        BodyChunk chunk = source.read();
        while (chunk == null) {
            CompletableFuture<Boolean> available = new CompletableFuture<>();
            source.demand(() -> available.complete(true));
            available.orTimeout(10, TimeUnit.SECONDS).join();
            chunk = source.read();
        }
        return chunk;
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD 200", "GET 204", "GET 205", "GET 304"})
    void respond_withoutABody_cancelsTheSource(String methodAndStatus) throws Exception {
        String[] parts = methodAndStatus.split(" ", 2);
        TestSource source = new TestSource();
        serve((worker, request, exchange) -> exchange.respond(new FetchResponse(
                Integer.parseInt(parts[1]),
                new HeaderList().add("content-length", "7"),
                new Body.Stream(source, Body.UNKNOWN_LENGTH))));

        try (RawClient client = connect().head(parts[0] + " /app/hello", "Connection: close")) {
            String head = client.head();
            assertThat(head).startsWith("http/1.1 " + parts[1]);
            if (parts[0].equals("HEAD")) {
                assertThat(head).contains("content-length: 7");
            }
            assertThat(client.rest()).isEmpty();
        }
        until(() -> source.cancelled() != null);
        assertThat(source.reads()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void respond_knownLength_isKept(boolean bySource) throws Exception {
        TestSource source = new TestSource();
        serve((worker, request, exchange) -> exchange.respond(new FetchResponse(
                200,
                bySource ? new HeaderList() : new HeaderList().add("Content-Length", "10"),
                new Body.Stream(source, bySource ? 10 : Body.UNKNOWN_LENGTH))));

        try (RawClient client = connect().head("GET /app/hello")) {
            source.give("01234");
            assertThat(client.head()).contains("content-length: 10").doesNotContain("chunked");
            assertThat(client.text(5)).isEqualTo("01234");
            source.give("56789").give(BodyChunk.END);
            assertThat(client.text(5)).isEqualTo("56789");
            workers.put("hello", (worker, request, exchange) -> exchange.respond(text(200, "next")));
            client.head("GET /app/hello");
            client.head();
            assertThat(client.text(4)).isEqualTo("next");
        }
    }

    @Test
    void respond_trailers_comeBehindTheBody() throws Exception {
        TestSource source = new TestSource();
        serve((worker, request, exchange) -> exchange.respond(new FetchResponse(
                200, new HeaderList().add("trailer", "x-sum"), new Body.Stream(source, Body.UNKNOWN_LENGTH))));

        try (RawClient client = connect().head("GET /app/hello", "TE: trailers")) {
            source.give("abc");
            assertThat(client.head()).contains("trailer: x-sum");
            assertThat(client.chunk()).isEqualTo("abc");
            source.give(new BodyChunk.End(new HeaderList().add("x-sum", "294").add("content-length", "3")));
            assertThat(client.chunk()).isEmpty();
            assertThat(client.head().trim()).isEqualTo("x-sum: 294");
        }
    }

    @Test
    void respond_pipelined_areAnsweredInOrder() throws Exception {
        serve((worker, request, exchange) -> whole(
                request,
                exchange,
                bytes -> stream(new TestSource()
                        .give(request.url().substring(request.url().length() - 1))
                        .give(BodyChunk.END))));
        try (RawClient client = connect()) {
            String get = "GET /app/hello?%d HTTP/1.1\r\nHost: localhost\r\n\r\n";
            client.send(get.formatted(1) + get.formatted(2) + get.formatted(3));
            for (int i = 1; i <= 3; i++) {
                assertThat(client.body(client.head())).isEqualTo("" + i);
            }
        }
    }

    @Test
    void respond_failedAtOnce_isAFailureToRead() throws Exception {
        serve((worker, request, exchange) ->
                exchange.respond(stream(new TestSource().give(new BodyChunk.Failed("secret")))));

        try (RawClient client = connect().head("GET /app/hello", "Connection: close")) {
            assertThat(client.head()).startsWith("http/1.1 500").contains("x-termination-reason: exception");
            assertThat(client.rest()).contains("Worker threw an exception").doesNotContain("secret");
        }
    }

    @Test
    void respond_failedBeforeAnythingWasSent_isAFailureToRead() throws Exception {
        serve((worker, request, exchange) ->
                exchange.respond(stream(new TestSource().give("half").give(new BodyChunk.Failed("secret")))));

        try (RawClient client = connect().head("GET /app/hello", "Connection: close")) {
            assertThat(client.head()).startsWith("http/1.1 500");
            assertThat(client.rest()).contains("Worker threw an exception").doesNotContain("half");
        }
    }

    @Test
    void request_thatBreaksWhileTheResponseFlows_cutsTheResponseOff() throws Exception {
        TestSource answer = new TestSource();
        serve((worker, request, exchange) -> {
            exchange.respond(stream(answer));
            whole(request, exchange, bytes -> text(200, "too late"));
        });

        try (RawClient client = connect().head("POST /app/hello", "Transfer-Encoding: chunked")) {
            answer.give("half");
            client.head();
            assertThat(client.chunk()).isEqualTo("half");
            client.send("no number\r\n");
            assertThat(client.rest().trim()).doesNotStartWith("0");
        }
        until(() -> answer.cancelled() != null && !aborted.isEmpty());
    }

    /** Breaks in a way that no source should. */
    private record ThrowingSource(TestSource of) implements BodySource {
        @Override
        public @Nullable BodyChunk read() {
            BodyChunk chunk = of.read();
            if (chunk == BodyChunk.END) {
                throw new IllegalStateException("a defect");
            }
            return chunk;
        }

        @Override
        public void demand(Runnable available) {
            of.demand(available);
        }

        @Override
        public void cancel(String reason) {
            of.cancel(reason);
        }
    }

    @Test
    void respond_sourceThatThrows_cutsTheResponseOff() throws Exception {
        TestSource source = new TestSource();
        serve((worker, request, exchange) -> exchange.respond(stream(new ThrowingSource(source))));

        try (RawClient client = connect().head("GET /app/hello")) {
            source.give("half");
            client.head();
            assertThat(client.chunk()).isEqualTo("half");
            source.give(BodyChunk.END);
            assertThat(client.rest().trim()).doesNotStartWith("0");
        }
    }

    /** Ends its exchange while it is asked. */
    private static final class EndingRequest extends HttpServletRequestWrapper {
        private final AtomicReference<Runnable> end;

        EndingRequest(HttpServletRequest request, AtomicReference<Runnable> end) {
            super(request);
            this.end = end;
        }

        @Override
        public boolean isUserInRole(String role) {
            Objects.requireNonNull(end.get()).run();
            return true;
        }
    }

    @Test
    void role_ofARequestThatEndsMeanwhile_isNobodys() throws Exception {
        AtomicReference<Runnable> end = new AtomicReference<>(() -> {});
        CompletableFuture<Boolean> isInRole = new CompletableFuture<>();
        Filter ending = (request, response, chain) ->
                chain.doFilter(new EndingRequest((HttpServletRequest) request, end), response);
        filterForRequests("ending", ending, Map.of(), "/hello/*");
        serve((worker, request, exchange) -> {
            end.set(() -> exchange.respond(text(200, "over")));
            isInRole.complete(exchange.isUserInRole("admin"));
        });

        assertThat(get("/hello").body()).isEqualTo("over");
        assertThat(isInRole.get(60, TimeUnit.SECONDS)).isFalse();
    }
}
