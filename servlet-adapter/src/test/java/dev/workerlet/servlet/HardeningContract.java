package dev.workerlet.servlet;

import static dev.workerlet.servlet.container.FakeWorkerlet.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.limits.TerminationReason;
import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.BodyChunk;
import dev.workerlet.runtime.message.FetchExchange;
import dev.workerlet.runtime.message.FetchRequest;
import dev.workerlet.runtime.message.FetchResponse;
import dev.workerlet.runtime.message.HeaderList;
import dev.workerlet.servlet.container.ContainerTest;
import dev.workerlet.servlet.container.FakeWorkerlet;
import dev.workerlet.servlet.container.RawClient;
import dev.workerlet.servlet.container.TestSource;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What hostile workers and hostile clients get of any container: heads that are whole, addresses that mean one thing. */
abstract class HardeningContract extends ContainerTest {
    private static final Map<String, String> SCRIPT = Map.of("script", "workers/hello.js");

    private final BlockingQueue<FetchRequest> seen = new ArrayBlockingQueue<>(100);

    private void serve(FakeWorkerlet.Handler handler) throws Exception {
        file("WEB-INF/workers/hello.js", "export default {}");
        workers.put("hello", (worker, request, exchange) -> {
            seen.add(request);
            handler.fetch(worker, request, exchange);
        });
        servlet("hello", new WorkerServlet(), SCRIPT, "/hello/*");
        start();
    }

    private void serveHeaders(HeaderList headers) throws Exception {
        serve((worker, request, exchange) ->
                exchange.respond(new FetchResponse(200, headers, "body".getBytes(StandardCharsets.US_ASCII))));
    }

    private String headOf(String line) throws IOException {
        try (RawClient raw = new RawClient(container.port())) {
            return raw.head(line).head();
        }
    }

