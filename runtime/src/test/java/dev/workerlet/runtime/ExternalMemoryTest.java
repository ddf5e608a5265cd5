package dev.workerlet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.context.WorkerListener;
import dev.workerlet.runtime.context.WorkerMode;
import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.limits.Limit;
import dev.workerlet.runtime.limits.Refusal;
import dev.workerlet.runtime.limits.TerminationReason;
import dev.workerlet.runtime.limits.WorkerLimits;
import dev.workerlet.runtime.platform.NativeMemory;
import dev.workerlet.runtime.support.Answer;
import dev.workerlet.runtime.support.Await;
import dev.workerlet.runtime.support.Exchange;
import dev.workerlet.runtime.support.MapSource;
import dev.workerlet.runtime.support.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a worker may hold outside V8's heap. Scripts here stay below 2 GB where the limit fails them. */
class ExternalMemoryTest {
    private static final long MIB = 1024 * 1024;
    private static final long EXTERNAL_MIB = 64;
    private static final String KEEPING_8_MIB = """
            const kept = [];
            export default { fetch() { kept.push(new Uint8Array(8 << 20).fill(1)); return new Response('' + kept.length); } };
            """;
    private static final Path RESIDENT = Path.of("/proc/self/statm");

    private static Workers workers;

    @BeforeAll
    static void start() {
        workers = Workers.start();
    }

    @AfterAll
    static void stop() {
        assertThat(alive().text()).isEqualTo("alive");
        workers.close();
    }

    private static Answer alive() {
        return workers.fetch("export default { fetch: () => new Response('alive') };");
    }

    private static WorkerDefinition worker(String script) {
        return worker(script, EXTERNAL_MIB);
    }

    private static WorkerDefinition worker(String script, long externalMib) {
        WorkerLimits limits = WorkerLimits.DEFAULTS.toBuilder()
                .cpuTime(Duration.ofMinutes(1))
                .startCpuTime(Duration.ofMinutes(1))
                .wallClock(Duration.ofSeconds(100))
                .heapBytes(64 * MIB)
                .externalBytes(externalMib * MIB)
                .requestBodyBytes(1024)
                .responseBodyBytes(100_000)
                .maxConcurrentPerIsolate(32)
                .timersPerRequest(100)
                .fetchesPerRequest(3)
                .concurrentFetches(1)
                .fetchBodyBytes(1024)
                .build();
        return new WorkerDefinition("memory", "memory", MapSource.of(script), WorkerMode.POOLED, Map.of(), limits);
    }

    private static Answer fetch(String body) {
        return workers.fetch(
                worker("const kept = []; export default { async fetch(request) { " + body + " } };"),
                Workers.get("http://example.com/"));
    }

    private static void assertEndedForMemory(Answer answer) {
        Failure failure = answer.failure();
        assertThat(failure == null ? null : failure.reason()).isEqualTo(TerminationReason.MEMORY_LIMIT);
        assertThat(answer.status()).isEqualTo(429);
    }

    private static long residentMib() {
        try {
            return Long.parseLong(Files.readString(RESIDENT).split(" ", 3)[1]) * 4096 / MIB;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while (kept.length < 1500) kept.push(new Uint8Array(1 << 20).fill(1));",
                "for (;;) kept.push(new ArrayBuffer(1 << 24));",
                "while (kept.length < 24) { try { kept.push(new Uint8Array(1 << 26).fill(1)); } catch {} }",
                "for (;;) { try { for (;;) kept.push(new ArrayBuffer(1 << 26)); } catch {} }",
                "kept.push(new Uint8Array(1 << 28).fill(1));",
                "kept.push(new ArrayBuffer(8, { maxByteLength: 1 << 29 })); kept[0].resize(1 << 29);"
                        + " new Uint8Array(kept[0]).fill(1);",
                "while (kept.length < 200) { kept.push(new Uint8Array(1 << 23).fill(1)); await 0; }",
                "while (kept.length < 200) { kept.push(new Uint8Array(1 << 23)); await new Promise((r) => setTimeout(r, 0)); }",
            })
    void arrayBuffers_kept_are429(String body) {
        assertEndedForMemory(fetch(body + " return new Response('done');"));

        assertThat(workers.workerlet().statistics().counts().reached(Limit.EXTERNAL_MEMORY))
                .isPositive();
        assertThat(alive().text()).isEqualTo("alive");
    }

