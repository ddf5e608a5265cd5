package dev.workerlet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.context.WorkerListener;
import dev.workerlet.runtime.context.WorkerMode;
import dev.workerlet.runtime.limits.Limit;
import dev.workerlet.runtime.limits.LimitUse;
import dev.workerlet.runtime.limits.TerminationReason;
import dev.workerlet.runtime.limits.WorkerLimits;
import dev.workerlet.runtime.support.Answer;
import dev.workerlet.runtime.support.Await;
import dev.workerlet.runtime.support.LogLines;
import dev.workerlet.runtime.support.MapSource;
import dev.workerlet.runtime.support.Workers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told when an event is near a limit. */
class LimitWarningTest {
    private static final long MIB = 1024 * 1024;

    /** Works in small turns until it is told to stop. */
    private static final String UNTIL_WARNED = """
            async function untilWarned(ctx, step) {
              const heard = [];
              ctx.addEventListener("limitwarning", (event) => heard.push(event));
              while (heard.length === 0) {
                step();
                await new Promise((resolve) => setTimeout(resolve, 0));
              }
              return new Response(heard.map((event) => [event.limit, event.used, event.allowed].join(" ")).join());
            }
            """;

    private final List<LimitUse> told = new CopyOnWriteArrayList<>();
    private Workers workers;
    private LogLines log;

    @BeforeEach
    void start() {
        told.clear();
        log = LogLines.of("dev.workerlet.runtime");
        workers = Workers.start(Workers.options(1), new WorkerListener() {
            @Override
            public void limitNear(WorkerDefinition worker, String requestId, LimitUse use) {
                told.add(use);
            }
        });
    }

    @AfterEach
    void stop() {
        log.close();
        workers.close();
    }

    /** The log and the counters have it as well; they come after the answer, where nobody listens. */
    private void assertWarned(Limit limit, String line) {
        Await.until(
                "the warning is counted",
                () -> workers.workerlet().statistics().counts().warnings(limit) > 0);
        assertThat(log.all()).anyMatch(text -> text.matches("\\[w] \\[[^]]+] " + line + ".*"));
    }

    /** Much time, of which a little share is told of, and more CPU time than is used: a busy machine changes nothing. */
    private static WorkerLimits limits(Duration wallClock, long heapMib, long externalMib, int softPercent) {
        return limits(Duration.ofMinutes(5), wallClock, heapMib, externalMib, softPercent);
    }

    private static WorkerLimits limits(
            Duration cpuTime, Duration wallClock, long heapMib, long externalMib, int softPercent) {
        WorkerLimits base = Workers.LIMITS;
        return base.toBuilder()
                .cpuTime(cpuTime)
                .wallClock(wallClock)
                .heapBytes(heapMib * MIB)
                .externalBytes(externalMib * MIB)
                .softPercent(softPercent)
                .build();
    }

    private Answer fetch(String script, WorkerLimits limits) {
        WorkerDefinition worker =
                new WorkerDefinition("w", "o", MapSource.of(script), WorkerMode.POOLED, Map.of(), limits);
        return workers.fetch(worker, Workers.get("http://e.com/"));
    }

    private Answer fetchUntilWarned(String step, WorkerLimits limits) {
        return fetch(
                UNTIL_WARNED
                        + "let sink = 0; const kept = []; export default { fetch: (request, env, ctx) => untilWarned(ctx, () => {"
                        + step + "}) };",
                limits);
    }

    private static final String BURN = "for (let i = 0; i < 2e7; i++) sink += i;";

    @Test
    void cpu_near_isToldInATurnOfItsOwn() {
        Answer answer = fetchUntilWarned(BURN, limits(Duration.ofSeconds(5), Duration.ofHours(1), 1024, 1024, 2));

        assertThat(answer.text()).matches("cpu \\d{3,4} 5000");
        assertThat(told).extracting(LimitUse::limit).containsExactly(Limit.CPU);
        assertThat(workers.workerlet().statistics().counts().warnings(Limit.CPU))
                .isEqualTo(1);
        assertWarned(Limit.CPU, "\\d{3,4} of 5000 ms of cpu-limit are used");
    }

