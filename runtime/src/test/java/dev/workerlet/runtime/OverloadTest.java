package dev.workerlet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.context.WorkerListener;
import dev.workerlet.runtime.context.WorkerMode;
import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.limits.LimitCounts;
import dev.workerlet.runtime.limits.OverloadLimits;
import dev.workerlet.runtime.limits.Refusal;
import dev.workerlet.runtime.limits.TerminationReason;
import dev.workerlet.runtime.limits.WorkerLimits;
import dev.workerlet.runtime.support.Answer;
import dev.workerlet.runtime.support.Await;
import dev.workerlet.runtime.support.Exchange;
import dev.workerlet.runtime.support.HttpPeer;
import dev.workerlet.runtime.support.MapSource;
import dev.workerlet.runtime.support.Workers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Workers that take what their neighbours need, with real isolates. */
class OverloadTest {
    private static final long FIRST_HOLD_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final String ENDLESS = "export default { fetch() { for (;;) {} } };";
    private static final String BROKEN = "export default { fetch( };";
    private static final String THROWS = "export default { fetch() { throw new Error('as it happens'); } };";
    private static final String HELLO = "export default { fetch: () => new Response('hello') };";
    /** Fails as long as it is told to. */
    private static final String MOODY = "export default { fetch(request) { while (request.url.endsWith('bad')) {} "
            + "return new Response('good'); } };";

    private static final String BURNS = "export default { fetch() { const end = Date.now() + 45; "
            + "while (Date.now() < end) {} return new Response('burnt'); } };";

    /** Wants more password hashes than can be made in its time; asked again, it tells whether it has begun. */
    private static final String HASHES = """
            let begun = false;
            export default {
              async fetch(request) {
                if (request.url.endsWith("begun")) return new Response(String(begun));
                const key = await crypto.subtle.importKey("raw", new Uint8Array(8), "PBKDF2", false, ["deriveBits"]);
                const parameters = { name: "PBKDF2", salt: new Uint8Array(8), iterations: 1e7, hash: "SHA-512" };
                const hashes = Array.from({ length: 100 }, () => crypto.subtle.deriveBits(parameters, key, 512));
                begun = true;
                await Promise.all(hashes);
                return new Response("derived");
              },
            };
            """;

    private static final String SIGNS = """
            export default {
              async fetch() {
                const key = await crypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
                await crypto.subtle.sign("HMAC", key, new Uint8Array(8));
                return new Response("signed");
              },
            };
            """;

    private static WorkerDefinition worker(String owner, String script, WorkerLimits limits) {
        return new WorkerDefinition("w", owner, MapSource.of(script), WorkerMode.POOLED, Map.of(), limits);
    }

    private static WorkerDefinition worker(String owner, String script) {
        return worker(owner, script, WorkerLimits.DEFAULTS);
    }

    private static Answer ask(Workers workers, WorkerDefinition worker, String path) {
        return workers.fetch(worker, Workers.get("http://e.com/" + path));
    }

    private static Workers start(int kills, Duration breakLimit) {
        return Workers.start(
                Workers.options(1).toBuilder()
                        .overload(new OverloadLimits(0, Duration.ZERO, kills, breakLimit, 0))
                        .build(),
                WorkerListener.NONE);
    }

