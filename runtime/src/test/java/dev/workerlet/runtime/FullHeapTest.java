package dev.workerlet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.context.WorkerMode;
import dev.workerlet.runtime.limits.TerminationReason;
import dev.workerlet.runtime.limits.WorkerLimits;
import dev.workerlet.runtime.support.Answer;
import dev.workerlet.runtime.support.Await;
import dev.workerlet.runtime.support.MapSource;
import dev.workerlet.runtime.support.Workers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Scripts whose heap is full while V8 compiles and collects for them: it has nobody to ask for more room, and asks once. */
class FullHeapTest {
    /** One object as large as the heap may be, and code that gets hot while it is there. */
    private static final String FILLS = """
            function hot(seed) {
              const body = [];
              for (let i = 0; i < 40; i++) {
                body.push(`x = (x * ${seed + i} + o.a${i % 7} | 0) ^ (x >> ${i % 5}); o.b${i} = x;`);
              }
              return new Function("x", "o", body.join("\\n") + " return x;");
            }
            export default { fetch(request) {
              const length = +new URL(request.url).pathname.slice(1);
              const functions = Array.from({ length: 8 }, (_, i) => hot(length + i));
              const list = new Array(length).fill(1);
              let x = 0;
              for (let i = 0; i < 3000; i++) {
                for (const each of functions) x = each(x, { a1: i });
              }
              return new Response(String(list.length));
            } };
            """;

    private static final WorkerLimits LIMITS =
            Workers.LIMITS.toBuilder().cpuTime(Duration.ofSeconds(20)).build();

    /** Of eight bytes each, in a heap of 128 MiB. */
    private static final List<Integer> LENGTHS =
            List.of(1 << 23, 1 << 24, (1 << 24) - (1 << 15), (1 << 24) - (1 << 18), (1 << 24) + (1 << 18));

    @Test
    void script_thatFillsItsHeapWithOneObject_isEndedOrAnswered() {
        try (Workers workers = Workers.start()) {
            List<Integer> statuses = LENGTHS.stream()
                    .map(length -> workers.fetch(worker("fills-" + length), Workers.get("http://e.com/" + length))
                            .status())
                    .toList();

            assertThat(statuses).startsWith(200, 429).containsOnly(200, 429);
            Await.until(
                    "no thread is left in V8",
                    () -> workers.workerlet().statistics().stuckThreads() == 0);
        }
    }

    /** A text of 64 MB becomes one object when it is first looked at. */
    @Test
    void text_thatIsFlattenedInASmallHeap_endsTheScript() {
        String flattens = """
                export default { fetch() {
                  const kept = [];
                  for (let i = 0; i < 8; i++) {
                    let text = "0123456789abcde" + i;
                    while (text.length < 2 ** 26) text += text;
                    text.charCodeAt(2 ** 25);
                    kept.push(text);
                  }
                  return new Response(String(kept.length));
                } };
                """;
        WorkerLimits small = LIMITS.toBuilder().heapBytes(32L << 20).build();
        try (Workers workers = Workers.start()) {
            Answer answer = workers.fetch(
                    new WorkerDefinition("text", "o", MapSource.of(flattens), WorkerMode.POOLED, Map.of(), small),
                    Workers.get("http://e.com/"));

            assertThat(answer.failed().reason()).isEqualTo(TerminationReason.MEMORY_LIMIT);
        }
    }

    /** Each has its own, for the circuit breaker would hold back one that is ended again and again. */
    private static WorkerDefinition worker(String name) {
        return new WorkerDefinition(name, "o", MapSource.of(FILLS), WorkerMode.POOLED, Map.of(), LIMITS);
    }
}