    @Test
    void wall_near_isToldByATimer_alsoWhereNothingElseIsPending() {
        Answer answer = fetch("""
                export default { async fetch(request, env, ctx) {
                  const event = await new Promise((resolve) => ctx.addEventListener("limitwarning", resolve));
                  return new Response([event.limit, event.used >= 200, event.allowed, event.isTrusted].join(" "));
                } };
                """, limits(Duration.ofSeconds(20), 1024, 1024, 1));

        assertThat(answer.text()).isEqualTo("wall true 20000 true");
        assertThat(told).extracting(LimitUse::limit).containsExactly(Limit.WALL);
        assertWarned(Limit.WALL, "\\d+ of 20000 ms of wall-limit are used");
    }

    @Test
    void wall_nearBeforeTheScriptListens_isToldOnce() {
        Answer answer = fetch("""
                export default { async fetch(request, env, ctx) {
                  await scheduler.wait(300);
                  let heard = 0;
                  ctx.addEventListener("limitwarning", () => heard++);
                  while (heard === 0) await scheduler.wait(1);
                  await scheduler.wait(50);
                  return new Response("" + heard);
                } };
                """, limits(Duration.ofSeconds(20), 1024, 1024, 1));

        assertThat(answer.text()).isEqualTo("1");
        assertThat(told).extracting(LimitUse::limit).containsExactly(Limit.WALL);
    }

    @Test
    void wall_nearBeforeTheScriptListens_isNotWaitedForOnceItIsTold() {
        Answer answer = fetch("""
                export default { async fetch(request, env, ctx) {
                  await scheduler.wait(300);
                  ctx.addEventListener("limitwarning", () => {});
                  await new Promise(() => {});
                } };
                """, limits(Duration.ofSeconds(20), 1024, 1024, 1));

        // Nothing will come that the handler could wait for.
        assertThat(answer.status()).isEqualTo(500);
        assertThat(told).extracting(LimitUse::limit).containsExactly(Limit.WALL);
    }

    @Test
    void wall_afterTheWarning_stillEnds() {
        Answer answer = fetch("""
                export default { async fetch(request, env, ctx) {
                  ctx.addEventListener("limitwarning", () => {});
                  setInterval(() => {}, 10000);
                  await new Promise(() => {});
                } };
                """, limits(Duration.ofSeconds(3), 1024, 1024, 50));

        assertThat(answer.status()).isEqualTo(504);
        assertThat(told).extracting(LimitUse::limit).containsExactly(Limit.WALL);
    }

    @Test
    void waitUntil_near_isToldAnew() {
        Answer answer = fetch("""
                export default { fetch(request, env, ctx) {
                  ctx.waitUntil(new Promise((resolve) => ctx.addEventListener("limitwarning", resolve)));
                  return new Response("answered");
                } };
                """, limits(Duration.ofSeconds(20), 1024, 1024, 1));

        assertThat(answer.text()).isEqualTo("answered");
        Await.until("waitUntil is told", () -> !told.isEmpty());
        assertThat(told).extracting(LimitUse::limit).containsExactly(Limit.WAIT_UNTIL);
    }

    @Test
    void heap_near_isTold() {
        Answer answer = fetchUntilWarned(
                "for (let i = 0; i < 5000; i++) kept.push({ i, text: [i] });",
                limits(Duration.ofHours(1), 128, 128, 20));

        assertThat(answer.text()).matches("heap \\d{8} 134217728");
        assertThat(told).extracting(LimitUse::limit).contains(Limit.HEAP);
        assertWarned(Limit.HEAP, "\\d{8} of 134217728 bytes of heap-limit are used");
    }