    @Test
    void arrayBuffers_keptByManyRequests_costTheIsolate() {
        // Turns that take long on any machine: short ones are looked at now and then only.
        WorkerDefinition worker = worker("""
                const kept = [];
                export default { fetch() {
                  kept.push(new Uint8Array(8 << 20).fill(1));
                  for (const end = Date.now() + 20; Date.now() < end; );
                  return new Response('' + kept.length);
                } };
                """);
        long keptMost = 0;
        for (int i = 0; i < 30; i++) {
            Answer answer = workers.fetch(worker, Workers.get("http://example.com/"));
            // Where the turn was slow, it is ended before it answers.
            assertThat(answer.status()).isIn(200, 429);
            keptMost = answer.status() == 200 ? Math.max(keptMost, Long.parseLong(answer.text())) : keptMost;
        }

        assertThat(keptMost).isBetween(EXTERNAL_MIB / 8 - 1, EXTERNAL_MIB / 8);
    }

    @Test
    void arrayBuffers_exceeded_tellsOthersInTheIsolate() {
        WorkerDefinition worker = worker("""
                const kept = [];
                export default { async fetch(request) {
                  if (request.url.endsWith('/warm')) { return new Response('warm'); }
                  if (request.url.endsWith('/wait')) { await new Promise((r) => setTimeout(r, 10000)); }
                  while (kept.length < 100) kept.push(new Uint8Array(1 << 23).fill(1));
                  return new Response('done');
                } };
                """);
        try (Workers narrow = Workers.startWithOneIsolate()) {
            assertThat(narrow.fetch(worker, Workers.get("http://example.com/warm"))
                            .text())
                    .isEqualTo("warm");
            Exchange waiting = narrow.send(worker, Workers.get("http://example.com/wait"));
            Answer answer = narrow.fetch(worker, Workers.get("http://example.com/"));

            assertEndedForMemory(answer);
            assertThat(waiting.await().status()).isEqualTo(503);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for (let i = 0; i < 500; i++) new Uint8Array(1 << 20).fill(1);",
                "for (let i = 0; i < 60; i++) new Uint8Array(1 << 25).fill(1);",
                "for (let i = 0; i < 150; i++) new ArrayBuffer(1 << 25);",
                "for (let i = 0; i < 60; i++) { new Uint8Array(1 << 25).fill(1); await 0; }",
            })
    void arrayBuffers_dropped_areNotHeld(String body) {
        Answer answer = fetch(body + " return new Response('done');");

        assertThat(answer.text()).isEqualTo("done");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "const m = new WebAssembly.Memory({ initial: 8000 }); const view = new Uint8Array(m.buffer);"
                        + " for (let i = 0; i < view.length; i += 4096) view[i] = 1;",
                "const m = new WebAssembly.Memory({ initial: 1 });"
                        + " for (let i = 1; i < 8000; i += 100) { m.grow(100); new Uint8Array(m.buffer, i << 16).fill(1); }",
                "for (let i = 0; i < 10; i++) {"
                        + " const m = new WebAssembly.Memory({ initial: 1600 }); new Uint8Array(m.buffer).fill(1); kept.push(m); }",
                "for (let i = 0; i < 10; i++) kept.push(new Uint8Array(new SharedArrayBuffer(100 << 20)).fill(1));",
            })
    void webAssemblyAndSharedMemory_filledInOneTurn_are429(String body) {
        // The turn takes long on any machine: what it holds is looked at from another thread.
        assertEndedForMemory(fetch(
                body + " for (const end = Date.now() + 5_000; Date.now() < end; ); return new Response('done');"));
    }

    @Test
    void webAssemblyMemory_keptByManyRequests_costsTheIsolate() {
        WorkerDefinition worker = worker("""
                const kept = [];
                export default { fetch() {
                  const memory = new WebAssembly.Memory({ initial: 800 });
                  new Uint8Array(memory.buffer).fill(1);
                  for (const end = Date.now() + 30; Date.now() < end; );
                  kept.push(memory);
                  return new Response('' + kept.length);
                } };
                """);
        long keptMost = 0;
        for (int i = 0; i < 20; i++) {
            Answer answer = workers.fetch(worker, Workers.get("http://example.com/"));
            assertThat(answer.status()).isEqualTo(200);
            keptMost = Math.max(keptMost, Long.parseLong(answer.text()));
        }

        assertThat(keptMost).isLessThan(15);
    }

    @Test
    void webAssemblyMemory_tooLarge_isARangeErrorOfTheScript() {
        Answer answer = fetch("""
                try { new WebAssembly.Memory({ initial: 30000 }); } catch (error) { return new Response(error.name); }
                """);

        assertThat(answer.text()).isEqualTo("RangeError");
    }

    @Test
    void memory_ofEndedScripts_isGivenBack() {
        assertThat(alive().text()).isEqualTo("alive");
        long before = residentMib();
        for (int i = 0; i < 5; i++) {
            assertEndedForMemory(fetch(
                    "while (kept.length < 3000) kept.push(new Uint8Array(1 << 19).fill(1)); return new Response();"));
        }

        Await.until("the memory is given back", () -> residentMib() < before + 50);
    }

    /** A runtime of one loop without spares, with a budget for the process. */
    private static Workers startWith(long memoryBytes) {
        WorkerletOptions bounded = Workers.options(1).toBuilder()
                .sparesPerLoop(0)
                .memoryBytes(memoryBytes)
                .build();
        return Workers.start(bounded, WorkerListener.NONE);
    }

    @Test
    void processBudget_spent_is503() {
        try (Workers bounded = startWith(1)) {
            Answer answer = bounded.fetch("export default { fetch: () => new Response('never') };");

            Failure failure = answer.failure();
            assertThat(failure == null ? null : failure.reason()).isEqualTo(TerminationReason.OVERLOADED);
            assertThat(failure == null ? null : failure.detail()).contains("memory-limit");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(bounded.workerlet().statistics().counts().refusals(Refusal.MEMORY))
                    .isEqualTo(1);
        }
    }

    @Test
    void processBudget_spentByAnIdleIsolate_costsThatIsolate() {
        WorkerDefinition large = worker(KEEPING_8_MIB, 1000);
        long budgetMib = residentMib() + 100;
        try (Workers bounded = startWith(budgetMib * MIB)) {
            int filled = 0;
            // What earlier tests have left may go back meanwhile.
            while (filled < 50 || (residentMib() < budgetMib + 50 && filled < 120)) {
                assertAnswered(bounded.fetch(large, Workers.get("http://example.com/")));
                filled++;
            }

            Answer other = bounded.fetch("export default { fetch: () => new Response('in its place') };");

            assertThat(other.text()).isEqualTo("in its place");
            Await.until("the idle isolate's memory is given back", () -> residentMib() < budgetMib);
            Answer anew = bounded.fetch(large, Workers.get("http://example.com/"));
            assertThat(Integer.parseInt(anew.text())).isLessThanOrEqualTo(filled);
        }
    }

    @Test
    void processBudget_spentByIsolatesThatAreClosed_leavesTheirPlaces() {
        WorkerDefinition large = worker(KEEPING_8_MIB, 1000);
        // Its turns are long enough for memory to be looked at, and it is never idle.
        WorkerDefinition busy = worker("""
                export default { async fetch() {
                  for (let i = 0; i < 90; i++) {
                    for (const end = Date.now() + 80; Date.now() < end; );
                    await new Promise((r) => setTimeout(r, 5));
                  }
                } };
                """, 1000);
        // What earlier tests have freed would be filled first, or be given back meanwhile.
        new NativeMemory().trim();
        try (Workers bounded = startWith((residentMib() + 100) * MIB)) {
            bounded.send(busy, Workers.get("http://example.com/"));
            assertThat(keptAfterOneMore(bounded, large)).isEqualTo(1);
            AtomicInteger kept = new AtomicInteger(1);

            // That the budget is spent is told once a second: it is not filled for nothing meanwhile.
            Await.until("another one has its place", Duration.ofMillis(50), () -> {
                int now = keptAfterOneMore(bounded, large);
                return now <= kept.getAndSet(now);
            });
        }
    }

    private static int keptAfterOneMore(Workers workers, WorkerDefinition large) {
        Answer answer = workers.fetch(large, Workers.get("http://example.com/"));
        assertAnswered(answer);
        return Integer.parseInt(answer.text());
    }

    private static void assertAnswered(Answer answer) {
        assertThat(answer.failure()).isNull();
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void processBudget_spent_letsATurnAddLittle() {
        String script = "export default { fetch() { const kept = [];"
                + " while (kept.length < 900) kept.push(new Uint8Array(1 << 20).fill(1)); return new Response('done'); } };";
        long budgetMib = residentMib() + 60;
        try (Workers bounded = startWith(budgetMib * MIB)) {
            assertEndedForMemory(bounded.fetch(worker(script, 1000), Workers.get("http://example.com/")));
        }
    }
}
