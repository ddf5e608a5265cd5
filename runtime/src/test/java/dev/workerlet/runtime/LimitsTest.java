package dev.workerlet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.context.WorkerMode;
import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.limits.Limit;
import dev.workerlet.runtime.limits.TerminationReason;
import dev.workerlet.runtime.limits.WorkerLimits;
import dev.workerlet.runtime.support.Answer;
import dev.workerlet.runtime.support.Await;
import dev.workerlet.runtime.support.Exchange;
import dev.workerlet.runtime.support.LogLines;
import dev.workerlet.runtime.support.MapSource;
import dev.workerlet.runtime.support.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a worker may use, and what the host does when it uses more. */
class LimitsTest {
    private static Workers workers;

    @BeforeAll
    static void start() {
        workers = Workers.start();
    }

    @AfterAll
    static void stop() {
        assertThat(workers.fetch("export default { fetch: () => new Response('alive') };")
                        .text())
                .isEqualTo("alive");
        workers.close();
    }

    private static WorkerDefinition limited(String script, Duration wallClock) {
        WorkerLimits limits = WorkerLimits.DEFAULTS.toBuilder()
                .cpuTime(Duration.ofMillis(200))
                .startCpuTime(Duration.ofSeconds(1))
                .wallClock(wallClock)
                .heapBytes(48L * 1024 * 1024)
                .externalBytes(48L * 1024 * 1024)
                .requestBodyBytes(1024)
                .responseBodyBytes(100_000)
                .maxConcurrentPerIsolate(32)
                .timersPerRequest(10)
                .fetchesPerRequest(3)
                .concurrentFetches(1)
                .fetchBodyBytes(1024)
                .logChars(2_000)
                .build();
        return new WorkerDefinition("limited", "limits", MapSource.of(script), WorkerMode.POOLED, Map.of(), limits);
    }

    private static Answer fetch(String script) {
        return workers.fetch(limited(script, Duration.ofSeconds(20)), Workers.get("http://example.com/"));
    }

    private static Answer fetchImpatiently(String script) {
        return workers.fetch(limited(script, Duration.ofMillis(500)), Workers.get("http://example.com/"));
    }