    @Test
    void external_near_isTold() {
        Answer answer = fetchUntilWarned(
                "kept.push(new Uint8Array(1 << 19).fill(1));", limits(Duration.ofHours(1), 128, 64, 50));

        assertThat(answer.text()).matches("external \\d{8} 67108864");
        assertThat(told).extracting(LimitUse::limit).contains(Limit.EXTERNAL_MEMORY);
        assertWarned(Limit.EXTERNAL_MEMORY, "\\d{8} of 67108864 bytes of external-memory-limit are used");
    }

    @Test
    void withoutListener_onlyTheHostIsTold() {
        Answer answer = fetch("""
                let sink = 0;
                export default { fetch() {
                  let sum = 0;
                  for (let i = 0; i < 2e8; i++) sum += i;
                  sink = sum;
                  return new Response("done");
                } };
                """, limits(Duration.ofSeconds(10), Duration.ofHours(1), 1024, 1024, 1));

        assertThat(answer.text()).isEqualTo("done");
        // The answer leaves first.
        Await.until("the host is told", () -> !told.isEmpty());
        assertThat(told).extracting(LimitUse::limit).containsExactly(Limit.CPU);
    }

    @Test
    void softLimitOfZero_tellsNothing() {
        Answer answer = fetch("""
                export default { async fetch(request, env, ctx) {
                  ctx.addEventListener("limitwarning", () => {});
                  await new Promise(() => {});
                } };
                """, limits(Duration.ofSeconds(5), 1024, 1024, 0));

        // Nothing will come that the handler could wait for.
        assertThat(answer.status()).isEqualTo(500);
        assertThat(told).isEmpty();
    }

    @Test
    void listenerThatIsRemoved_hearsNothing() {
        Answer answer = fetch("""
                export default { async fetch(request, env, ctx) {
                  let heard = 0;
                  const listener = () => heard++;
                  ctx.addEventListener("limitwarning", listener);
                  ctx.removeEventListener("limitwarning", listener);
                  const end = Date.now() + 300;
                  while (Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 10));
                  return new Response("" + heard);
                } };
                """, limits(Duration.ofSeconds(20), 1024, 1024, 1));

        assertThat(answer.text()).isEqualTo("0");
        assertThat(told).extracting(LimitUse::limit).contains(Limit.WALL);
    }

    @Test
    void listenerThatThrows_harmsNothing() {
        Answer answer = fetch("""
                export default { async fetch(request, env, ctx) {
                  const warned = new Promise((resolve) => ctx.addEventListener("limitwarning", resolve));
                  ctx.addEventListener("limitwarning", () => { throw new Error("as it happens"); });
                  await warned;
                  return new Response("alive");
                } };
                """, limits(Duration.ofSeconds(20), 1024, 1024, 1));

        assertThat(answer.text()).isEqualTo("alive");
    }

    @Test
    void context_isAnEventTarget_andNoGlobalIsAdded() {
        Answer answer = fetch("""
                export default { fetch(request, env, ctx) {
                  return new Response([ctx instanceof EventTarget, "LimitWarningEvent" in globalThis,
                    Object.prototype.toString.call(ctx), Object.keys(ctx).length].join(" "));
                } };
                """, limits(Duration.ofSeconds(20), 128, 128, 75));

        assertThat(answer.text()).isEqualTo("true false [object ExecutionContext] 0");
    }

    @Test
    void hardEnd_isCountedByReasonAndByLimit() {
        Answer answer = fetch("export default { fetch() { for (;;) {} } };", WorkerLimits.DEFAULTS);

        assertThat(answer.status()).isEqualTo(429);
        assertThat(workers.workerlet().statistics().counts().terminations(TerminationReason.CPU_TIME_LIMIT))
                .isEqualTo(1);
        assertThat(workers.workerlet().statistics().counts().reached(Limit.CPU)).isEqualTo(1);
        assertThat(told).isEmpty();
    }
}
