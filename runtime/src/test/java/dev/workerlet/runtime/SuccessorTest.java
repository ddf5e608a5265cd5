package dev.workerlet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.context.WorkerListener;
import dev.workerlet.runtime.context.WorkerMode;
import dev.workerlet.runtime.limits.OverloadLimits;
import dev.workerlet.runtime.limits.TerminationReason;
import dev.workerlet.runtime.limits.WorkerLimits;
import dev.workerlet.runtime.support.Answer;
import dev.workerlet.runtime.support.Await;
import dev.workerlet.runtime.support.Exchange;
import dev.workerlet.runtime.support.MapSource;
import dev.workerlet.runtime.support.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Turns that V8 does not end when it is told to, on the only loop that there is. */
class SuccessorTest {
    /** Some seconds within one built-in function, which looks at no request to stop. */
    private static final String STUCK_CALL = "Array.prototype.lastIndexOf.call({ length: 1e8 }, 1)";

    private static final String STUCK =
            "export default { fetch() { " + STUCK_CALL + "; return new Response('late'); } };";
    private static final String STUCK_LATER =
            "export default { async fetch() { " + "await new Promise(done => setTimeout(done, 2_000)); " + STUCK_CALL
                    + "; return new Response('late'); } };";
    private static final String STUCK_AT_START = STUCK_CALL + "; export default { fetch: () => new Response('late') };";
    private static final String HELLO = "export default { fetch: () => new Response('hello') };";
    private static final String WAITS = "export default { fetch: async () => { "
            + "await new Promise(done => setTimeout(done, 300)); return new Response('waited'); } };";
    private static final String SHARED = "export default { async fetch(request) { "
            + "if (request.url.endsWith('stuck')) { " + STUCK_CALL + "; }"
            + "await new Promise(done => setTimeout(done, 5_000)); return new Response('waited'); } };";

    private static final int STUCK_THREADS = 8;

    private static final int ISOLATES_BEFORE = Workers.isolatesLeft();

    private final Workers workers = Workers.start(Workers.options(1), WorkerListener.NONE);

    private static WorkerDefinition worker(String name, String script) {
        WorkerLimits limits = script.contains(STUCK_CALL) ? WorkerLimits.DEFAULTS : Workers.LIMITS;
        return new WorkerDefinition(name, name, MapSource.of(script), WorkerMode.POOLED, Map.of(), limits);
    }

    private Exchange send(WorkerDefinition worker, String path) {
        return workers.send(worker, Workers.get("http://e.com/" + path));
    }

    private Answer ask(WorkerDefinition worker) {
        return send(worker, "").await();
    }

    private int stuckThreads() {
        return workers.workerlet().statistics().stuckThreads();
    }

    @AfterEach
    void close_leavesNoIsolateBehind() {
        Await.until("the threads have come back", () -> stuckThreads() == 0);
        workers.close();
        assertThat(workers.workerlet().statistics().openIsolates()).isLessThanOrEqualTo(ISOLATES_BEFORE);
    }

