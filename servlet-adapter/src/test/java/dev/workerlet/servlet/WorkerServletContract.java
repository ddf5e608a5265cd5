package dev.workerlet.servlet;

import static dev.workerlet.servlet.container.FakeWorkerlet.text;
import static dev.workerlet.servlet.container.FakeWorkerlet.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.limits.TerminationReason;
import dev.workerlet.runtime.message.FetchExchange;
import dev.workerlet.runtime.message.FetchRequest;
import dev.workerlet.runtime.message.FetchResponse;
import dev.workerlet.runtime.message.HeaderList;
import dev.workerlet.servlet.container.ContainerTest;
import dev.workerlet.servlet.container.FakeWorkerlet;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a worker servlet does in any container. */
abstract class WorkerServletContract extends ContainerTest {
    private static final Map<String, String> SCRIPT = Map.of("script", "workers/hello.js");

    private final BlockingQueue<FetchRequest> seen = new ArrayBlockingQueue<>(10);

    @BeforeEach
    void writeScript() throws IOException {
        file("WEB-INF/workers/hello.js", "export default {}");
    }

    private void serve(FakeWorkerlet.Handler handler) throws Exception {
        serve("hello", handler, SCRIPT);
    }

    private void serve(String name, FakeWorkerlet.Handler handler, Map<String, String> initParams) throws Exception {
        workers.put(name, (worker, request, exchange) -> {
            seen.add(request);
            handler.fetch(worker, request, exchange);
        });
        servlet(name, new WorkerServlet(), initParams, "/hello/*");
        start();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "hello-at-once"})
    void fetch_anAnswer_isSent(String name) throws Exception {
        serve(name, (worker, request, exchange) -> exchange.respond(text(201, "Hellö")), SCRIPT);

        HttpResponse<String> response = get("/hello");

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.body()).isEqualTo("Hellö");
        assertThat(response.headers().firstValue("content-type").orElseThrow())
                .isEqualToIgnoringCase("text/plain;charset=utf-8");
        assertThat(response.headers().firstValue("content-length")).hasValue("6");
    }

    @Test
    void fetch_theRequest_arrivesAsSent() throws Exception {
        serve((worker, request, exchange) ->
                whole(request, exchange, bytes -> new FetchResponse(200, new HeaderList(), bytes)));

        String answer = raw("POST /app/hello/a%20b;x=1?q=%C3%A4&q=2 HTTP/1.1\r\nHost: localhost:8080\r\nX-Twice: 1\r\n"
                + "X-Twice: 2\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbody");

        assertThat(answer).startsWith("HTTP/1.1 200");
        FetchRequest request = seen.remove();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.url()).isEqualTo("http://localhost:8080/app/hello/a%20b;x=1?q=%C3%A4&q=2");
        assertThat(request.headers().all("x-twice")).containsExactly("1", "2");
        assertThat(answer).endsWith("body");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4_000, 8_191, 8_192, 32_767, 32_768, 5_000_000})
    void fetch_bodies_arriveWhole(int size) throws Exception {
        serve((worker, request, exchange) ->
                whole(request, exchange, bytes -> new FetchResponse(200, new HeaderList(), bytes)));
        byte[] body = new byte[size];
        Arrays.fill(body, (byte) 'x');

        HttpResponse<byte[]> response = client.send(
                request("/hello").POST(BodyPublishers.ofByteArray(body)).build(),
                HttpResponse.BodyHandlers.ofByteArray());

        assertThat(response.body()).isEqualTo(body);
        assertThat(response.headers().firstValueAsLong("content-length")).hasValue(size);
    }

    @Test
    void fetch_chunkedBody_isReadAsItComes() throws Exception {
        serve((worker, request, exchange) ->
                whole(request, exchange, bytes -> new FetchResponse(200, new HeaderList(), bytes)));

        String head =
                "PUT /app/hello HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n";
        String answer = raw(head + "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");

        assertThat(answer).endsWith("abcde");
    }

    @Test
    void fetch_bodyInTwoParts_isReadAsItComes() throws Exception {
        serve((worker, request, exchange) ->
                whole(request, exchange, bytes -> new FetchResponse(200, new HeaderList(), bytes)));
        try (Socket socket = new Socket("localhost", container.port())) {
            socket.getOutputStream()
                    .write(ascii("POST /app/hello HTTP/1.1\r\nHost: localhost\r\nContent-Length: 6\r\n\r\nabc"));
            socket.getOutputStream().flush();
            // Another request is answered while this one waits for the rest of its body.
            assertThat(get("/hello").statusCode()).isEqualTo(200);
            socket.getOutputStream().write(ascii("def"));
            socket.shutdownOutput();
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .endsWith("abcdef");
        }
    }

    @Test
    void respond_repeatedHeaders_areKept() throws Exception {
        HeaderList headers = new HeaderList()
                .add("set-cookie", "a=1")
                .add("set-cookie", "b=2; Path=/; HttpOnly")
                .add("x-twice", "1")
                .add("X-Twice", "2")
                .add("date", "Thu, 01 Jan 1970 00:00:00 GMT")
                .add("transfer-encoding", "chunked")
                .add("content-length", "99")
                .add("connection", "keep-alive");
        serve((worker, request, exchange) -> exchange.respond(new FetchResponse(200, headers, new byte[] {'x'})));

        HttpResponse<String> response = get("/hello");

        assertThat(response.body()).isEqualTo("x");
        assertThat(response.headers().allValues("set-cookie")).containsExactly("a=1", "b=2; Path=/; HttpOnly");
        assertThat(response.headers().allValues("x-twice")).containsExactly("1", "2");
        assertThat(response.headers().allValues("date")).containsExactly("Thu, 01 Jan 1970 00:00:00 GMT");
        assertThat(response.headers().firstValue("transfer-encoding")).isEmpty();
        assertThat(response.headers().allValues("content-length")).containsExactly("1");
    }

    @Test
    void respond_toHead_hasLengthAndNoBody() throws Exception {
        serve((worker, request, exchange) -> exchange.respond(text(200, "hello")));

        String answer = raw("HEAD /app/hello HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 200")
                .containsIgnoringCase("content-length: 5")
                .endsWith("\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 205, 304})
    void respond_withoutBodyStatus_sendsNone(int status) throws Exception {
        serve((worker, request, exchange) -> exchange.respond(text(status, "must not show")));

        HttpResponse<String> response = get("/hello");

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void respond_headerWithLineBreak_isRefused() throws Exception {
        HeaderList headers = new HeaderList().add("x-evil", "a\r\nset-cookie: b");
        serve((worker, request, exchange) -> exchange.respond(new FetchResponse(200, headers, new byte[0])));

        HttpResponse<String> response = get("/hello");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.headers().firstValue("x-evil")).isEmpty();
        assertThat(response.headers().firstValue("set-cookie")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(TerminationReason.class)
    void fail_withReason_tellsTheClientNoMore(TerminationReason reason) throws Exception {
        serve((worker, request, exchange) -> exchange.fail(Failure.of(reason, "secret stack")));

        HttpResponse<String> response = get("/hello");

        assertThat(response.statusCode()).isEqualTo(reason.httpStatus());
        assertThat(response.headers().firstValue("x-termination-reason")).hasValue(reason.headerValue());
        assertThat(response.headers().firstValue("retry-after").isPresent()).isEqualTo(reason.httpStatus() == 503);
        assertThat(response.body()).isEqualTo(reason.publicMessage() + "\n");
    }

    @Test
    void fail_noHandler_is501() throws Exception {
        serve((worker, request, exchange) -> exchange.fail(Failure.noHandler("fetch")));

        assertThat(get("/hello").statusCode()).isEqualTo(501);
        assertThat(get("/hello").headers().firstValue("x-termination-reason")).isEmpty();
    }

    @Test
    void fail_inDevelopment_showsTheDetail() throws Exception {
        contextParams.put("workerlet.development", "true");
        serve((worker, request, exchange) -> exchange.fail(Failure.of(TerminationReason.EXCEPTION, "at hello.js:3")));

        assertThat(get("/hello").body()).contains("at hello.js:3");
    }

    @Test
    void hostFacts_ofARequest_nameWhatTheContainerKnows() throws Exception {
        serve((worker, request, exchange) ->
                exchange.respond(text(200, exchange.hostFactsJson() + exchange.isUserInRole("admin"))));

        assertThat(get("/hello/there").body())
                .contains("\"remoteAddress\":\"", "\"scheme\":\"http\"", "\"secure\":false", "\"principal\":null")
                .contains("\"contextPath\":\"/app\"", "\"servletPath\":\"/hello\"", "\"pathInfo\":\"/there\"")
                .endsWith("false");
    }

    @Test
    void definition_fromInitParams_reachesTheRuntime() throws Exception {
        AtomicReference<Object> definition = new AtomicReference<>();
        serve(
                "hello",
                (worker, request, exchange) -> {
                    definition.set(worker.mode() + " " + worker.env() + " "
                            + worker.limits().cpuTime() + " " + worker.source().mainPath() + " "
                            + worker.owner().endsWith("/app"));
                    exchange.respond(text(200, ""));
                },
                Map.of("script", "workers/hello.js", "mode", "isolated", "env.GREETING", "hi", "cpu-limit", "20ms"));

        assertThat(get("/hello").statusCode()).isEqualTo(200);
        assertThat(definition).hasValue("ISOLATED {GREETING=hi} PT0.02S /WEB-INF/workers/hello.js true");
    }

    @Test
    void respond_afterTheClientLeft_isHarmless() throws Exception {
        BlockingQueue<FetchExchange> waiting = new ArrayBlockingQueue<>(1);
        serve((worker, request, exchange) -> waiting.add(exchange));
        FetchExchange exchange;
        try (Socket socket = new Socket("localhost", container.port())) {
            socket.setSoLinger(true, 0);
            socket.getOutputStream().write(ascii("GET /app/hello HTTP/1.1\r\nHost: localhost\r\n\r\n"));
            socket.getOutputStream().flush();
            exchange = Objects.requireNonNull(waiting.poll(60, TimeUnit.SECONDS));
        }
        exchange.respond(new FetchResponse(200, new HeaderList(), new byte[20_000_000]));
        exchange.respond(text(200, "again"));
        exchange.fail(Failure.of(TerminationReason.EXCEPTION, "late"));
        workers.put("hello", (worker, request, next) -> next.respond(text(200, "still here")));

        assertThat(get("/hello").body()).isEqualTo("still here");
    }

    @Test
    void forward_toAWorker_isAnswered() throws Exception {
        servlet(
                "forwarder",
                new HttpServlet() {
                    @Override
                    protected void doGet(HttpServletRequest request, HttpServletResponse response)
                            throws ServletException, IOException {
                        request.getRequestDispatcher("/hello/target").forward(request, response);
                    }
                },
                Map.of(),
                "/forward");
        serve((worker, request, exchange) -> exchange.respond(text(200, request.url())));

        assertThat(get("/forward").body()).endsWith("/app/hello/target");
    }

    @Test
    void include_ofAWorker_isRefused() throws Exception {
        servlet(
                "includer",
                new HttpServlet() {
                    @Override
                    protected void doGet(HttpServletRequest request, HttpServletResponse response)
                            throws ServletException, IOException {
                        try {
                            request.getRequestDispatcher("/hello").include(request, response);
                        } catch (ServletException e) {
                            response.getWriter().print(e.getMessage());
                        }
                    }
                },
                Map.of(),
                "/include");
        serve((worker, request, exchange) -> exchange.respond(text(200, "")));

        assertThat(get("/include").body()).contains("INCLUDE", "hello");
    }

    @Test
    void filterWithoutAsync_inFront_isNamedInTheError() throws Exception {
        AtomicReference<String> message = new AtomicReference<>();
        syncFilter(
                "old",
                new HttpFilter() {
                    @Override
                    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                            throws ServletException, IOException {
                        try {
                            chain.doFilter(request, response);
                        } catch (ServletException e) {
                            message.set(e.getMessage());
                            throw e;
                        }
                    }
                },
                "/*");
        serve((worker, request, exchange) -> exchange.respond(text(200, "")));

        assertThat(get("/hello").statusCode()).isEqualTo(500);
        assertThat(message.get()).contains("<async-supported>true</async-supported>");
    }

    @Test
    void undeploy_endsTheRuntime() throws Exception {
        serve((worker, request, exchange) -> exchange.respond(text(200, "")));
        assertThat(get("/hello").statusCode()).isEqualTo(200);
        assertThat(FakeWorkerlet.RUNNING).hasValue(1);

        container.undeploy();

        assertThat(FakeWorkerlet.RUNNING).hasValue(0);
    }

    @Test
    void unknownInitParam_stopsTheDeployment() throws Exception {
        assertThatThrownBy(() -> serve(
                        "hello",
                        (worker, request, exchange) -> exchange.respond(text(200, "")),
                        Map.of("script", "workers/hello.js", "cpu-limt", "50ms")))
                .isNotNull();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
