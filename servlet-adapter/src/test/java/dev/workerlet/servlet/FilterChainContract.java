package dev.workerlet.servlet;

import static dev.workerlet.servlet.container.FakeWorkerlet.text;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.limits.TerminationReason;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When a worker filter answers, passes on or fails in any container, and which filters and servlets have their turn then. */
abstract class FilterChainContract extends FilterTest {
    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void next_twiceInARow_runsTwice() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        behind("app", (request, response) -> response.getWriter().print("call " + calls.incrementAndGet()), "/app");
        edge((worker, request, exchange) ->
                exchange.next(request, callback(first -> exchange.next(request, answering(exchange)), failures::add)));

        assertThat(get("/app").body()).isEqualTo("call 2");
    }

    @Test
    void next_twiceAtOnce_isRefused() throws Exception {
        CountDownLatch askedTwice = new CountDownLatch(1);
        behind(
                "app",
                (request, response) -> {
                    await(askedTwice);
                    response.getWriter().print("once");
                },
                "/app");
        edge((worker, request, exchange) -> {
            exchange.next(request, answering(exchange));
            exchange.next(request, callback(response -> {}, failures::add));
            askedTwice.countDown();
        });

        assertThat(get("/app").body()).isEqualTo("once");
        String message = failures.poll(60, TimeUnit.SECONDS);
        assertThat(message).isNotNull().contains("ctx.next()");
    }

    @Test
    void respond_whileNextRuns_wins() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        CountDownLatch running = new CountDownLatch(1);
        behind(
                "app",
                (request, response) -> {
                    running.countDown();
                    await(answered);
                    response.getWriter().print("too late");
                },
                "/app");
        edge((worker, request, exchange) -> {
            exchange.next(request, callback(response -> {}, failures::add));
            running.await(60, TimeUnit.SECONDS);
            exchange.respond(text(200, "first"));
            answered.countDown();
        });

        assertThat(get("/app").body()).isEqualTo("first");
    }

    @Test
    void respond_whileTheDispatchIsOnItsWay_wins() throws Exception {
        behind("app", (request, response) -> response.getWriter().print("app"), "/app");
        edge((worker, request, exchange) -> {
            exchange.next(request, callback(response -> {}, failures::add));
            exchange.respond(text(200, "first"));
        });

        for (int i = 0; i < 50; i++) {
            assertThat(get("/app").body()).isEqualTo("first");
        }
    }

    @Test
    void passThrough_letsTheApplicationAnswer() throws Exception {
        behind(
                "app",
                (request, response) ->
                        response.getWriter().print("app " + request.getParameter("a") + request.getParameter("b")),
                "/app");
        behind(
                "async",
                (request, response) -> {
                    AsyncContext async = request.startAsync();
                    async.start(() -> {
                        try {
                            async.getResponse().getWriter().print("async");
                        } catch (IOException e) {
                            throw new IllegalStateException(e);
                        }
                        async.complete();
                    });
                },
                "/async");
        applicationWithErrorPages();
        edge((worker, request, exchange) ->
                exchange.passThrough(Failure.of(TerminationReason.EXCEPTION, "thrown on purpose")));

        assertThat(get("/app?a=1").body()).isEqualTo("app 1null");
        assertThat(send(request("/app?a=1")
                                .header("content-type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString("b=2"))
                                .build())
                        .body())
                .isEqualTo("app 12");
        assertThat(get("/async").body()).isEqualTo("async");
        assertThat(get("/missing").body()).startsWith("error page 404");
    }

    @Test
    void passThrough_afterNext_sendsWhatCameBack() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        behind("app", (request, response) -> response.getWriter().print("call " + calls.incrementAndGet()), "/app");
        edge((worker, request, exchange) -> exchange.next(
                request,
                callback(
                        response -> exchange.passThrough(Failure.of(TerminationReason.EXCEPTION, "thrown after next")),
                        failures::add)));

        assertThat(get("/app").body()).isEqualTo("call 1");
    }

    @Test
    void fail_afterNext_isAFailure() throws Exception {
        behind("app", (request, response) -> response.getWriter().print("app"), "/app");
        edge((worker, request, exchange) -> exchange.next(
                request,
                callback(
                        response -> exchange.fail(Failure.of(TerminationReason.CPU_TIME_LIMIT, null)), failures::add)));

        assertThat(get("/app").statusCode()).isEqualTo(429);
    }

    @Test
    void filterMappedForRequestsOnly_isCompletedByTheListener() throws Exception {
        behind("app", (request, response) -> response.getWriter().print("app"), "/app");
        workers.put("edge", PASS_ON);
        filterForRequests("edge", new WorkerFilter(), SCRIPT, "/*");
        start();

        HttpResponse<String> response = get("/app");

        assertThat(response.body()).isEqualTo("app");
        assertEdge(response);
    }

    @Test
    void filterMappedForRequestsOnly_withoutListener_letsNothingPast() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        behind(
                "app",
                (request, response) -> {
                    calls.incrementAndGet();
                    response.getWriter().print("secret");
                },
                "/app");
        workers.put("edge", (worker, request, exchange) -> exchange.next(request, callback(r -> {}, failures::add)));
        filterForRequests("edge", new WorkerFilter(), SCRIPT, "/*");
        startWithoutListener();

        HttpResponse<String> response = get("/app");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).doesNotContain("secret");
        assertThat(calls).hasValue(1);
        assertThat(failures.poll(60, TimeUnit.SECONDS)).contains("<dispatcher>ASYNC</dispatcher>");
    }

    @Test
    void twoFilters_eachHaveTheirTurn() throws Exception {
        workers.put(
                "outer",
                (worker, request, exchange) -> exchange.next(
                        request,
                        callback(
                                response -> {
                                    response.headers().add("x-outer", "1");
                                    exchange.respond(response);
                                },
                                failures::add)));
        filter("outer", new WorkerFilter(), SCRIPT, "/*");
        behind("app", (request, response) -> response.getWriter().print("app"), "/app");
        edge(PASS_ON);

        HttpResponse<String> response = get("/app");

        assertThat(response.body()).isEqualTo("app");
        assertEdge(response);
        assertThat(response.headers().allValues("x-outer")).containsExactly("1");
    }

    @Test
    void filtersBehind_seeTheRequestOnce() throws Exception {
        Map<DispatcherType, Integer> types = new HashMap<>();
        behind("app", (request, response) -> response.getWriter().print("app"), "/app");
        workers.put("edge", PASS_ON);
        filter("edge", new WorkerFilter(), SCRIPT, "/*");
        filter(
                "behind",
                new HttpFilter() {
                    @Override
                    protected void doFilter(
                            HttpServletRequest request, HttpServletResponse response, @Nullable FilterChain chain)
                            throws IOException, ServletException {
                        types.merge(request.getDispatcherType(), 1, Integer::sum);
                        requireNonNull(chain).doFilter(request, response);
                    }
                },
                Map.of(),
                "/*");
        start();

        assertThat(get("/app").body()).isEqualTo("app");
        assertThat(types).containsExactly(Map.entry(DispatcherType.REQUEST, 1));
    }
}
