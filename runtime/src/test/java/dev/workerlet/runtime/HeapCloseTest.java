package dev.workerlet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.context.WorkerMode;
import dev.workerlet.runtime.support.MapSource;
import dev.workerlet.runtime.support.Workers;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Isolates that are closed while their heaps are nearly as large as V8 lets them be: that must not end the process. */
class HeapCloseTest {
    private static final String GROWS = """
            const kept = [];
            export default { async fetch(request) {
              const rounds = +new URL(request.url).pathname.slice(1);
              for (let round = 0; round < rounds; round++) {
                for (let i = 0; i < 2000; i++) kept.push({ i, text: [i] });
                await new Promise((resolve) => setTimeout(resolve, 0));
              }
              return new Response("" + kept.length);
            } };
            """;

    @Test
    void isolate_closedWhileItsHeapIsNearlyFull_harmsNobody() {
        WorkerDefinition worker =
                new WorkerDefinition("grows", "o", MapSource.of(GROWS), WorkerMode.ISOLATED, Map.of(), Workers.LIMITS);
        try (Workers workers = Workers.start()) {
            for (int rounds = 100; rounds < 130; rounds++) {
                assertThat(workers.fetch(worker, Workers.get("http://e.com/" + rounds))
                                .text())
                        .isEqualTo("" + 2000 * rounds);
            }
        }
    }
}
