package dev.workerlet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.context.WorkerListener;
import dev.workerlet.runtime.limits.WorkerLimits;
import dev.workerlet.runtime.support.Await;
import dev.workerlet.runtime.support.HttpPeer;
import dev.workerlet.runtime.support.LogLines;
import dev.workerlet.runtime.support.RawPeer;
import dev.workerlet.runtime.support.Workers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code EventSource} of a worker, against a server on loopback. */
class EventSourceTest {
    private static final String PRELUDE = """
            import { AsyncLocalStorage } from "node:async_hooks";
            const PEER = "%s";
            const next = (source, type) => new Promise((resolve) => {
              source.addEventListener(type, resolve, { once: true });
            });
            const text = (...parts) => new Response(parts.join(" "));
            export default { async fetch(request, env, ctx) { %s } };
            """;

    private static Workers workers;
    private final HttpPeer peer = HttpPeer.start();

    @BeforeAll
    static void start() {
        workers = Workers.start(Workers.reachingHere(1), WorkerListener.NONE);
    }

    @AfterAll
    static void stop() {
        workers.close();
    }

    @AfterEach
    void stopPeer() {
        peer.close();
    }

    private WorkerDefinition handler(String body) {
        return Workers.worker(PRELUDE.formatted(peer.url(""), body));
    }

    private String run(String body) {
        return workers.fetch(handler(body), Workers.get("http://example.com/")).text();
    }

