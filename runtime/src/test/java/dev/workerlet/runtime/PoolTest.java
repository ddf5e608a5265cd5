package dev.workerlet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.context.WorkerListener;
import dev.workerlet.runtime.context.WorkerMode;
import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.limits.OverloadLimits;
import dev.workerlet.runtime.pool.PoolStatistics;
import dev.workerlet.runtime.support.Await;
import dev.workerlet.runtime.support.Exchange;
import dev.workerlet.runtime.support.MapSource;
import dev.workerlet.runtime.support.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The pool with real isolates: who waits, who goes, what comes back. */
class PoolTest {
    private static final String SLOW = "export default { async fetch(request) { "
            + "await new Promise((resolve) => setTimeout(resolve, 100)); return new Response('done'); } };";
    private static final String COUNTER = "let n = 0; export default { fetch: () => new Response(String(++n)) };";

    private static WorkerletOptions options(int isolates, int perOwner, int queue, Duration queueWait) {
        return Workers.options(1).toBuilder()
                .isolatesPerLoop(isolates)
                .isolatesPerOwner(perOwner)
                .sparesPerLoop(0)
                .queuePerLoop(queue)
                .queueWait(queueWait)
                .build();
    }

    private static WorkerDefinition worker(String owner, String name, String script) {
        return new WorkerDefinition(name, owner, MapSource.of(script), WorkerMode.POOLED, Map.of(), Workers.LIMITS);
    }

    private static WorkerDefinition isolated(String owner, String name, String script) {
        return new WorkerDefinition(name, owner, MapSource.of(script), WorkerMode.ISOLATED, Map.of(), Workers.LIMITS);
    }

    private static String ask(Workers workers, WorkerDefinition worker) {
        return workers.fetch(worker, Workers.get("http://e.com/")).text();
    }

    /** Notes what the runtime tells of workers. */
    private static final class Notes implements WorkerListener {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public void loaded(WorkerDefinition worker, String version, long loadNanos) {
            lines.add("loaded " + worker.name());
        }

        @Override
        public void evicted(WorkerDefinition worker, String version, String cause) {
            lines.add("evicted " + worker.name());
        }

        @Override
        public void terminated(WorkerDefinition worker, String requestId, Failure failure) {
            lines.add("terminated " + worker.name() + " " + failure.status());
        }
    }

    /** Loads slowly, so that several events wait. */
    private static final String LATE = """
            await new Promise((resolve) => setTimeout(resolve, 500));
            export default { fetch(request) {
              if (request.url.endsWith("/end")) for (;;);
              return new Response("answered");
            } };
            """;

