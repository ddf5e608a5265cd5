package dev.workerlet.benchmarks.io;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that leave, so many at once. */
final class AbortRun implements AutoCloseable {
    private final URI server;
    private final LeavingClient client;
    private final int concurrency;
    private final ExecutorService clients;
    private final Map<String, Integer> outcomes = new ConcurrentHashMap<>();

    AbortRun(URI server, Upstream upstream, List<AbortKind> kinds, int concurrency) {
        this.server = server;
        this.client = new LeavingClient(server, upstream, kinds);
        this.concurrency = concurrency;
        this.clients = Executors.newFixedThreadPool(concurrency);
    }

    /** Makes the requests numbered from {@code first} on, each number the same request in each run. */
    void run(int first, int count) throws InterruptedException, ExecutionException {
        AtomicInteger next = new AtomicInteger(first);
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < concurrency; i++) {
            tasks.add(() -> {
                for (int number = next.getAndIncrement(); number < first + count; number = next.getAndIncrement()) {
                    outcomes.merge(client.visit(new Random(number)), 1, Integer::sum);
                }
                return null;
            });
        }
        for (Future<Void> task : clients.invokeAll(tasks)) {
            task.get();
        }
    }

    /** Asks for a whole answer. Returns whether it came. */
    boolean isServed() {
        try (HttpPeer peer = HttpPeer.connect(server.resolve("aborts/wait"))) {
            peer.send(peer.head("GET", ""));
            return Payload.read(peer.response().body(peer.in())).bytes() > 0;
        } catch (IOException e) {
            outcomes.merge("whole answer: " + e, 1, Integer::sum);
            return false;
        }
    }

    /** Counts anew. */
    void forgetOutcomes() {
        outcomes.clear();
    }

    /** What clients had seen when they left, by kind. */
    Map<String, Integer> outcomes() {
        return new TreeMap<>(outcomes);
    }

    @Override
    public void close() {
        clients.shutdownNow();
    }
}