    @Test
    void turnThatCanNotBeEnded_isAnswered_andTheLoopGoesOn() {
        Exchange waiting = send(worker("other", WAITS), "");
        Answer answer = ask(worker("stuck", STUCK));

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.failed().reason()).isEqualTo(TerminationReason.CPU_TIME_LIMIT);
        assertThat(stuckThreads()).isEqualTo(1);
        assertThat(ask(worker("third", HELLO)).text()).isEqualTo("hello");
        assertThat(waiting.await().text()).isEqualTo("waited");
        assertThat(stuckThreads()).isEqualTo(1);
    }

    @Test
    void worker_isRefused_asLongAsItKeepsAThread() {
        WorkerDefinition stuck = worker("stuck", STUCK);
        ask(stuck);

        Answer refused = ask(stuck);

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.failed().detail()).contains("can't be ended");
        assertThat(ask(worker("stuck", HELLO)).text()).isEqualTo("hello");
        Await.until("the thread has come back", () -> stuckThreads() == 0);
        assertThat(ask(stuck).status()).isEqualTo(429);
    }

    @Test
    void otherRequestsOfTheContext_areAnsweredToo() {
        try (Workers narrow = Workers.startWithOneIsolate()) {
            WorkerDefinition shared = worker("shared", SHARED);
            List<Exchange> neighbours = Stream.of("a", "b")
                    .map(path -> narrow.send(shared, Workers.get("http://e.com/" + path)))
                    .toList();
            Await.until("both run", () -> narrow.workerlet().statistics().activeRequests() == 2);

            Answer culprit = narrow.fetch(shared, Workers.get("http://e.com/stuck"));

            assertThat(culprit.status()).isEqualTo(429);
            for (Exchange neighbour : neighbours) {
                assertThat(neighbour.await().failed().reason()).isEqualTo(TerminationReason.ABORTED);
            }
            Await.until(
                    "the thread has come back",
                    () -> narrow.workerlet().statistics().stuckThreads() == 0);
        }
    }

    @Test
    void queuedEvents_areServedByTheSuccessor_onceEach() {
        WorkerDefinition stuck = worker("stuck", STUCK);
        WorkerDefinition hello = worker("hello", HELLO);
        List<Exchange> sent = Stream.of(hello, stuck, hello, stuck, hello, hello)
                .map(worker -> send(worker, ""))
                .toList();

        List<Integer> statuses = new ArrayList<>();
        sent.forEach(exchange -> statuses.add(exchange.await().status()));

        // Whether the second is refused depends on how many turns of a worker may take long at once.
        assertThat(statuses.get(3)).isIn(429, 503);
        statuses.remove(3);
        assertThat(statuses).containsExactly(200, 429, 200, 200, 200);
    }

    @Test
    void scriptThatIsStuckWhileItLoads_isAnswered_andRefusedOnlyUntilTheThreadIsBack() {
        // So little that the built-in takes long enough on any machine to be given up.
        WorkerLimits limits = WorkerLimits.DEFAULTS.toBuilder()
                .startCpuTime(Duration.ofMillis(100))
                .build();
        WorkerDefinition stuck = new WorkerDefinition(
                "stuck", "stuck", MapSource.of(STUCK_AT_START), WorkerMode.POOLED, Map.of(), limits);
        assertThat(ask(stuck).status()).isEqualTo(429);
        assertThat(ask(stuck).status()).isEqualTo(503);
        assertThat(ask(worker("hello", HELLO)).text()).isEqualTo("hello");

        Await.until("the thread has come back", () -> stuckThreads() == 0);

        assertThat(ask(stuck).status()).isEqualTo(429);
    }

    @Test
    void isolateOfWorkerMode_isLeftToItsThread() {
        WorkerDefinition once = new WorkerDefinition(
                "once", "o", MapSource.of(STUCK), WorkerMode.ISOLATED, Map.of(), WorkerLimits.DEFAULTS);

        assertThat(ask(once).status()).isEqualTo(429);
        assertThat(ask(worker("hello", HELLO)).text()).isEqualTo("hello");
        assertThat(workers.workerlet().statistics().isolates()).isEqualTo(1);
    }

    @Test
    void ownerOfManySuchTurns_leavesThreadsForOthers() {
        assertThat(mostStuckOfTwelve(STUCK)).isLessThan(STUCK_THREADS);
    }

    @Test
    void ownerOfManySuchTurns_thatHaveWaited_leavesThreadsForOthers() {
        assertThat(mostStuckOfTwelve(STUCK_LATER)).isLessThan(STUCK_THREADS);
    }

    /** Has one owner run {@code script} in twelve workers where there are eight threads. Returns how many it keeps at a time. */
    private static int mostStuckOfTwelve(String script) {
        OverloadLimits eight = new OverloadLimits(0, Duration.ofSeconds(10), 0, Duration.ofSeconds(60), STUCK_THREADS);
        WorkerletOptions options = Workers.options(1).toBuilder()
                .overload(eight)
                .isolatesPerLoop(16)
                .isolatesPerOwner(16)
                .build();
        try (Workers few = Workers.start(options, WorkerListener.NONE)) {
            List<Exchange> sent = IntStream.range(0, 12)
                    .mapToObj(i -> few.send(ofOwner("greedy", "stuck" + i, script), Workers.get("http://e.com/")))
                    .toList();
            AtomicInteger most = new AtomicInteger();
            Await.until("all are answered", () -> {
                most.accumulateAndGet(few.workerlet().statistics().stuckThreads(), Math::max);
                return sent.stream().allMatch(Exchange::isAnswered);
            });
            List<Answer> answers = sent.stream().map(Exchange::await).toList();
            assertThat(answers).extracting(Answer::status).containsOnly(429, 503);
            answers.stream()
                    .filter(answer -> answer.status() == 503)
                    .forEach(answer -> assertThat(answer.failed().detail()).contains("owner greedy"));

            Answer modest = few.fetch(ofOwner("modest", "stuck", STUCK), Workers.get("http://e.com/"));
            assertThat(modest.status()).isEqualTo(429);
            assertThat(few.fetch(HELLO).text()).isEqualTo("hello");
            Await.until(
                    "the threads have come back",
                    () -> few.workerlet().statistics().stuckThreads() == 0);
            return most.get();
        }
    }

    private static WorkerDefinition ofOwner(String owner, String name, String script) {
        return new WorkerDefinition(
                name, owner, MapSource.of(script), WorkerMode.POOLED, Map.of(), WorkerLimits.DEFAULTS);
    }
}