    @Test
    void eventsThatHaveNotBegun_whenAnotherBreaksTheIsolate_areRunInTheNext() {
        WorkerDefinition worker = worker("o", "w", LATE);
        try (Workers workers = Workers.startWithOneIsolate()) {
            Exchange ending = workers.send(worker, Workers.get("http://e.com/end"));
            List<Exchange> others = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                others.add(workers.send(worker, Workers.get("http://e.com/")));
            }

            assertThat(ending.await().status()).isEqualTo(429);
            assertThat(others)
                    .allSatisfy(other -> assertThat(other.await().text()).isEqualTo("answered"));
        }
    }

    @Test
    void spares_areMadeAheadAgainAndAgain() {
        WorkerletOptions options = Workers.options(1);
        try (Workers workers = Workers.start(options, WorkerListener.NONE)) {
            for (int i = 0; i < 3; i++) {
                Await.until(
                        "all spares are there",
                        Duration.ofMillis(50),
                        () -> spares(workers) == options.sparesPerLoop());
                assertThat(ask(workers, worker("o", "w" + i, COUNTER))).isEqualTo("1");
            }
        }
    }

    /** -1 where the loop is too busy to tell. */
    private static int spares(Workers workers) {
        return workers.workerlet().statistics().pools().stream()
                .mapToInt(PoolStatistics::spares)
                .findFirst()
                .orElse(-1);
    }

    @Test
    void runtime_closedWhileASpareIsMade_leavesNone() {
        int before = Workers.isolatesLeft();
        for (int i = 0; i < 5; i++) {
            Workers workers = Workers.start(Workers.options(1), WorkerListener.NONE);
            assertThat(ask(workers, worker("o", "w", COUNTER))).isEqualTo("1");
            workers.close();
            assertThat(workers.workerlet().statistics().openIsolates()).isLessThanOrEqualTo(before);
        }
    }

    @Test
    void owners_neverShareAnIsolate() {
        try (Workers workers = Workers.start(options(10, 10, 10, Duration.ofSeconds(5)), WorkerListener.NONE)) {
            assertThat(ask(workers, worker("a", "w", COUNTER))).isEqualTo("1");
            assertThat(ask(workers, worker("b", "w", COUNTER))).isEqualTo("1");
            assertThat(ask(workers, worker("a", "w", COUNTER))).isEqualTo("2");
            assertThat(workers.workerlet().statistics().isolates()).isEqualTo(2);
        }
    }

    @Test
    void isolate_atRestAfterOneEventThatLeftMuch_isCollected() {
        WorkerDefinition worker = worker("o", "w", """
                export default { fetch() {
                  const kept = [];
                  while (kept.length < 400_000) kept.push(new Array(16).fill(0));
                  return new Response("" + kept.length);
                } };
                """);
        try (Workers workers = Workers.start(options(2, 2, 10, Duration.ofSeconds(5)), WorkerListener.NONE)) {
            assertThat(ask(workers, worker)).isEqualTo("400000");
            WorkerletStatistics left = workers.workerlet().statistics();
            // On a slow machine it may be collected already.
            assertThat(left.collections() > 0 || left.heapBytes() > 50_000_000).isTrue();

            Await.until(
                    "the heap is made small",
                    Duration.ofMillis(200),
                    () -> workers.workerlet().statistics().collections() > 0
                            && workers.workerlet().statistics().heapBytes() < 16_000_000);

            assertThat(workers.workerlet().statistics().collections()).isEqualTo(1);
        }
    }

    @Test
    void worker_thatLeaks_losesNoRequest() {
        WorkerDefinition worker = worker("o", "w", """
                const kept = [];
                export default { fetch: () => new Response("" + kept.push(new Array(250_000).fill(0.5))) };
                """);
        Notes notes = new Notes();
        try (Workers workers = Workers.start(options(1, 2, 10, Duration.ofSeconds(5)), notes)) {
            int most = 0;
            for (int i = 0; i < 150; i++) {
                most = Math.max(most, Integer.parseInt(ask(workers, worker)));
            }
            assertThat(most).as("arrays of 2 MB in 128 MiB").isBetween(40, 64);
            assertThat(notes.lines).contains("evicted w").doesNotContain("terminated w 429");
        }
    }

    /** Collections that find garbage first, and take so long that the next would come too late. */
    @Test
    void worker_thatLeaks_andLeavesGarbage_losesNoRequest() {
        WorkerDefinition worker = worker("o", "w", """
                const small = Array.from({ length: 700_000 }, (_, n) => [n + 0.5]);
                const kept = [];
                export default { fetch() {
                  const garbage = [];
                  for (let i = 0; i < 4; i++) garbage.push(new Array(120_000).fill(0.5));
                  return new Response("" + (kept.push(garbage[3]) + small.length - 700_000));
                } };
                """);
        Notes notes = new Notes();
        try (Workers workers = Workers.start(options(1, 2, 10, Duration.ofSeconds(5)), notes)) {
            int most = 0;
            for (int i = 0; i < 200; i++) {
                most = Math.max(most, Integer.parseInt(ask(workers, worker)));
            }
            assertThat(most)
                    .as("arrays of 1 MB beside many small ones in 128 MiB")
                    .isBetween(20, 80);
            assertThat(notes.lines).contains("evicted w").doesNotContain("terminated w 429");
        }
    }

    @Test
    void worker_thatFillsItsHeapAtTheStart_isKept() {
        WorkerDefinition worker = worker("o", "w", """
                const kept = Array.from({ length: 50 }, () => new Array(250_000).fill(0.5));
                let n = 0;
                export default { fetch: () => new Response(kept.length + " " + ++n) };
                """);
        Notes notes = new Notes();
        try (Workers workers = Workers.start(options(1, 2, 10, Duration.ofSeconds(5)), notes)) {
            for (int i = 1; i <= 20; i++) {
                assertThat(ask(workers, worker)).isEqualTo("50 " + i);
            }
            assertThat(notes.lines).containsExactly("loaded w");
        }
    }

    @Test
    void isolate_atRestAfterManyEvents_isCollectedOnce() {
        WorkerDefinition worker = worker("o", "w", """
                const garbage = new WeakRef({});
                export default { fetch: () => new Response(garbage.deref() === undefined ? "collected" : "there") };
                """);
        try (Workers workers = Workers.start(options(2, 2, 10, Duration.ofSeconds(5)), WorkerListener.NONE)) {
            // From so many on it is collected.
            for (int i = 0; i < 100; i++) {
                assertThat(ask(workers, worker)).isEqualTo("there");
            }

            // Asking is work for the loop, and the isolate is collected when the loop is quiet.
            Await.until(
                    "the heap is made small",
                    Duration.ofMillis(200),
                    () -> workers.workerlet().statistics().collections() > 0);

            assertThat(ask(workers, worker)).isEqualTo("collected");
            assertThat(workers.workerlet().statistics().collections()).isEqualTo(1);
        }
    }

    @Test
    void pool_full_theLeastRecentlyUsedIdleIsolateGoes() {
        Notes notes = new Notes();
        try (Workers workers = Workers.start(options(2, 2, 10, Duration.ofSeconds(5)), notes)) {
            ask(workers, worker("o", "w1", COUNTER));
            ask(workers, worker("o", "w2", COUNTER));
            ask(workers, worker("o", "w1", COUNTER));
            ask(workers, worker("p", "w3", COUNTER));

            assertThat(notes.lines).containsExactly("loaded w1", "loaded w2", "evicted w2", "loaded w3");
            assertThat(ask(workers, worker("o", "w1", COUNTER))).isEqualTo("3");
        }
    }

    @Test
    void newVersion_evictsTheOldOneAtOnce() {
        Notes notes = new Notes();
        try (Workers workers = Workers.start(options(5, 5, 10, Duration.ofSeconds(5)), notes)) {
            MapSource source = MapSource.of(COUNTER);
            ask(workers, Workers.worker(source.withVersion("1")));
            ask(workers, Workers.worker(source.withVersion("2")));

            assertThat(notes.lines).containsExactly("loaded test", "evicted test", "loaded test");
            Await.until(
                    "one isolate is left",
                    () -> workers.workerlet().statistics().isolates() == 1);
        }
    }

    @Test
    void busyOwner_waitsInOrder_andIsServedWhenAPlaceIsFree() {
        try (Workers workers = Workers.start(options(1, 1, 10, Duration.ofSeconds(20)), WorkerListener.NONE)) {
            List<String> order = new CopyOnWriteArrayList<>();
            List<Exchange> exchanges = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                String name = "w" + i;
                Exchange exchange = new Exchange() {
                    @Override
                    public void respond(dev.workerlet.runtime.message.FetchResponse response) {
                        order.add(name);
                        super.respond(response);
                    }
                };
                exchanges.add(exchange);
                workers.workerlet().dispatch(isolated("o", name, SLOW), Workers.get("http://e.com/"), exchange);
            }
            exchanges.forEach(exchange -> assertThat(exchange.await().text()).isEqualTo("done"));

            assertThat(order).containsExactly("w0", "w1", "w2", "w3");
        }
    }

    @Test
    void queue_full_isRefusedWith503() {
        try (Workers workers = Workers.start(options(1, 1, 2, Duration.ofSeconds(20)), WorkerListener.NONE)) {
            List<Exchange> exchanges = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                exchanges.add(workers.send(isolated("o", "w" + i, SLOW), Workers.get("http://e.com/")));
            }
            List<Integer> statuses = exchanges.stream()
                    .map(exchange -> exchange.await().status())
                    .toList();

            assertThat(statuses.get(0)).isEqualTo(200);
            assertThat(statuses).contains(503).containsOnly(200, 503);
            Exchange refused = exchanges.get(statuses.indexOf(503));
            assertThat(refused.await().text()).contains("overloaded");
            assertThat(refused.await().failed().retryAfterSeconds()).isPositive();
        }
    }

    @Test
    void queue_wait_hasADeadline() {
        try (Workers workers = Workers.start(options(1, 1, 10, Duration.ofMillis(30)), WorkerListener.NONE)) {
            Exchange first = workers.send(isolated("o", "w1", SLOW), Workers.get("http://e.com/"));
            Exchange second = workers.send(isolated("o", "w2", SLOW), Workers.get("http://e.com/"));

            assertThat(second.await().status()).isEqualTo(503);
            assertThat(second.await().text()).contains("queue-wait");
            assertThat(first.await().status()).isEqualTo(200);
        }
    }

    @Test
    void strictContext_becomesShareable_whenOthersWaitForIt() {
        try (Workers workers = Workers.start(options(1, 1, 10, Duration.ofSeconds(20)), WorkerListener.NONE)) {
            WorkerDefinition worker = worker("o", "w", SLOW);
            List<Exchange> exchanges = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                exchanges.add(workers.send(worker, Workers.get("http://e.com/")));
            }
            exchanges.forEach(exchange -> assertThat(exchange.await().text()).isEqualTo("done"));

            assertThat(workers.workerlet().statistics().isolates()).isEqualTo(1);
        }
    }

    @Test
    void terminatedContext_isReplaced() {
        Notes notes = new Notes();
        try (Workers workers = Workers.start(options(5, 5, 10, Duration.ofSeconds(5)), notes)) {
            String script = "let n = 0; export default { fetch(request) { n++; "
                    + "if (request.url.endsWith('loop')) for (;;) {} return new Response(String(n)); } };";
            WorkerDefinition worker = worker("o", "w", script);
            assertThat(ask(workers, worker)).isEqualTo("1");
            assertThat(workers.fetch(worker, Workers.get("http://e.com/loop")).status())
                    .isEqualTo(429);
            // One whose thread finds no processor for a while is given up, and its worker refused until it ends.
            Await.until("it is replaced", () -> ask(workers, worker).equals("1"));
            assertThat(notes.lines).contains("terminated w 429");
        }
    }

    @Test
    void close_answersWhatIsRunning_andRefusesTheRest() {
        Workers workers = Workers.start(options(5, 5, 10, Duration.ofSeconds(5)), WorkerListener.NONE);
        Exchange running = workers.send(worker("o", "w", SLOW), Workers.get("http://e.com/"));
        workers.close();
        Exchange late = workers.send(worker("o", "w", SLOW), Workers.get("http://e.com/"));

        assertThat(running.await().text()).isEqualTo("done");
        assertThat(late.await().status()).isEqualTo(503);
    }

    @Test
    void close_endsAnEndlessLoop() {
        WorkerletOptions impatient = options(5, 5, 10, Duration.ofSeconds(5)).toBuilder()
                .drainTimeout(Duration.ofMillis(50))
                .build();
        Workers workers = Workers.start(impatient, WorkerListener.NONE);
        Exchange endless = workers.send(
                worker("o", "w", "export default { fetch() { for (;;) {} } };"), Workers.get("http://e.com/"));
        workers.close();

        assertThat(endless.await().status()).isIn(429, 503);
    }

    @Test
    void runtimes_mayFollowOneAnother_andLeaveNoThread() {
        int before = countThreads();
        for (int i = 0; i < 3; i++) {
            try (Workers workers = Workers.start()) {
                assertThat(ask(workers, worker("o", "w", COUNTER))).isEqualTo("1");
            }
        }
        Await.until("the runtimes' threads have ended", () -> countThreads() <= before);
    }

    private static int countThreads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("workerlet-"))
                .count();
    }

    @Test
    void load_mixOfManyWorkers_answersEveryRequestRight() {
        // Nothing is refused because the machine is slow.
        OverloadLimits patient = new OverloadLimits(0, Duration.ZERO, 0, Duration.ofSeconds(1), 16);
        try (Workers workers =
                Workers.start(Workers.options(2).toBuilder().overload(patient).build(), WorkerListener.NONE)) {
            AtomicInteger wrong = new AtomicInteger();
            List<Exchange> exchanges = new ArrayList<>();
            List<String> expected = new ArrayList<>();
            String script = "export default { async fetch(request) { const text = await request.text(); "
                    + "if (text.length % 3 === 0) await new Promise((resolve) => setTimeout(resolve, 1)); "
                    + "return new Response(new URL(request.url).pathname + text); } };";
            for (int i = 0; i < 2000; i++) {
                WorkerDefinition worker = worker("o" + i % 3, "w" + i % 7, script);
                String body = "x".repeat(i % 50);
                exchanges.add(workers.send(worker, Workers.post("http://e.com/" + i, body)));
                expected.add("/" + i + body);
                if (i % 100 == 99) {
                    exchanges.forEach(Exchange::await);
                }
            }
            for (int i = 0; i < exchanges.size(); i++) {
                if (!exchanges.get(i).await().text().equals(expected.get(i))) {
                    wrong.incrementAndGet();
                }
            }
            assertThat(wrong).hasValue(0);
        }
    }
}