    @Test
    void workerThatLoops_isHeldBack_andItsNeighbourIsServed() {
        try (Workers workers = start(3, Duration.ofSeconds(60))) {
            WorkerDefinition endless = worker("attacker", ENDLESS);
            Answer refused = failUntilHeldBack(workers, endless, 429);

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.failed().reason()).isEqualTo(TerminationReason.OVERLOADED);
            assertThat(refused.failed().retryAfterSeconds()).isPositive();
            assertThat(ask(workers, worker("other", HELLO), "").text()).isEqualTo("hello");
            assertThat(counts(workers).refusals(Refusal.BREAKER)).isEqualTo(1);
            assertThat(counts(workers).terminations(TerminationReason.CPU_TIME_LIMIT))
                    .isGreaterThanOrEqualTo(3);
        }
    }

    /** Asks three times for what fails, and returns the answer to the next: later where the machine stood still for the whole hold. */
    private static Answer failUntilHeldBack(Workers workers, WorkerDefinition worker, int status) {
        Answer answer = ask(workers, worker, "");
        long lastNanos = System.nanoTime();
        for (int kills = 1; kills < 10 && answer.status() == status; kills++) {
            long beforeNanos = lastNanos;
            lastNanos = System.nanoTime();
            answer = ask(workers, worker, "");
            if (kills < 3) {
                assertThat(answer.status()).isEqualTo(status);
            } else if (answer.status() == status) {
                assertThat(System.nanoTime() - beforeNanos).isGreaterThan(FIRST_HOLD_NANOS);
            }
        }
        return answer;
    }

    private static LimitCounts counts(Workers workers) {
        return workers.workerlet().statistics().counts();
    }

    @Test
    void runtimeThatStops_countsAndTellsOfWhatItRefuses() {
        List<Refusal> told = new CopyOnWriteArrayList<>();
        Workers workers = Workers.start(Workers.options(1), new WorkerListener() {
            @Override
            public void refused(WorkerDefinition worker, String requestId, Failure failure) {
                told.add(Objects.requireNonNull(failure.refusal()));
            }
        });
        workers.close();

        assertThat(ask(workers, worker("o", HELLO), "").status()).isEqualTo(503);
        assertThat(told).containsExactly(Refusal.STOPPING);
        assertThat(counts(workers).refusals(Refusal.STOPPING)).isEqualTo(1);
    }

    @Test
    void workerThatCanNotBeLoaded_isHeldBack_untilItsScriptIsChanged() {
        try (Workers workers = start(3, Duration.ofSeconds(60))) {
            assertThat(failUntilHeldBack(workers, worker("o", BROKEN), 500).text())
                    .contains("held back")
                    .contains("SyntaxError");
            assertThat(ask(workers, worker("o", HELLO), "").text()).isEqualTo("hello");
        }
    }

    @Test
    void workerThatThrows_isNotHeldBack() {
        try (Workers workers = start(3, Duration.ofSeconds(60))) {
            for (int i = 0; i < 20; i++) {
                assertThat(ask(workers, worker("o", THROWS), "").status()).isEqualTo(500);
            }
        }
    }

    @Test
    void workerThatRecovers_isServedAgain() {
        try (Workers workers = start(2, Duration.ofSeconds(2))) {
            WorkerDefinition moody = worker("o", MOODY);
            for (int i = 0; i < 2; i++) {
                assertThat(ask(workers, moody, "bad").status()).isEqualTo(429);
            }
            // A probe may be let through meanwhile: it is ended, and the time is twice as long.
            Await.until("it is held back", () -> ask(workers, moody, "bad").status() == 503);

            Await.until(
                    "a probe is let through", () -> ask(workers, moody, "good").status() == 200);
            Await.until("all are", () -> ask(workers, moody, "good").status() == 200);
        }
    }

    @Test
    void eventsThatCameBefore_areRefusedToo() {
        try (Workers workers = start(3, Duration.ofSeconds(60))) {
            WorkerDefinition endless = worker("o", ENDLESS);
            List<Exchange> exchanges = IntStream.range(0, 20)
                    .mapToObj(i -> workers.send(endless, Workers.get("http://e.com/" + i)))
                    .toList();

            long killed = exchanges.stream()
                    .filter(exchange -> exchange.await().status() == 429)
                    .count();

            assertThat(killed).isEqualTo(3);
        }
    }

    private static List<Exchange> flood(Workers workers, WorkerDefinition worker, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> workers.send(worker, Workers.get("http://e.com/" + i)))
                .toList();
    }

    /** The others' turns that one may wait for; on a slow machine one's own takes as long as some of these. */
    private static long fewOf(long rest) {
        return Math.max(3, rest / 2);
    }

    private static long answered(List<Exchange> exchanges) {
        return exchanges.stream().filter(Exchange::isAnswered).count();
    }

    @Test
    void ownerThatUsesUpTheLoop_keepsAnotherWaitingForAFewTurnsOnly() {
        try (Workers workers = Workers.start()) {
            WorkerDefinition hello = worker("quick", HELLO);
            List<Exchange> flood = flood(workers, worker("burner", BURNS, Workers.LIMITS), 60);
            Await.until("the flood is under way", () -> answered(flood) > 0);
            for (int i = 0; i < 10; i++) {
                long before = answered(flood);

                assertThat(ask(workers, hello, "").text()).isEqualTo("hello");
                assertThat(answered(flood) - before).isLessThanOrEqualTo(fewOf(flood.size() - before));
            }
            flood.forEach(exchange -> assertThat(exchange.await().text()).isEqualTo("burnt"));
        }
    }

    @Test
    void ownerWhoseEventsAllGoOnAtOnce_keepsAnotherWaitingForAFewTurnsOnly() {
        WorkerletOptions options = Workers.reachingHere(1);
        try (Workers workers = Workers.start(options, WorkerListener.NONE);
                HttpPeer peer = HttpPeer.start()) {
            WorkerDefinition hello = worker("quick", HELLO);
            String burnsLater = BURNS.replace("{ const end", "{ await fetch('" + peer.url("/slow") + "'); const end")
                    .replace("fetch() {", "async fetch() {");
            List<Exchange> flood = flood(workers, worker("burner", burnsLater, Workers.LIMITS), 30);
            Await.until("all wait", () -> peer.slow() == 30);
            peer.release();
            Await.until("they go on", () -> answered(flood) > 0);
            for (int i = 0; i < 5; i++) {
                long before = answered(flood);

                assertThat(ask(workers, hello, "").text()).isEqualTo("hello");
                assertThat(answered(flood) - before).isLessThanOrEqualTo(fewOf(flood.size() - before));
            }
            flood.forEach(exchange -> assertThat(exchange.await().text()).isEqualTo("burnt"));
        }
    }

    @Test
    void ownerThatComputesOffTheLoop_leavesThreadsToAnother() {
        WorkerletOptions oneIsolate = Workers.options(1).toBuilder()
                .isolatesPerOwner(1)
                .drainTimeout(Duration.ZERO)
                .build();
        try (Workers workers = Workers.start(oneIsolate, WorkerListener.NONE)) {
            WorkerDefinition hashes = worker("greedy", HASHES);
            Exchange greedy = workers.send(hashes, Workers.get("http://e.com/"));
            Await.until(
                    "the hashes wait",
                    () -> ask(workers, hashes, "begun").text().equals("true"));

            assertThat(ask(workers, worker("quick", SIGNS), "").text()).isEqualTo("signed");
            assertThat(greedy.isAnswered()).isFalse();
        }
    }

    @Test
    void ownerThatFillsTheQueue_leavesRoomForAnother() {
        WorkerletOptions narrow = Workers.options(1).toBuilder()
                .isolatesPerLoop(10)
                .isolatesPerOwner(10)
                .sparesPerLoop(0)
                .queuePerLoop(20)
                .overload(new OverloadLimits(0, Duration.ZERO, 0, Duration.ofSeconds(1), 16))
                .build();
        try (Workers workers = Workers.start(narrow, WorkerListener.NONE)) {
            List<Exchange> flood = flood(workers, worker("burner", BURNS, Workers.LIMITS), 60);
            Answer answer = ask(workers, worker("quick", HELLO), "");

            assertThat(answer.text()).isEqualTo("hello");
            flood.forEach(exchange -> assertThat(exchange.await().status()).isIn(200, 503));
            assertThat(flood.stream().filter(exchange -> exchange.await().status() == 200))
                    .hasSizeBetween(20, 45);
            assertThat(counts(workers).refusals(Refusal.QUEUE) + counts(workers).refusals(Refusal.OWNER))
                    .isEqualTo(flood.stream()
                            .filter(exchange -> exchange.await().status() == 503)
                            .count());
        }
    }

    @Test
    void overload_isRefusedAtOnce_andAnotherOwnerIsServed() {
        WorkerletOptions options = Workers.options(1).toBuilder()
                .overload(new OverloadLimits(0, Duration.ofMillis(500), 0, Duration.ofSeconds(1), 0))
                .build();
        try (Workers workers = Workers.start(options, WorkerListener.NONE)) {
            WorkerDefinition burner = worker("burner", BURNS, Workers.LIMITS);
            long refused = 0;
            // Where the machine stands still in the midst of it, all is done before more comes, and nothing to refuse.
            for (int i = 0; i < 10 && refused <= 70; i++) {
                refused = refusedWhileBusy(workers, burner);
            }

            assertThat(refused).isGreaterThan(70);
            assertThat(ask(workers, worker("quick", HELLO), "").text()).isEqualTo("hello");
        }
    }

    /** How many of a hundred are refused at once that come while twenty others are under way. */
    private static long refusedWhileBusy(Workers workers, WorkerDefinition burner) {
        List<Exchange> first = flood(workers, burner, 20);
        Await.until("some have waited", () -> answered(first) > 12);
        List<Exchange> more = flood(workers, burner, 100);
        List<Exchange> refused = more.stream()
                .filter(exchange -> exchange.isAnswered() && exchange.await().status() == 503)
                .toList();
        refused.forEach(exchange ->
                assertThat(exchange.await().failed().retryAfterSeconds()).isPositive());
        first.forEach(exchange -> assertThat(exchange.await().text()).isEqualTo("burnt"));
        more.forEach(exchange -> assertThat(exchange.await().status()).isIn(200, 503));
        return refused.size();
    }
}
