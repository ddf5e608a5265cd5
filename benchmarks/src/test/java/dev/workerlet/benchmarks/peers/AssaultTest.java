package dev.workerlet.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.workerlet.benchmarks.hostile.Attack;
import dev.workerlet.benchmarks.hostile.Attacks;
import dev.workerlet.benchmarks.peers.Finding.End;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an assault sees, on a server that comes to harm as it is told. */
class AssaultTest {
    private static final Attack ATTACK = Attacks.all().get(0);
    private static final long MUCH = 1_000_000;

    private final ExecutorService calls = Executors.newCachedThreadPool();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;
    private volatile boolean attacked;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(calls);
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        calls.shutdownNow();
    }

    @Test
    void run_unharmed_holds() throws Exception {
        serve(exchange -> answer(exchange, right(exchange)));

        assertThat(assault(MUCH)).isEqualTo(End.HOLDS);
    }

    @Test
    void run_wrongAnswersAfterwards_isWrong() throws Exception {
        serve(exchange -> answer(exchange, attacked ? "harmed" : right(exchange)));

        assertThat(assault(MUCH)).isEqualTo(End.WRONG);
    }

    @Test
    void run_noAnswersAfterwards_isStuck() throws Exception {
        serve(exchange -> {
            if (attacked) {
                await();
            }
            answer(exchange, right(exchange));
        });

        assertThat(assault(MUCH)).isEqualTo(End.STUCK);
    }

    @Test
    void run_moreMemoryThanAllowed_isMemory() throws Exception {
        serve(exchange -> answer(exchange, right(exchange)));

        assertThat(assault(0)).isEqualTo(End.MEMORY);
    }

    private End assault(long mebibytes) throws InterruptedException {
        URI root = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        PeerServer peer =
                new PeerServer(ProcessHandle.current(), () -> 0, root.resolve("attacker"), root, Programs.NEIGHBOUR);
        return new Assault(peer, ATTACK, new Bounds(2_000, 1_500, mebibytes), calls)
                .run("peer")
                .end();
    }

    private void serve(Handler neighbour) {
        server.createContext("/neighbour", exchange -> neighbour.handle(exchange));
        server.createContext("/attacker", exchange -> {
            attacked = true;
            answer(exchange, "attacked");
        });
    }

    /** What a request is answered with. */
    private interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    private static String right(HttpExchange exchange) {
        String query = exchange.getRequestURI().getQuery();
        return Programs.NEIGHBOUR.answer(Integer.parseInt(query.substring(query.indexOf('=') + 1)));
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void await() throws IOException {
        try {
            over.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
