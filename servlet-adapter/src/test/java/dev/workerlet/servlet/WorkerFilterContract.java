package dev.workerlet.servlet;

import static dev.workerlet.servlet.container.FakeWorkerlet.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.limits.TerminationReason;
import dev.workerlet.runtime.message.FetchRequest;
import dev.workerlet.runtime.message.HeaderList;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a worker filter does in any container, with each kind of thing behind it. */
abstract class WorkerFilterContract extends FilterTest {
    @Test
    void respond_withoutNext_keepsTheApplicationOut() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        behind("app", (request, response) -> calls.incrementAndGet(), "/app");
        edge((worker, request, exchange) -> exchange.respond(text(403, "no")));

        assertThat(get("/app").body()).isEqualTo("no");
        assertThat(calls).hasValue(0);
    }

    @Test
    void next_plainServlet_isAnswered() throws Exception {
        behind(
                "app",
                (request, response) -> {
                    response.setStatus(202);
                    response.setContentType("text/html;charset=utf-8");
                    response.addHeader("x-many", "1");
                    response.addHeader("x-many", "2");
                    Cookie cookie = new Cookie("a", "b");
                    cookie.setPath("/");
                    cookie.setHttpOnly(true);
                    response.addCookie(cookie);
                    response.getWriter()
                            .print("grüß " + request.getRequestURI() + " " + request.getServletPath() + " "
                                    + request.getPathInfo() + " " + request.getParameter("q") + " "
                                    + request.getDispatcherType());
                },
                "/app/*");
        edge(PASS_ON);

        HttpResponse<String> response = get("/app/a%20b?q=%C3%A4");

        assertEdge(response);
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.body()).isEqualTo("grüß /app/app/a%20b /app /a b ä REQUEST");
        assertThat(response.headers().allValues("x-many")).containsExactly("1", "2");
        assertThat(response.headers().firstValue("set-cookie").orElseThrow()).contains("a=b", "Path=/", "HttpOnly");
    }

    @Test
    void next_headersWithLineBreaks_makeNoOthers() throws Exception {
        behind(
                "app",
                (request, response) -> {
                    response.setHeader("x-name", request.getParameter("name"));
                    response.setContentType("text/plain" + request.getParameter("name"));
                    response.addHeader("x-many", request.getParameter("name"));
                },
                "/app");
        edge((worker, request, exchange) -> exchange.next(
                request,
                callback(
                        response -> {
                            downstream.add(response);
                            exchange.respond(response);
                        },
                        failures::add)));

        HttpResponse<String> response = get("/app?name=a%0D%0Aset-cookie:%20b=c%0Aset-cookie%0Ab=c%00");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("set-cookie")).isEmpty();
        assertThat(response.headers().firstValue("x-name").orElseThrow()).startsWith("a  set-cookie: b=c");
        downstream
                .element()
                .headers()
                .forEach((name, value) -> assertThat(value).doesNotContain("\r", "\n", "\0"));
    }

    @Test
    void next_atOnce_isAnswered() throws Exception {
        workers.put("edge-at-once", PASS_ON);
        behind("app", (request, response) -> response.getWriter().print("here"), "/app");
        filter("edge-at-once", new WorkerFilter(), SCRIPT, "/*");
        start();

        assertThat(get("/app").body()).isEqualTo("here");
    }

    @Test
    void next_session_isKept() throws Exception {
        behind("app", (request, response) -> request.getSession().setAttribute("a", "b"), "/app");
        edge(PASS_ON);

        assertThat(get("/app").headers().firstValue("set-cookie").orElseThrow()).containsIgnoringCase("JSESSIONID");
    }

    @Test
    void next_changedRequest_isSeenBehind() throws Exception {
        behind(
                "app",
                (request, response) -> response.getWriter()
                        .print(request.getMethod() + " " + request.getRequestURI() + " " + request.getQueryString()
                                + " "
                                + request.getParameter("q") + " " + request.getParameter("old") + " "
                                + request.getHeader("x-new") + " " + request.getHeader("x-gone") + " "
                                + Collections.list(request.getHeaders("x-two")) + " "
                                + request.getCookies()[0].getValue() + " " + request.getContentLength() + " "
                                + new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8)),
                "/other/*");
        edge((worker, request, exchange) -> exchange.next(
                new FetchRequest(
                        "PUT",
                        request.url().replace("/app/app?old=1", "/app/other/x%20y?q=2"),
                        new HeaderList()
                                .add("x-new", "n")
                                .add("x-two", "1")
                                .add("x-two", "2")
                                .add("cookie", "c=d"),
                        "body".getBytes(StandardCharsets.UTF_8)),
                answering(exchange)));

        HttpResponse<String> response =
                send(request("/app?old=1").header("x-gone", "1").build());

        assertEdge(response);
        assertThat(response.body()).isEqualTo("PUT /app/other/x%20y q=2 2 null n null [1, 2] d 4 body");
    }

    @Test
    void next_formBody_isSeenBehind() throws Exception {
        behind(
                "app",
                (request, response) -> {
                    response.setCharacterEncoding("UTF-8");
                    response.setContentType("text/plain");
                    response.getWriter()
                            .print(String.join(",", request.getParameterValues("a")) + request.getParameter("b"));
                },
                "/app");
        edge(PASS_ON);

        HttpResponse<String> response = send(request("/app?a=1")
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("a=2&b=%C3%A4+x"))
                .build());

        assertThat(response.body()).isEqualTo("1,2ä x");
    }

    @Test
    void next_elsewhere_fails() throws Exception {
        edge((worker, request, exchange) -> {
            String own = request.url();
            for (String url : new String[] {
                "http://example.org/app/x",
                own.replace("/app/", "/other/"),
                own.replace("/app/x", "/app/WEB-INF/web.xml"),
                own.replace("/app/x", "/app/%57EB-INF/web.xml"),
                own.replace("/app/x", "/app//web-inf;a=b/web.xml")
            }) {
                exchange.next(
                        new FetchRequest("GET", url, request.headers(), request.body()),
                        callback(response -> failures.add("reached " + url), failures::add));
            }
            exchange.respond(text(200, ""));
        });

        assertThat(get("/x").statusCode()).isEqualTo(200);
        assertThat(failures).hasSize(5).noneMatch(message -> message.startsWith("reached"));
    }

    @Test
    void next_asyncServlet_isAnsweredWhenItCompletes() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        behind(
                "app",
                (request, response) -> {
                    AsyncContext async = request.startAsync();
                    assertThat(request.isAsyncStarted()).isTrue();
                    Thread thread = new Thread(() -> {
                        try {
                            go.await();
                            async.getResponse().getWriter().print("late");
                        } catch (IOException | InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        async.complete();
                    });
                    thread.start();
                },
                "/app");
        edge((worker, request, exchange) -> {
            exchange.next(request, answering(exchange));
            go.countDown();
        });

        HttpResponse<String> response = get("/app");

        assertEdge(response);
        assertThat(response.body()).isEqualTo("late");
    }

    @Test
    void next_asyncServletThatCompletesAtOnce_isAnswered() throws Exception {
        behind(
                "app",
                (request, response) -> {
                    AsyncContext async = request.startAsync(request, response);
                    async.getResponse().getWriter().print("now");
                    async.complete();
                },
                "/app");
        edge(PASS_ON);

        assertThat(get("/app").body()).isEqualTo("now");
    }

    @Test
    void next_asyncServletThatDispatches_isAnswered() throws Exception {
        behind(
                "app",
                (request, response) -> {
                    if (request.getAttribute("again") == null) {
                        request.setAttribute("again", true);
                        AsyncContext async = request.startAsync();
                        async.start(async::dispatch);
                    } else {
                        response.getWriter().print(request.getDispatcherType() + " " + request.getRequestURI());
                    }
                },
                "/app");
        behind("away", (request, response) -> request.startAsync().dispatch("/target?x=1"), "/away");
        behind(
                "target",
                (request, response) -> response.getWriter().print("target " + request.getParameter("x")),
                "/target");
        edge(PASS_ON);

        assertThat(get("/app").body()).isEqualTo("ASYNC /app/app");
        HttpResponse<String> away = get("/away");
        assertThat(away.body()).isEqualTo("target 1");
        assertEdge(away);
    }

    @Test
    void next_writeListener_isAnswered() throws Exception {
        behind(
                "app",
                (request, response) -> {
                    AsyncContext async = request.startAsync();
                    ServletOutputStream output = response.getOutputStream();
                    output.setWriteListener(new WriteListener() {
                        @Override
                        public void onWritePossible() throws IOException {
                            output.print(output.isReady() ? "ready" : "not");
                            async.complete();
                        }

                        @Override
                        public void onError(Throwable t) {
                            async.complete();
                        }
                    });
                },
                "/app");
        edge(PASS_ON);

        assertThat(get("/app").body()).isEqualTo("ready");
    }

    @Test
    void next_staticFiles_areSeen() throws Exception {
        file("small.txt", "small file");
        file("large.txt", "0123456789".repeat(200_000));
        edge((worker, request, exchange) -> exchange.next(
                request,
                callback(
                        response -> {
                            downstream.add(response);
                            response.headers().add("x-edge", "1");
                            exchange.respond(response);
                        },
                        message -> exchange.fail(Failure.of(TerminationReason.EXCEPTION, message)))));

        HttpResponse<String> small = get("/small.txt");
        assertEdge(small);
        assertThat(small.body()).isEqualTo("small file");
        assertThat(small.headers().firstValue("content-type").orElseThrow()).startsWith("text/plain");
        assertThat(new String(downstream.remove().bytes(), StandardCharsets.UTF_8))
                .isEqualTo("small file");

        HttpResponse<String> large = get("/large.txt");
        assertEdge(large);
        assertThat(large.body()).hasSize(2_000_000);
        assertThat(downstream.remove().bytes()).hasSize(2_000_000);

        String etag = small.headers().firstValue("etag").orElse(null);
        if (etag != null) {
            HttpResponse<String> cached =
                    send(request("/small.txt").header("if-none-match", etag).build());
            assertThat(cached.statusCode()).isEqualTo(304);
        }
        String head = raw("HEAD /app/small.txt HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(head).containsIgnoringCase("content-length: 10").endsWith("\r\n\r\n");
    }

    @Test
    void next_forward_isAnswered() throws Exception {
        behind(
                "app",
                (request, response) ->
                        request.getRequestDispatcher("/target?x=1").forward(request, response),
                "/app");
        behind(
                "target",
                (request, response) -> response.getWriter()
                        .print("target " + request.getRequestURI() + " " + request.getParameter("x") + " "
                                + request.getDispatcherType()),
                "/target");
        behind(
                "toFile",
                (request, response) -> request.getRequestDispatcher("/file.txt").forward(request, response),
                "/toFile");
        file("file.txt", "a file");
        edge(PASS_ON);

        HttpResponse<String> forwarded = get("/app");
        assertEdge(forwarded);
        assertThat(forwarded.body()).isEqualTo("target /app/target 1 FORWARD");
        HttpResponse<String> toFile = get("/toFile");
        assertEdge(toFile);
        assertThat(toFile.body()).isEqualTo("a file");
    }

    @Test
    void next_include_isAnswered() throws Exception {
        behind(
                "app",
                (request, response) -> {
                    response.getWriter().print("[");
                    request.getRequestDispatcher("/target").include(request, response);
                    response.getWriter().print("]");
                },
                "/app");
        behind("target", (request, response) -> response.getWriter().print("included"), "/target");
        edge(PASS_ON);

        assertThat(get("/app").body()).isEqualTo("[included]");
    }

    @Test
    void next_sendErrorPassedOn_showsTheErrorPage() throws Exception {
        applicationWithErrorPages();
        edge(PASS_ON);

        HttpResponse<String> missing = get("/missing");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body()).startsWith("error page 404");
        assertEdge(missing);

        HttpResponse<String> noFile = get("/no-such-file.txt");
        assertThat(noFile.statusCode()).isEqualTo(404);
        assertThat(noFile.body()).startsWith("error page 404");
    }

    @Test
    void next_exceptionPassedOn_showsTheErrorPage() throws Exception {
        applicationWithErrorPages();
        edge(PASS_ON);

        HttpResponse<String> response = get("/throwing");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).startsWith("error page 500");
    }

    @Test
    void next_sendErrorReplaced_showsTheWorkersPage() throws Exception {
        applicationWithErrorPages();
        edge((worker, request, exchange) -> exchange.next(
                request,
                callback(
                        response -> exchange.respond(text(response.status(), "own page for " + response.status())),
                        failures::add)));

        assertThat(get("/missing").body()).isEqualTo("own page for 404");
        assertThat(get("/throwing").body()).isEqualTo("own page for 500");
    }

    @Test
    void next_redirect_isPassedOn() throws Exception {
        behind("app", (request, response) -> response.sendRedirect("/app/target?x=1"), "/app");
        edge(PASS_ON);

        HttpResponse<String> response = get("/app");

        assertEdge(response);
        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(response.headers().firstValue("location").orElseThrow()).endsWith("/app/target?x=1");
    }

    @Test
    void next_responseOverBound_fails() throws Exception {
        behind("app", (request, response) -> response.getOutputStream().write(new byte[101]), "/app");
        edge(
                (worker, request, exchange) -> exchange.next(request, callback(response -> {}, message -> {
                    failures.add(message);
                    exchange.respond(text(200, "caught"));
                })),
                Map.of("script", "workers/edge.js", "response-body-limit", "100"));

        assertThat(get("/app").body()).isEqualTo("caught");
        assertThat(failures.remove()).contains("response-body-limit of 100 bytes");
    }
}
