package dev.workerlet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.context.WorkerListener;
import dev.workerlet.runtime.context.WorkerMode;
import dev.workerlet.runtime.limits.TerminationReason;
import dev.workerlet.runtime.limits.WorkerLimits;
import dev.workerlet.runtime.support.Answer;
import dev.workerlet.runtime.support.Await;
import dev.workerlet.runtime.support.Exchange;
import dev.workerlet.runtime.support.MapSource;
import dev.workerlet.runtime.support.Workers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Turns that take long, on the only loop that there is: the others go on, and what is for the same isolate waits its turn. */
class LongTurnTest {
    /** Computes until {@code ms} have passed. */
    private static final String BUSY = """
            const busy = (ms, each = () => {}) => {
              for (const end = Date.now() + ms; Date.now() < end; ) each();
            };
            """;

    private static final String HELLO = "export default { fetch: () => new Response('hello') };";

    private static final int ISOLATES_BEFORE = Workers.isolatesLeft();

    /** Those of earlier tests may be there still, with the same names. */
    private final Set<Thread> threadsBefore = Thread.getAllStackTraces().keySet();

    private final Workers workers = Workers.start(Workers.options(1), WorkerListener.NONE);

    private static WorkerDefinition worker(String name, String script) {
        return worker(name, script, Workers.LIMITS);
    }

    private static WorkerDefinition worker(String name, String script, WorkerLimits limits) {
        return new WorkerDefinition(name, name, MapSource.of(script), WorkerMode.POOLED, Map.of(), limits);
    }

    /** A worker that computes for so long that others are done on a busy machine, too. */
    private static WorkerDefinition computing(String name, String answer) {
        String script = BUSY + "export default { fetch() { busy(4000); return new Response('" + answer + "'); } };";
        return worker(
                name,
                script,
                Workers.LIMITS.toBuilder().cpuTime(Duration.ofSeconds(30)).build());
    }

    private Exchange send(WorkerDefinition worker, String path) {
        return workers.send(worker, Workers.get("http://e.com/" + path));
    }

    private Exchange sendUntilItRuns(WorkerDefinition worker, String path) {
        Exchange sent = send(worker, path);
        Await.until("it runs", () -> workers.workerlet().statistics().activeRequests() > 0);
        return sent;
    }

    @AfterEach
    void close_leavesNoIsolateBehind() {
        workers.close();
        assertThat(workers.workerlet().statistics().openIsolates()).isLessThanOrEqualTo(ISOLATES_BEFORE);
    }

    @Test
    void others_areAnsweredMeanwhile() {
        WorkerDefinition hello = worker("hello", HELLO);
        Exchange slow = sendUntilItRuns(computing("slow", "slow"), "");

        assertThat(send(hello, "").await().text()).isEqualTo("hello");
        assertThat(slow.isAnswered()).isFalse();
        for (int i = 0; i < 20; i++) {
            assertThat(send(hello, "").await().text()).isEqualTo("hello");
        }
        assertThat(slow.await().text()).isEqualTo("slow");
        assertThat(workers.workerlet().statistics().stuckThreads()).isZero();
    }

    @Test
    void script_mayCallTheHost_whileOthersRun() {
        WorkerDefinition hello = worker("hello", HELLO);
        Exchange slow = sendUntilItRuns(worker("slow", BUSY + """
                        export default { async fetch(request, env, ctx) {
                          let calls = 0;
                          const fired = [];
                          busy(600, () => {
                            const id = setTimeout(() => fired.push("cleared"), 1);
                            clearTimeout(id);
                            if (++calls % 1000 === 0) console.debug(crypto.randomUUID(), btoa("abc"));
                          });
                          setTimeout(() => fired.push("kept"), 1);
                          await new Promise((done) => setTimeout(done, 20));
                          const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode("abc"));
                          return new Response(fired + " " + new Uint8Array(digest)[0].toString(16));
                        } };
                        """), "");

        for (int i = 0; i < 20; i++) {
            assertThat(send(hello, "").await().text()).isEqualTo("hello");
        }

        assertThat(slow.await().text()).isEqualTo("kept ba");
    }

    /** Timers and answers that come during the turn have to wait, and come in their order. */
    @Test
    void callbacksOfTheSameIsolate_waitUntilTheTurnIsOver() {
        WorkerDefinition slow = worker("slow", BUSY + """
                export default { async fetch() {
                  const seen = [];
                  const timers = [1, 2, 3, 4, 5].map((n) => new Promise((done) => setTimeout(() => {
                    if (n === 1) busy(100);
                    seen.push(n);
                    done();
                  }, n)));
                  busy(300);
                  seen.push("turn");
                  await Promise.all(timers);
                  return new Response(seen.join());
                } };
                """);

        assertThat(send(slow, "").await().text()).isEqualTo("turn,1,2,3,4,5");
    }

    @Test
    void requestsOfTheSameWorker_takeTurnsInAsManyIsolatesAsThereAreProcessors() {
        WorkerDefinition slow = worker("slow", BUSY + """
                let running = 0;
                export default { fetch(request) {
                  running++;
                  busy(60);
                  return new Response(new URL(request.url).pathname + " " + running--);
                } };
                """);
        List<Exchange> sent =
                IntStream.range(0, 10).mapToObj(i -> send(slow, "" + i)).toList();

        List<String> answers =
                sent.stream().map(exchange -> exchange.await().text()).toList();

        assertThat(answers)
                .isEqualTo(IntStream.range(0, 10).mapToObj(i -> "/" + i + " 1").toList());
        // The last may have been loading still when the next one came.
        assertThat(workers.workerlet().statistics().isolates())
                .isLessThanOrEqualTo(Runtime.getRuntime().availableProcessors() + 1);
    }

