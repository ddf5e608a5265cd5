package dev.workerlet.it.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.function.BooleanSupplier;

/** What every page of the sample must answer, wherever the sample runs. */
public final class SampleChecks {
    /** What the hello worker says. */
    public static final String GREETING = "Hello";

    private static final String JSON = "application/json";

    private static final List<String> FIRST = List.of("hello", "", "api/todos", "later", "plain", "time", "modules");

    private SampleChecks() {}

    /** Waits for a condition, bounded; {@link ServerProcess#await} is one. */
    @FunctionalInterface
    public interface Wait {
        /** Returns when {@code condition} holds, throws when it does not within the bound. */
        void until(String what, BooleanSupplier condition) throws InterruptedException;
    }

    /** Asks for all of it; {@code http} is the sample's root. */
    public static void everything(Http http, Wait wait) throws InterruptedException {
        warmUp(http, wait);
        hello(http);
        page(http);
        todos(http);
        waitUntil(http, wait);
        filterBeforeServlet(http);
        time(http);
        modules(http);
    }

    /** A worker's first request takes some of its CPU time for what is loaded then, in a JVM that has just started. */
    private static void warmUp(Http http, Wait wait) throws InterruptedException {
        for (String path : FIRST) {
            wait.until(path + " answers", () -> http.get(path).statusCode() < 400);
        }
    }

    private static void hello(Http http) {
        assertThat(http.get("hello").body()).isEqualTo(GREETING + ", World!\n");
        assertThat(http.get("hello?name=S%C3%A3o%20Jo%C3%A3o%20%F0%9F%90%88").body())
                .isEqualTo(GREETING + ", São João 🐈!\n");
    }

    private static void page(Http http) {
        HttpResponse<String> page = http.get("?visitor=%3Cscript%3E%22%26");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-type").orElse("").replace(" ", ""))
                .isEqualToIgnoringCase("text/html;charset=utf-8");
        assertThat(page.body())
                .startsWith("<!doctype html>")
                .contains("<h1>Workers in a servlet container</h1>")
                .contains("Hello &lt;script&gt;&quot;&amp;.")
                .contains("<a href=\"api/todos\">");
    }

    private static void todos(Http http) {
        HttpResponse<String> created = http.post("api/todos", JSON, "{\"title\": \"Café ☕\"}");
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        String location = created.headers().firstValue("location").orElseThrow();
        String item = location.substring(location.indexOf("/api/") + 1);
        assertThat(http.get(item).body()).contains("\"title\":\"Café ☕\"").contains("\"done\":false");
        assertThat(http.get("api/todos").body()).startsWith("[{").contains("Café ☕");
        assertThat(put(http, item, "{\"title\": \"Tea\", \"done\": true}").body())
                .contains("\"done\":true");
        assertThat(status(http, "DELETE", item)).isEqualTo(204);
        assertThat(http.get(item).statusCode()).isEqualTo(404);
        todoErrors(http);
    }

    private static void todoErrors(Http http) {
        assertThat(http.post("api/todos", "text/plain", "Tea").statusCode()).isEqualTo(415);
        assertThat(http.post("api/todos", JSON, "{").statusCode()).isEqualTo(400);
        assertThat(http.post("api/todos", JSON, "{}").statusCode()).isEqualTo(400);
        assertThat(http.get("api/nothing").statusCode()).isEqualTo(404);
        assertThat(status(http, "DELETE", "api/todos")).isEqualTo(405);
    }

    private static HttpResponse<String> put(Http http, String path, String body) {
        return http.send(path, request -> request.header("content-type", JSON).PUT(BodyPublishers.ofString(body)));
    }

    private static int status(Http http, String method, String path) {
        return http.send(path, request -> request.method(method, BodyPublishers.noBody()))
                .statusCode();
    }

    private static void waitUntil(Http http, Wait wait) throws InterruptedException {
        assertThat(http.get("later").statusCode()).isEqualTo(202);
        wait.until(
                "the work after the response is done",
                () -> !http.get("later").body().endsWith("\"finishedBefore\":0}"));
    }

    private static void filterBeforeServlet(Http http) {
        HttpResponse<String> plain = http.get("plain");
        assertThat(plain.headers().firstValue("x-edge")).hasValue("workerlet");
        assertThat(plain.body())
                .contains("This page was written by Java.")
                .contains("This line was added by a worker.</strong></p></body></html>");
    }

    private static void time(Http http) {
        assertThat(http.get("time?zone=Asia/Tokyo&lang=ja").body())
                .contains("[Asia/Tokyo]")
                .contains("2026年7月1日水曜日")
                .contains("V8、Jetty、Tomcat");
        assertThat(http.get("time?lang=sv").body()).contains("[\"apple\",\"zebra\",\"ångström\",\"Äpfel\"]");
        assertThat(http.get("time?zone=Nowhere/At-All").statusCode()).isEqualTo(400);
    }

    private static void modules(Http http) {
        assertThat(http.get("modules").body())
                .isEqualTo(
                        "{\"motto\":\"Per aspera ad astra – através de dificuldades às estrelas\",\"planets\":3,\"heaviest\":\"Jupiter\"}");
    }
}