    private static @Nullable TerminationReason reasonOf(Answer answer) {
        Failure failure = answer.failure();
        return failure == null ? null : failure.reason();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for (;;) {}",
                "try { for (;;) {} } finally { for (;;) {} }",
                "const f = () => { Promise.resolve().then(f); }; f(); await 0; return await new Promise(() => {})",
                "/(a+)+b/.test('a'.repeat(40))",
                "const a = []; for (;;) { a.length = 0; a.push(new Array(10)); }",
                "setTimeout(() => { for (;;) {} }, 1); return await new Promise(() => {})",
            })
    void cpu_endlessLoop_isEndedWith429(String body) {
        Answer answer = fetch("export default { async fetch() { " + body + " } };");

        assertThat(reasonOf(answer)).isEqualTo(TerminationReason.CPU_TIME_LIMIT);
        assertThat(answer.status()).isEqualTo(429);
    }

    @Test
    void cpu_ofManySmallTurns_isAddedUp() {
        Answer answer = fetch("""
                export default { async fetch() {
                  for (;;) {
                    const end = Date.now() + 10;
                    while (Date.now() < end);
                    await new Promise((resolve) => setTimeout(resolve, 0));
                  }
                } };
                """);

        assertThat(reasonOf(answer)).isEqualTo(TerminationReason.CPU_TIME_LIMIT);
    }

    /** Three events use up more than one may have; a fourth waits beside them, and then uses some itself. */
    @Test
    void cpu_ofOthersInTheSameIsolate_isNotBilled() {
        WorkerLimits limits =
                Workers.LIMITS.toBuilder().cpuTime(Duration.ofSeconds(1)).build();
        MapSource source = MapSource.of("""
                let burnt = 0;
                const wait = (millis) => new Promise((resolve) => setTimeout(resolve, millis));
                async function burn() {
                  for (let turn = 0; turn < 50; turn++) {
                    const end = Date.now() + 10;
                    while (Date.now() < end);
                    await wait(0);
                  }
                  return ++burnt;
                }
                export default { async fetch(request) {
                  if (request.url.endsWith("/burn")) return new Response("burnt " + await burn());
                  while (burnt < 3) await wait(10);
                  return new Response("saw " + burnt);
                } };
                """);
        WorkerDefinition worker = new WorkerDefinition("shared", "limits", source, WorkerMode.POOLED, Map.of(), limits);
        try (Workers narrow = Workers.startWithOneIsolate()) {
            Exchange waiting = narrow.send(worker, Workers.get("http://example.com/wait"));
            for (int i = 1; i <= 3; i++) {
                assertThat(narrow.fetch(worker, Workers.get("http://example.com/burn"))
                                .text())
                        .isEqualTo("burnt " + i);
            }

            assertThat(waiting.await().text()).isEqualTo("saw 3");
        }
    }

    @Test
    void cpu_ofTheTopLevel_hasItsOwnLimit() {
        long before = reached(Limit.START_CPU);
        Answer answer = fetch("for (;;) {} export default {};");

        assertThat(answer.status()).isEqualTo(429);
        assertThat(reasonOf(answer)).isEqualTo(TerminationReason.CPU_TIME_LIMIT);
        assertThat(reached(Limit.START_CPU)).isEqualTo(before + 1);
    }

    @Test
    void wallClock_parkedRequest_meetsItsDeadline() {
        long before = reached(Limit.WALL);
        Answer answer = fetchImpatiently("""
                export default { async fetch() {
                  setInterval(() => {}, 100);
                  await new Promise(() => {});
                } };
                """);

        assertThat(reasonOf(answer)).isEqualTo(TerminationReason.WALL_CLOCK_TIMEOUT);
        assertThat(answer.status()).isEqualTo(504);
        assertThat(reached(Limit.WALL)).isEqualTo(before + 1);
    }

    /** A thread that waits can't be ended. */
    @Test
    void atomicsWait_isRefused() {
        Answer answer =
                fetch("export default { fetch() { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); } };");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text()).contains("TypeError", "Atomics.wait");
    }

    @Test
    void heap_exceeded_is429AndTheIsolateGone() {
        long before = reached(Limit.HEAP);
        WorkerDefinition worker = roomy("""
                let asked = 0;
                export default { fetch(request) {
                  asked++;
                  if (request.url.endsWith("/asked")) return new Response(String(asked));
                  const a = []; for (;;) a.push({ x: Math.random(), y: [a.length] });
                } };
                """);
        String asked = "http://example.com/asked";
        assertThat(workers.fetch(worker, Workers.get(asked)).text()).isEqualTo("1");
        assertThat(workers.fetch(worker, Workers.get(asked)).text()).isEqualTo("2");

        Answer answer = workers.fetch(worker, Workers.get("http://example.com/"));

        assertThat(reasonOf(answer)).isEqualTo(TerminationReason.MEMORY_LIMIT);
        // Where the machine is slow, V8 takes so long to end it that the turn is given up.
        assertThat(answer.failed().detail()).matches("(A turn can't be ended: )?heap-limit of (?s:.*)");
        assertThat(answer.status()).isEqualTo(429);
        assertThat(reached(Limit.HEAP)).isEqualTo(before + 1);
        // A turn that was given up keeps its worker from further events until its thread has come back.
        List<Answer> later = new ArrayList<>();
        Await.until("the worker takes events", () -> {
            later.add(workers.fetch(worker, Workers.get(asked)));
            return later.get(later.size() - 1).status() != 503;
        });
        assertThat(later.get(later.size() - 1).text()).isEqualTo("1");
    }

    /** CPU time, and room outside the heap, so that neither is what ends it. */
    private static WorkerDefinition roomy(String script) {
        WorkerDefinition tight = limited(script, Duration.ofMinutes(1));
        WorkerLimits limits = tight.limits().toBuilder()
                .cpuTime(Duration.ofSeconds(30))
                .externalBytes(256L * 1024 * 1024)
                .build();
        return new WorkerDefinition("roomy", tight.owner(), tight.source(), tight.mode(), tight.env(), limits);
    }

    @Test
    void heap_exceededByLargeStrings_is429() {
        WorkerDefinition worker = roomy("""
                export default { fetch() {
                  let s = 'x'.repeat(1 << 20); const a = [];
                  for (let i = 0; i < 400; i++) a.push(s.split('').join('') + i);
                  return new Response('done');
                } };
                """);

        Answer answer = workers.fetch(worker, Workers.get("http://example.com/"));

        assertThat(reasonOf(answer)).isEqualTo(TerminationReason.MEMORY_LIMIT);
        assertThat(answer.status()).isEqualTo(429);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "new Array(25e6).fill(1).length",
                "('[' + '1,'.repeat(40e6) + '1]').indexOf('x')",
                "new Array(3e7).fill(0).map((x, i) => ({ i })).length",
            })
    void heap_exceededByOneAllocation_isSurvived(String expression) {
        Answer answer = fetch("export default { fetch: () => new Response(String(" + expression + ")) };");

        assertThat(answer.status()).isIn(200, 429);
    }

    @Test
    void responseBody_overItsLimit_is500() {
        Answer answer = fetch("export default { fetch: () => new Response('x'.repeat(200000)) };");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text()).contains("response-body-limit");
        assertThat(reached(Limit.RESPONSE_BODY)).isPositive();
    }

    @Test
    void timers_overTheirLimit_areDroppedAndCounted() {
        long before = reached(Limit.TIMERS);
        Answer answer = fetch("""
                export default { async fetch() {
                  let fired = 0;
                  for (let i = 0; i < 20; i++) setTimeout(() => fired++, 1);
                  await new Promise((resolve) => setTimeout(resolve, 50)).catch(() => {});
                  return new Response('' + fired);
                } };
                """);

        assertThat(answer.status()).isEqualTo(500);
        assertThat(reached(Limit.TIMERS)).isEqualTo(before + 11);
    }

    private static long reached(Limit limit) {
        return workers.workerlet().statistics().counts().reached(limit);
    }

    @Test
    void fetches_overTheirLimit_areRefusedAndCounted() {
        long before = reached(Limit.FETCHES);
        Answer answer = fetch("""
                export default { async fetch() {
                  const failures = [];
                  for (let i = 0; i < 5; i++) await fetch("http://127.0.0.1:8080/").catch((error) => failures.push(error.message));
                  return new Response(failures.filter((text) => text.includes("more than 3 fetches")).length + "");
                } };
                """);

        assertThat(answer.text()).isEqualTo("2");
        assertThat(reached(Limit.FETCHES)).isEqualTo(before + 2);
    }

    @Test
    void lines_overTheLogsLimit_areDroppedAndCounted() {
        long before = reached(Limit.LOG);
        try (LogLines console = LogLines.ofConsole();
                LogLines log = LogLines.of("dev.workerlet.runtime")) {
            Answer answer = fetch("""
                    export default { fetch(request, env, ctx) {
                      for (let i = 0; i < 12; i++) console.log("flood" + i, "x".repeat(93));
                      console.log("short");
                      ctx.waitUntil(new Promise((resolve) => setTimeout(resolve, 1)).then(() => console.log("the end")));
                      return new Response("answered");
                    } };
                    """);

            assertThat(answer.text()).isEqualTo("answered");
            // What comes after the answer has a budget of its own.
            Await.until("the end is logged", () -> !console.with("the end").isEmpty());
            // Each takes a hundred characters more than its text.
            assertThat(console.with("flood")).hasSize(10).last().asString().contains("flood9");
            assertThat(console.with("short")).isEmpty();
            assertThat(log.with("log-limit is reached")).hasSize(1);
        }
        assertThat(reached(Limit.LOG)).isEqualTo(before + 3);
    }

    @Test
    void waitUntil_overItsTime_isEndedAndCounted() {
        long before = reached(Limit.WAIT_UNTIL);
        Answer answer = fetchImpatiently("""
                export default { fetch(request, env, ctx) {
                  ctx.waitUntil(new Promise((resolve) => setTimeout(resolve, 60000)));
                  return new Response('answered');
                } };
                """);

        assertThat(answer.text()).isEqualTo("answered");
        Await.until("waitUntil is ended", () -> reached(Limit.WAIT_UNTIL) == before + 1);
    }

    @Test
    void waitUntil_thatComputesTooLong_isEndedCountedAndTold() {
        long before = reached(Limit.CPU);
        try (LogLines log = LogLines.of("dev.workerlet.runtime")) {
            Answer answer = fetch("""
                    export default { fetch(request, env, ctx) {
                      ctx.waitUntil(new Promise(() => setTimeout(() => { for (;;) {} }, 1)));
                      return new Response('answered');
                    } };
                    """);

            assertThat(answer.text()).isEqualTo("answered");
            Await.until("waitUntil is ended", () -> reached(Limit.CPU) == before + 1);
            Await.until(
                    "the log tells so",
                    () -> log.with("What was given to waitUntil is ended").stream()
                            .anyMatch(line ->
                                    line.startsWith("[limited] [") && line.contains("exceeded CPU time limit")));
        }
    }

    @Test
    void recursion_isARangeErrorOfTheScript() {
        Answer answer = fetch("""
                export default { fetch() {
                  const f = () => f() + 1;
                  try { f(); } catch (error) { return new Response(error.name); }
                } };
                """);

        assertThat(answer.text()).isEqualTo("RangeError");
    }

    @Test
    void recursion_uncaught_is500() {
        Answer answer = fetch("export default { fetch() { const f = () => f() + 1; f(); } };");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text()).contains("Maximum call stack");
    }

    @Test
    void exception_thatIsItsOwnCause_isTold() {
        Answer answer = fetch("export default { fetch() { const e = new Error('circle'); e.cause = e; throw e; } };");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.failed().detail()).contains("Caused by: Error: circle");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "throw new Error('x'.repeat(2 << 20))",
                "return Promise.reject('x'.repeat(2 << 20))",
                "return new Response(new ReadableStream({ start(c) { c.error(new Error('x'.repeat(2 << 20))); } }))"
            })
    void exception_withAHugeText_isToldShortened(String body) {
        Answer answer = fetch("export default { fetch() { " + body + " } };");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.failed().detail()).contains("xxx").hasSizeLessThan(20_000);
    }
}