    private static WorkerDefinition limited(WorkerDefinition plain) {
        WorkerLimits all = Workers.LIMITS;
        WorkerLimits limits = all.toBuilder().fetchesPerRequest(3).build();
        return new WorkerDefinition("limited", plain.owner(), plain.source(), plain.mode(), plain.env(), limits);
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** A server that sends an event stream's head and {@code text}, and counts the clients that have left. */
    private static RawPeer streaming(String text, AtomicInteger left) {
        return RawPeer.start(socket -> {
            RawPeer.head(socket);
            RawPeer.write(socket, "HTTP/1.1 200 OK|Content-Type: text/event-stream||" + text);
            RawPeer.awaitClose(socket);
            left.incrementAndGet();
        });
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String run(RawPeer raw, String body) {
        WorkerDefinition worker = Workers.worker(PRELUDE.formatted(raw.url(""), body));
        return workers.fetch(worker, Workers.get("http://example.com/")).text();
    }

    /** Begins an answer of unknown length. */
    private static void begin(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
    }

    private static void write(HttpExchange exchange, String text) throws IOException {
        exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "none" : new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    @Test
    void connect_eachTime_saysWhatItWantsAndWhereItWas() {
        List<String> heads = new CopyOnWriteArrayList<>();
        peer.on("/events", exchange -> {
            heads.add(header(exchange, "Accept") + ", " + header(exchange, "Cache-Control") + ", "
                    + header(exchange, "Last-Event-ID") + ", " + header(exchange, "Authorization"));
            begin(exchange);
            write(exchange, heads.size() == 1 ? "retry:1\nid:ä…\ndata:1\n\nid:lost\n" : "data:2\n\n");
        });

        String seen = run("""
                const source = new EventSource(PEER.replace("//", "//u:p@") + "/events", { withCredentials: true });
                const first = await next(source, "message");
                const second = await next(source, "message");
                source.close();
                return text(first.data, first.lastEventId, second.data, second.lastEventId, first.origin === PEER);
                """);

        assertThat(seen).isEqualTo("1 ä… 2 ä… true");
        assertThat(heads)
                .containsExactly(
                        "text/event-stream, no-cache, none, Basic dTpw", "text/event-stream, no-cache, ä…, Basic dTpw");
    }

    @Test
    void redirect_isFollowedEachTime() {
        peer.on("/from", HttpPeer.redirect(301, "/to")).on("/to", exchange -> {
            begin(exchange);
            write(exchange, "retry:1\ndata:x\n\n");
        });

        String seen = run("""
                const source = new EventSource(PEER.replace("127.0.0.1", "localhost") + "/from");
                const { origin } = await next(source, "message");
                await next(source, "message");
                source.close();
                return text(origin.replace("localhost", "127.0.0.1") === PEER, source.url.slice(-5));
                """);

        assertThat(seen).isEqualTo("true /from");
        assertThat(peer.seen()).containsExactly("GET /from", "GET /to", "GET /from", "GET /to");
    }

    @Test
    void answer_thatIsNoStream_failsForGood() {
        peer.on("/204", exchange -> exchange.sendResponseHeaders(204, -1))
                .on("/500", exchange -> HttpPeer.send(exchange, 500, "data:x\n\n"))
                .on("/html", exchange -> HttpPeer.send(exchange, 200, "data:x\n\n"));

        try (LogLines lines = LogLines.ofConsole()) {
            String seen = run("""
                    const states = [];
                    for (const path of ["/204", "/500", "/html"]) {
                      const source = new EventSource(PEER + path);
                      source.onopen = () => states.push("open");
                      await next(source, "error");
                      states.push(source.readyState);
                    }
                    return text(states);
                    """);

            assertThat(seen).isEqualTo("2,2,2");
            assertThat(lines.with("/500 failed: the status is 500, not 200")).hasSize(1);
            assertThat(lines.with("/html failed: the content type is missing, not text/event-stream"))
                    .hasSize(1);
        }
    }

    @Test
    void connection_thatFails_isTriedAgain() {
        AtomicInteger count = new AtomicInteger();
        peer.on("/events", exchange -> {
            int number = count.incrementAndGet();
            if (number == 2) {
                // Nobody listens there.
                HttpPeer.redirect(302, "http://127.0.0.1:" + unusedPort()).handle(exchange);
                return;
            }
            begin(exchange);
            write(exchange, "retry:1\ndata:" + number + "\n\n");
        });

        String seen = run("""
                const source = new EventSource(PEER + "/events");
                const seen = [];
                source.onopen = () => seen.push("open");
                source.onerror = () => seen.push(source.readyState);
                const first = await next(source, "message");
                const second = await next(source, "message");
                source.close();
                seen.push(first.data, second.data);
                return text(seen);
                """);

        assertThat(seen).isEqualTo("open,0,0,open,1,3");
    }

    @Test
    void reconnecting_beyondTheFetchesOfARequest_fails() {
        peer.on("/events", exchange -> {
            begin(exchange);
            write(exchange, "retry:0\n");
        });

        try (LogLines lines = LogLines.ofConsole()) {
            WorkerDefinition limited = limited(handler("""
                    const source = new EventSource(PEER + "/events");
                    let opened = 0;
                    source.onopen = () => opened++;
                    await new Promise((resolve) => {
                      source.onerror = () => source.readyState === EventSource.CLOSED && resolve();
                    });
                    return text(opened);
                    """));
            String seen =
                    workers.fetch(limited, Workers.get("http://example.com/")).text();

            assertThat(seen).isEqualTo("3");
            assertThat(lines.with("more than 3 fetches in one request")).hasSize(1);
        }
    }

    @Test
    void events_areContinuationsOfWhoMadeTheSource() {
        peer.on("/events", exchange -> {
            begin(exchange);
            write(exchange, "retry:1\ndata:1\n\ndata:2\n\n");
        });

        String seen = run("""
                const storage = new AsyncLocalStorage();
                const seen = [];
                const source = storage.run("A", () => new EventSource(PEER + "/events"));
                const note = ({ type }) => seen.push(type + "=" + storage.getStore());
                await storage.run("B", () => new Promise((resolve) => {
                  source.onopen = source.onmessage = note;
                  source.onerror = (event) => {
                    note(event);
                    if (seen.length === 8) resolve();
                  };
                }));
                source.close();
                return text(seen);
                """);

        assertThat(seen).isEqualTo("open=A,message=A,message=A,error=A,open=A,message=A,message=A,error=A");
    }

    @Test
    void pieces_ofAnySize_areOneStream() {
        byte[] stream = "\ufeffid:ä…\r\ndata:\ud83d\ude00\r\n\r\n:c\r\r\nevent:t\rdata:1\n\ndata\r\n\n"
                .getBytes(StandardCharsets.UTF_8);
        peer.on("/events", exchange -> {
            begin(exchange);
            for (byte one : stream) {
                exchange.getResponseBody().write(one);
                exchange.getResponseBody().flush();
            }
        });

        String seen = run("""
                const source = new EventSource(PEER + "/events");
                const seen = [];
                source.onmessage = (event) => seen.push(event.data, event.lastEventId);
                source.addEventListener("t", source.onmessage);
                await next(source, "error");
                source.close();
                return text(seen);
                """);

        assertThat(seen).isEqualTo("\ud83d\ude00,ä…,1,ä…,,ä…");
    }

    @Test
    void close_byTheScript_endsTheConnection() {
        AtomicInteger left = new AtomicInteger();
        try (RawPeer raw = streaming("data:1||data:2||", left)) {
            String seen = run(raw, """
                    const source = new EventSource(PEER + "/");
                    const first = await next(source, "message");
                    const second = await next(source, "message");
                    source.close();
                    ctx.waitUntil(scheduler.wait(100));
                    return text(first.data, second.data, source.readyState);
                    """);

            assertThat(seen).isEqualTo("1 2 2");
            Await.until("the client has left", () -> left.get() == 1);
        }
    }

    @Test
    void requestEnd_endsTheConnection() {
        AtomicInteger left = new AtomicInteger();
        try (RawPeer raw = streaming("data:1||", left)) {
            String seen = run(raw, """
                    globalThis.source = new EventSource(PEER + "/");
                    const { data } = await next(source, "message");
                    source.onerror = () => console.log("an error after the end");
                    return text(data, source.readyState);
                    """);

            assertThat(seen).isEqualTo("1 1");
            Await.until("the client has left", () -> left.get() == 1);
        }
    }

    @Test
    void requestEnd_leavesTheSourceClosed() {
        AtomicInteger left = new AtomicInteger();
        try (RawPeer raw = streaming("data:1||", left)) {
            WorkerDefinition worker = Workers.worker(PRELUDE.formatted(raw.url(""), """
                    if (globalThis.source === undefined) {
                      globalThis.source = new EventSource(PEER + "/");
                      await next(source, "message");
                      return text(source.readyState);
                    }
                    source.close();
                    return text(source.readyState);
                    """));

            assertThat(workers.fetch(worker, Workers.get("http://example.com/")).text())
                    .isEqualTo("1");
            assertThat(workers.fetch(worker, Workers.get("http://example.com/")).text())
                    .isEqualTo("2");
        }
    }

    @Test
    void streamThatBreaksOff_isAskedForAgain() {
        CountDownLatch seenFirst = new CountDownLatch(1);
        AtomicInteger count = new AtomicInteger();
        try (RawPeer raw = RawPeer.start(socket -> {
            if (RawPeer.head(socket).startsWith("GET /seen")) {
                seenFirst.countDown();
                return;
            }
            int number = count.incrementAndGet();
            String head = "HTTP/1.1 200 OK|Content-Type: text/event-stream|Content-Length: 1000||";
            RawPeer.write(socket, head + "retry:1||id:" + number + "|data:x||data:lost|");
            if (number == 1) {
                awaitQuietly(seenFirst);
            } else {
                RawPeer.awaitClose(socket);
            }
        })) {
            String seen = run(raw, """
                    const source = new EventSource(PEER + "/");
                    const first = await next(source, "message");
                    fetch(PEER + "/seen").catch(() => {});
                    await next(source, "error");
                    const state = source.readyState;
                    const second = await next(source, "message");
                    source.close();
                    return text(first.lastEventId, state, second.lastEventId);
                    """);

            assertThat(seen).isEqualTo("1 0 2");
        }
    }

    @Test
    void event_withoutEnd_failsTheSource() {
        AtomicInteger left = new AtomicInteger();
        String line = "data:" + "x".repeat(1024 * 1024) + "|";
        try (LogLines lines = LogLines.ofConsole();
                RawPeer raw = streaming(line.repeat(17), left)) {
            String seen = run(raw, """
                    const source = new EventSource(PEER + "/");
                    await next(source, "error");
                    return text(source.readyState);
                    """);

            assertThat(seen).isEqualTo("2");
            assertThat(lines.with("failed: an event is too long")).hasSize(1);
            Await.until("the client has left", () -> left.get() == 1);
        }
    }
}