    @Test
    void manyWorkers_computeAtOnce_eachWithItsOwnAnswer() {
        String script = BUSY + """
                export default { async fetch(request) {
                  let rounds = 0;
                  for (let i = 0; i < 4; i++) {
                    busy(30, () => rounds++);
                    await new Promise((done) => setTimeout(done, 1));
                  }
                  return new Response(new URL(request.url).pathname + " " + (rounds > 0));
                } };
                """;
        List<Exchange> sent = IntStream.range(0, 12)
                .mapToObj(i -> send(worker("w" + i, script), "" + i))
                .toList();

        for (int i = 0; i < sent.size(); i++) {
            assertThat(sent.get(i).await().text()).isEqualTo("/" + i + " true");
        }
    }

    @Test
    void turnThatUsesUpItsTime_isEnded_andItsNeighboursGoOn() {
        WorkerDefinition hello = worker("hello", HELLO);
        WorkerLimits limits =
                Workers.LIMITS.toBuilder().cpuTime(Duration.ofSeconds(5)).build();
        Exchange endless = sendUntilItRuns(worker("endless", "export default { fetch() { for (;;); } };", limits), "");

        assertThat(send(hello, "").await().text()).isEqualTo("hello");
        assertThat(endless.isAnswered()).isFalse();
        Answer answer = endless.await();

        assertThat(answer.failed().reason()).isEqualTo(TerminationReason.CPU_TIME_LIMIT);
        // One whose thread finds no processor for a while may be given up before it ends.
        Await.until("no thread is kept", () -> workers.workerlet().statistics().stuckThreads() == 0);
    }

    /** Javet leaves references of each rejection, for which the JVM keeps room with the thread. */
    @Test
    void threadOfATurnWithManyRejections_ends() {
        Thread first = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("workerlet-loop-0") && !threadsBefore.contains(thread))
                .findFirst()
                .orElseThrow();
        WorkerDefinition rejects = worker("rejects", BUSY + """
                export default { fetch() {
                  busy(200);
                  for (let i = 0; i < 70_000; i++) Promise.reject(i).catch(() => {});
                  return new Response("done");
                } };
                """);

        assertThat(send(rejects, "").await().text()).isEqualTo("done");
        Await.until("its thread has ended", () -> !first.isAlive());
        assertThat(send(worker("hello", HELLO), "").await().text()).isEqualTo("hello");
    }

    @Test
    void clientThatLeavesDuringTheTurn_isForgotten_andTheIsolateUsedAgain() {
        WorkerDefinition slow = worker("slow", BUSY + """
                export default { async fetch(request) {
                  if (request.url.endsWith("slow")) {
                    busy(500);
                    await new Promise((done) => {
                      setTimeout(done, 5_000);
                      request.signal.addEventListener("abort", done);
                    });
                  }
                  return new Response("done");
                } };
                """);
        Exchange left = sendUntilItRuns(slow, "slow");
        workers.workerlet().abort(left);

        assertThat(send(slow, "").await().text()).isEqualTo("done");
        assertThat(left.await().failed().reason()).isEqualTo(TerminationReason.ABORTED);
        Await.until("it has ended", () -> workers.workerlet().statistics().activeRequests() == 0);
    }

    @Test
    void newVersion_takesOverWhileATurnOfTheOldOneRuns() {
        Exchange old = sendUntilItRuns(computing("w", "old"), "");

        assertThat(send(worker("w", HELLO), "").await().text()).isEqualTo("hello");
        assertThat(old.isAnswered()).isFalse();
        assertThat(old.await().text()).isEqualTo("old");
        Await.until(
                "the old one is closed", () -> workers.workerlet().statistics().isolates() == 1);
    }

    @Test
    void runtimeThatCloses_endsTheTurn() {
        Exchange endless = sendUntilItRuns(worker("endless", "export default { fetch() { for (;;); } };"), "");

        workers.close();

        assertThat(endless.await().failed().reason()).isIn(TerminationReason.ABORTED, TerminationReason.CPU_TIME_LIMIT);
    }

    /** While a script is loaded, a client leaves and a new version comes. */
    @Test
    void scriptThatIsRetiredWhileItLoads_isClosed() {
        WorkerDefinition slow = worker("w", BUSY + "busy(4000); " + HELLO);
        Exchange left = send(slow, "");
        Await.until("it is loaded", () -> workers.workerlet().statistics().isolates() == 1);
        assertThat(send(worker("w", HELLO), "").await().text()).isEqualTo("hello");
        workers.workerlet().abort(left);

        assertThat(left.await().failed().reason()).isEqualTo(TerminationReason.ABORTED);
        Await.until(
                "only the new one is left",
                () -> workers.workerlet().statistics().isolates() == 1);
    }

    /** More than the shared buffer holds is told in the midst of the turn that loads the script, after its top level is done. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "export default { fetch: () => new Response('hello') };",
                "addEventListener('fetch', (event) => event.respondWith(new Response('hello')));"
            })
    void scriptThatLogsMuchWhileItIsLoaded_isAnswered(String handler) {
        String script = """
                (async () => {
                  for (let i = 0; i < 1000; i++) {
                    await null;
                    console.log("x".repeat(100));
                  }
                })();
                """ + handler;

        assertThat(send(worker("logs", script), "").await().text()).isEqualTo("hello");
    }
}