    @Test
    void response_withHeadersOfTheConnection_losesThem() throws Exception {
        serveHeaders(new HeaderList()
                .add("Connection", "close, x-named")
                .add("X-Named", "1")
                .add("Keep-Alive", "timeout=1")
                .add("Proxy-Connection", "close")
                .add("Transfer-Encoding", "gzip")
                .add("Content-Length", "4000")
                .add("Upgrade", "h2c")
                .add("TE", "trailers")
                .add("Trailer", "x")
                .add("X-Kept", "1"));

        try (RawClient raw = new RawClient(container.port())) {
            String head = raw.head("GET /app/hello").head();
            assertThat(head).startsWith("http/1.1 200").contains("x-kept: 1", "content-length: 4\n");
            assertThat(head)
                    .doesNotContain(
                            "x-named", "timeout=1", "proxy-connection", "transfer-encoding", "h2c", "\nte:", "4000");
            assertThat(raw.body(head)).isEqualTo("body");
            assertThat(raw.head("GET /app/hello").head())
                    .as("the connection goes on")
                    .startsWith("http/1.1 200");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "x-a,a\\r\\nx-injected: 1",
        "x-a,a\\nb",
        "x-a,a\\0b",
        "x-a,a\u010a\u010dx-injected: 1",
        "x a,b",
        "x-a:,b",
        "'',b"
    })
    void response_withABrokenHeader_isAnError(String name, String value) throws Exception {
        String unescaped = value.replace("\\r", "\r").replace("\\n", "\n").replace("\\0", "\0");
        serveHeaders(new HeaderList().add("x-before", "1").add(name, unescaped));

        String head = headOf("GET /app/hello");

        assertThat(head).startsWith("http/1.1 500").contains("x-termination-reason: exception");
        assertThat(head).doesNotContain("x-injected", "x-before");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 99, 100, 101, 199, 600, 999, 70_000})
    void response_withAStatusOutOfRange_isAnError(int status) throws Exception {
        serve((worker, request, exchange) -> exchange.respond(text(status, "x")));

        assertThat(headOf("GET /app/hello")).startsWith("http/1.1 500");
    }

    @Test
    void trailers_thatMayNotTrail_areLeftOut() throws Exception {
        HeaderList trailers = new HeaderList()
                .add("X-Kept", "1")
                .add("Content-Length", "3")
                .add("Transfer-Encoding", "gzip")
                .add("X-Termination-Reason", "CpuTimeLimit")
                .add("x-broken", "1\r\nx-injected: 1")
                .add("x broken", "1");
        serve((worker, request, exchange) -> exchange.respond(new FetchResponse(
                200,
                new HeaderList().add("Trailer", "x-kept"),
                new Body.Stream(new TestSource().give("abc").give(new BodyChunk.End(trailers)), Body.UNKNOWN_LENGTH))));

        try (RawClient raw = new RawClient(container.port())) {
            assertThat(raw.head("GET /app/hello", "TE: trailers").head()).contains("trailer: x-kept");
            assertThat(raw.chunk()).isEqualTo("abc");
            assertThat(raw.chunk()).isEmpty();
            assertThat(raw.head().trim()).isEqualTo("x-kept: 1");
            assertThat(raw.head("GET /app/hello").head()).startsWith("http/1.1 200");
        }
    }

    @Test
    void reason_ofAWorkersOwn_isNotTold() throws Exception {
        serve((worker, request, exchange) -> {
            if (request.url().endsWith("/failing")) {
                exchange.fail(Failure.of(TerminationReason.CPU_TIME_LIMIT, "too much"));
            } else {
                FetchResponse answer = text(200, "x");
                answer.headers().add("X-Termination-Reason", "CpuTimeLimit").add("x-other", "1");
                exchange.respond(answer);
            }
        });

        assertThat(headOf("GET /app/hello")).contains("x-other: 1").doesNotContain("termination");
        assertThat(headOf("GET /app/hello/failing"))
                .startsWith("http/1.1 429")
                .contains("x-termination-reason: cputimelimit");
    }

    /** A worker before everything else that may add to the headers of what is answered. */
    private void filterWith(BiConsumer<FetchRequest, HeaderList> adds) throws IOException {
        file("WEB-INF/workers/hello.js", "export default {}");
        workers.put(
                "before",
                (worker, request, exchange) -> exchange.next(request, new FetchExchange.NextCallback() {
                    @Override
                    public void responded(FetchResponse response) {
                        HeaderList headers = new HeaderList();
                        response.headers().forEach(headers::add);
                        adds.accept(request, headers);
                        exchange.respond(new FetchResponse(response.status(), headers, response.body()));
                    }

                    @Override
                    public void failed(String message) {
                        exchange.fail(Failure.of(TerminationReason.EXCEPTION, message));
                    }
                }));
        filter("before", new WorkerFilter(), SCRIPT, "/*");
    }

    @Test
    void reason_fromBehindAFilter_isToldOnlyAsItWas() throws Exception {
        file("WEB-INF/workers/hello.js", "export default {}");
        workers.put(
                "hello",
                (worker, request, exchange) -> exchange.fail(Failure.of(TerminationReason.CPU_TIME_LIMIT, "too much")));
        filterWith((request, headers) -> {
            if (request.url().endsWith("/forged")) {
                headers.add("x-termination-reason", "MemoryLimit");
            }
        });
        servlet("hello", new WorkerServlet(), SCRIPT, "/hello/*");
        start();

        assertThat(headOf("GET /app/hello")).contains("x-termination-reason: cputimelimit");
        assertThat(headOf("GET /app/hello/forged")).doesNotContain("x-termination-reason");
    }

    @Test
    void cookies_andLongHeaders_arriveEachByItself() throws Exception {
        serveHeaders(new HeaderList()
                .add("Set-Cookie", "a=1; HttpOnly")
                .add("Set-Cookie", "b=2")
                .add("X-Long", "y".repeat(2_000)));

        assertThat(headOf("GET /app/hello"))
                .contains("set-cookie: a=1; httponly\n", "set-cookie: b=2\n", "x-long: " + "y".repeat(2_000));
    }

    @ParameterizedTest
    @ValueSource(ints = {7_200, 100_000, 2_000_000})
    void headers_thatAreTooLarge_areAnError(int size) throws Exception {
        serve((worker, request, exchange) -> {
            FetchResponse answer = text(200, "secret");
            exchange.respond(
                    request.url().endsWith("/large")
                            ? new FetchResponse(200, new HeaderList().add("x-large", "y".repeat(size)), answer.body())
                            : answer);
        });

        try (RawClient raw = new RawClient(container.port())) {
            String answer = raw.head("GET /app/hello/large").head();
            assertThat(answer).startsWith("http/1.1 500").contains("x-termination-reason: exception");
            assertThat(answer).doesNotContain("yyyy");
            assertThat(raw.body(answer)).isEqualTo("Worker threw an exception\n");
        }
        assertThat(get("/hello").body()).as("the next request").isEqualTo("secret");
    }

    @Test
    void headers_ofTheApplication_mayBeLarger() throws Exception {
        filterWith((request, headers) -> {
            if (request.url().endsWith("/more")) {
                headers.add("x-more", "z".repeat(1_100));
            } else {
                headers.add("x-more", "z");
            }
        });
        HttpServlet application = new HttpServlet() {
            @Override
            protected void doGet(HttpServletRequest request, HttpServletResponse response) {
                response.setHeader("X-Large", "y".repeat(7_400));
            }
        };
        servlet("application", application, Map.of(), "/application/*");
        start();

        assertThat(headOf("GET /app/application")).startsWith("http/1.1 200").contains("yyy", "x-more: z\n");
        assertThat(headOf("GET /app/application/more"))
                .startsWith("http/1.1 500")
                .doesNotContain("yyy");
    }

    @Test
    void headers_asLargeAsTheyMayBe_arrive() throws Exception {
        HeaderList headers = new HeaderList();
        for (int i = 10; i < 80; i++) {
            headers.add("x-" + i, "y".repeat(94));
        }
        headers.add("x-80", "y".repeat(16));
        serveHeaders(headers);

        assertThat(headOf("GET /app/hello")).startsWith("http/1.1 200").contains("x-80: yyy");
    }

    @Test
    void headers_manyOfThem_areRefusedInTime() throws Exception {
        HeaderList headers = new HeaderList();
        for (int i = 0; i < 1_000_000; i++) {
            headers.add("x-" + i, "");
        }
        serveHeaders(headers);

        assertThat(headOf("GET /app/hello")).startsWith("http/1.1 500");
    }

    /** A container that is not set to take so much closes the connection, or answers with an error. */
    @Test
    void headers_largerThanTheContainerTakes_areNoAnswerThatLooksComplete() throws Exception {
        contextParams.put("workerlet.response-head-limit", "3m");
        serveHeaders(new HeaderList().add("x-large", "y".repeat(2_000_000)));

        try (RawClient raw = new RawClient(container.port())) {
            String answer = raw.head("GET /app/hello").head();
            assertThat(answer).startsWith("http/1.1 500").doesNotContain("yyyy");
        } catch (EOFException | SocketException e) {
            // Tomcat closes the connection.
        }
    }

    @ParameterizedTest
    @CsvSource({"abc", "-1", "'5, 6'", "99999999999999999999", "+4", "'4 '"})
    void head_withALengthThatIsNone_isAnsweredWithoutIt(String length) throws Exception {
        serve((worker, request, exchange) ->
                exchange.respond(new FetchResponse(200, new HeaderList().add("content-length", length), Body.NONE)));

        assertThat(headOf("HEAD /app/hello"))
                .startsWith("http/1.1 200")
                .doesNotContain("content-length: " + length.strip());
    }

    /** Whatever a container makes of such an address: a worker gets none whose path another reader takes for another place. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/hello/%2e%2e/hello",
                "/hello/.%2e/hello",
                "/x/..;a=b/hello",
                "/x/%2e%2e;a=b/hello",
                "/hello/..;/x",
                "/hello/.;a/x",
                "/hello/a%2fb",
                "/hello/a%2Fb",
                "/hello/..%2fx",
                "/hello/a%5cb",
                "/hello/a\\b",
                "/hello/..\\x",
                "/hello/%00",
                "/hello/a%00.js",
                "/hello/%c0%ae%c0%ae/x",
                "/hello/%c0%af",
                "/hello/%",
                "/hello/%zz",
                "/hello/%u002e",
                "/hello/\u00c3\u00a4",
                "/hello/a#b",
                "/hello;jsessionid=1/../x",
            })
    void addresses_thatMeanTwoThings_areRefused(String path) throws Exception {
        serve((worker, request, exchange) -> exchange.respond(text(200, "served")));

        String answer = rawGet(path);

        FetchRequest served = seen.poll();
        assertThat(served == null ? "" : "served as " + served.url()).isEmpty();
        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//hello", "/hello//x", "/;a/hello"})
    void addresses_withEmptySegments_passNoFilter(String path) throws Exception {
        file("WEB-INF/workers/hello.js", "export default {}");
        workers.put("guard", (worker, request, exchange) -> {
            seen.add(request);
            exchange.respond(text(200, "served"));
        });
        filter("guard", new WorkerFilter(), SCRIPT, "/*");
        start();

        assertThat(rawGet(path)).startsWith("HTTP/1.1 4");
        assertThat(seen).isEmpty();
        assertThat(rawGet("/hello/")).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: a/b",
                "Host: a b",
                "Host: a@b",
                "Host: a\\b",
                "Host: a?b",
                "Host: a#b",
                "Host: [::1",
                "Host: a:b",
                "Host: a:99999",
                "Host: %61",
                "Host: a%00b",
                "Host: a<b",
                "Host: 1.2.3.4.5",
                "Host: a.0x7g.1",
                "Host: 256.1.1.1",
                "Host: a\r\nHost: b",
                "X-None: 1"
            })
    void hosts_thatAreNone_areRefused(String header) throws Exception {
        serve((worker, request, exchange) -> exchange.respond(text(200, "served")));

        String answer = raw("GET /app/hello HTTP/1.1\r\n" + header + "\r\nConnection: close\r\n\r\n");

        FetchRequest served = seen.poll();
        assertThat(served == null ? "" : "served as " + served.url()).isEmpty();
        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 4\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: xchunked",
                "Content-Length: 4\r\nContent-Length: 5",
                "Content-Length: +4",
                "Content-Length: 4x",
                "Content-Length: -4"
            })
    void framing_thatMeansTwoThings_isRefused(String headers) throws Exception {
        serve((worker, request, exchange) -> exchange.respond(text(200, "served")));

        String answer = raw(
                "POST /app/hello HTTP/1.1\r\nHost: localhost\r\n" + headers
                        + "\r\nConnection: close\r\n\r\n4\r\nbody\r\n0\r\n\r\nGET /app/hello/smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n");

        // Tomcat takes a body with both lengths by its chunks, as HTTP allows, and ends the connection.
        assertThat(answer).containsPattern("^HTTP/1.1 (4..|501|200)").doesNotContain("\tat ");
        assertThat(seen)
                .noneMatch(request -> request.url().contains("smuggled"))
                .hasSizeLessThanOrEqualTo(1);
    }
}
