package dev.workerlet.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.limits.TerminationReason;
import dev.workerlet.runtime.message.FetchExchange;
import dev.workerlet.runtime.message.FetchExchange.NextCallback;
import dev.workerlet.runtime.message.FetchResponse;
import dev.workerlet.servlet.container.ContainerTest;
import dev.workerlet.servlet.container.FakeWorkerlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;

/** A worker filter before an application, of which each test says what it is made of. */
abstract class FilterTest extends ContainerTest {
    static final Map<String, String> SCRIPT = Map.of("script", "workers/edge.js");

    /** Passes the request on as it is, and the response with one more header. */
    static final FakeWorkerlet.Handler PASS_ON =
            (worker, request, exchange) -> exchange.next(request, answering(exchange));

    final BlockingQueue<FetchResponse> downstream = new ArrayBlockingQueue<>(10);
    /** What the workers under test have heard of failures. */
    final BlockingQueue<String> failures = new LinkedBlockingQueue<>();

    @FunctionalInterface
    interface Service {
        void service(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException;
    }

    @BeforeEach
    void writeScript() throws IOException {
        file("WEB-INF/workers/edge.js", "export default {}");
    }

    static NextCallback answering(FetchExchange exchange) {
        return callback(
                response -> {
                    response.headers().add("x-edge", "1");
                    exchange.respond(response);
                },
                message -> exchange.fail(Failure.of(TerminationReason.EXCEPTION, message)));
    }

    static NextCallback callback(Consumer<FetchResponse> responded, Consumer<String> failed) {
        return new NextCallback() {
            @Override
            public void responded(FetchResponse response) {
                responded.accept(response);
            }

            @Override
            public void failed(String message) {
                failed.accept(message);
            }
        };
    }

    void behind(String name, Service service, String... patterns) {
        servlet(
                name,
                new HttpServlet() {
                    @Override
                    protected void service(HttpServletRequest request, HttpServletResponse response)
                            throws ServletException, IOException {
                        service.service(request, response);
                    }
                },
                Map.of(),
                patterns);
    }

    void edge(FakeWorkerlet.Handler handler) throws Exception {
        edge(handler, SCRIPT);
    }

    void edge(FakeWorkerlet.Handler handler, Map<String, String> initParams) throws Exception {
        workers.put("edge", handler);
        filter("edge", new WorkerFilter(), initParams, "/*");
        start();
    }

    static void assertEdge(HttpResponse<?> response) {
        assertThat(response.headers().allValues("x-edge")).containsExactly("1");
    }

    void applicationWithErrorPages() {
        behind("missing", (request, response) -> response.sendError(404, "nothing here"), "/missing");
        behind(
                "throwing",
                (request, response) -> {
                    throw new IllegalStateException("broken");
                },
                "/throwing");
        behind(
                "errors",
                (request, response) -> response.getWriter()
                        .print("error page " + request.getAttribute("jakarta.servlet.error.status_code") + " "
                                + request.getAttribute("jakarta.servlet.error.message")),
                "/errors");
        errorPages.put(404, "/errors");
        errorPages.put(500, "/errors");
    }
}
