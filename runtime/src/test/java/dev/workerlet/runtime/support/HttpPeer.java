package dev.workerlet.runtime.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server on a free loopback port for workers to ask. It answers {@code /echo} with what it was asked, {@code /slow} when
 * {@link #release} is called; other paths are added by tests.
 */
public final class HttpPeer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger slow = new AtomicInteger();
    private final AtomicInteger mostSlow = new AtomicInteger();
    private final List<String> seen = new CopyOnWriteArrayList<>();

    private HttpPeer(HttpServer server) {
        this.server = server;
    }

    /** A server that runs. */
    public static HttpPeer start() {
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            HttpPeer peer = new HttpPeer(HttpServer.create(address, 0));
            peer.server.setExecutor(peer.threads);
            peer.on("/echo", HttpPeer::echo);
            peer.on("/slow", peer::answerLate);
            peer.server.start();
            return peer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers a path, and what is below it. */
    public HttpPeer on(String path, HttpHandler handler) {
        server.createContext(path, exchange -> {
            seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            try (exchange) {
                handler.handle(exchange);
            }
        });
        return this;
    }

    /** The absolute URL of a path. */
    public String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** Method and target of each request so far. */
    public List<String> seen() {
        return seen;
    }

    /** How many requests of {@code /slow} wait now. */
    public int slow() {
        return slow.get();
    }

    /** How many of them waited at once at most. */
    public int mostSlow() {
        return mostSlow.get();
    }

    /** Lets {@code /slow} answer from now on. */
    public void release() {
        released.countDown();
    }

    /** Sends a text. */
    public static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Sends a redirect. */
    public static HttpHandler redirect(int status, String location) {
        return exchange -> {
            exchange.getResponseHeaders().add("Location", location);
            exchange.sendResponseHeaders(status, -1);
        };
    }

    private static void echo(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        StringBuilder text = new StringBuilder();
        text.append(exchange.getRequestMethod())
                .append(' ')
                .append(exchange.getRequestURI())
                .append('\n');
        exchange.getRequestHeaders()
                .forEach((name, values) -> text.append(name.toLowerCase(java.util.Locale.ROOT))
                        .append(": ")
                        .append(values)
                        .append('\n'));
        send(exchange, 200, text.append('\n').append(body).toString());
    }

    private void answerLate(HttpExchange exchange) throws IOException {
        int waiting = slow.incrementAndGet();
        mostSlow.accumulateAndGet(waiting, Math::max);
        try {
            released.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            slow.decrementAndGet();
        }
        send(exchange, 200, "late");
    }

    @Override
    public void close() {
        release();
        server.stop(0);
        threads.shutdownNow();
    }
}
