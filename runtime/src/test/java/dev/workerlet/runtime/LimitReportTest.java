package dev.workerlet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.context.WorkerMode;
import dev.workerlet.runtime.limits.Limit;
import dev.workerlet.runtime.limits.LimitCounts;
import dev.workerlet.runtime.limits.TerminationReason;
import dev.workerlet.runtime.limits.WorkerLimits;
import dev.workerlet.runtime.limits.WorkerLimitsBuilder;
import dev.workerlet.runtime.support.Answer;
import dev.workerlet.runtime.support.Await;
import dev.workerlet.runtime.support.LogLines;
import dev.workerlet.runtime.support.MapSource;
import dev.workerlet.runtime.support.Workers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each limit leaves behind: the client's answer, a line in the log, counters, as docs/limits.md has them. */
class LimitReportTest {
    private static final String URL = "http://example.com/";
    private static final long MIB = 1024 * 1024;
    private static final WorkerLimits ROOMY = WorkerLimits.DEFAULTS.toBuilder()
            .cpuTime(Duration.ofMinutes(1))
            .startCpuTime(Duration.ofMinutes(1))
            .wallClock(Duration.ofMinutes(2))
            .heapBytes(256 * MIB)
            .externalBytes(256 * MIB)
            .build();

    private Workers workers;
    private LogLines log;

    @BeforeEach
    void start() {
        workers = Workers.start();
        log = LogLines.of("dev.workerlet.runtime");
    }

    @AfterEach
    void stop() {
        log.close();
        workers.close();
    }

    /**
     * A limit, and what is seen of it.
     *
     * @param limits narrows one of the limits
     * @param line what the log says after the worker and the request, an expression
     */
    private record Case(
            String name,
            String script,
            UnaryOperator<WorkerLimitsBuilder> limits,
            int status,
            TerminationReason reason,
            Limit limit,
            String line) {
        @Override
        public String toString() {
            return name;
        }

        WorkerDefinition worker() {
            WorkerLimits narrowed = limits.apply(ROOMY.toBuilder()).build();
            return new WorkerDefinition("w", "o", MapSource.of(script), WorkerMode.POOLED, Map.of(), narrowed);
        }
    }

    private static Stream<Case> limits() {
        Duration little = Duration.ofMillis(200);
        return Stream.of(
                new Case(
                        "cpu-limit",
                        "export default { fetch() { for (;;) {} } };",
                        limits -> limits.cpuTime(little),
                        429,
                        TerminationReason.CPU_TIME_LIMIT,
                        Limit.CPU,
                        "429 Worker exceeded CPU time limit: .*"),
                new Case(
                        "start-cpu-limit",
                        "for (;;) {} export default {};",
                        limits -> limits.startCpuTime(little),
                        429,
                        TerminationReason.CPU_TIME_LIMIT,
                        Limit.START_CPU,
                        "429 Worker exceeded CPU time limit: .*"),
                new Case(
                        "wall-limit",
                        "export default { async fetch() { await new Promise((done) => setTimeout(done, 1e6)); } };",
                        limits -> limits.wallClock(little),
                        504,
                        TerminationReason.WALL_CLOCK_TIMEOUT,
                        Limit.WALL,
                        "504 Worker exceeded wall-clock time limit: .*"),
                new Case(
                        "heap-limit",
                        "export default { fetch() { const a = []; for (;;) a.push({ x: [a.length] }); } };",
                        limits -> limits.heapBytes(48 * MIB),
                        429,
                        TerminationReason.MEMORY_LIMIT,
                        Limit.HEAP,
                        "429 Worker exceeded memory limit: .*heap-limit of .*"),
                new Case(
                        "external-memory-limit",
                        "export default { fetch() { const a = []; for (;;) a.push(new Uint8Array(1 << 20).fill(1)); } };",
                        limits -> limits.externalBytes(48 * MIB),
                        429,
                        TerminationReason.MEMORY_LIMIT,
                        Limit.EXTERNAL_MEMORY,
                        "429 Worker exceeded memory limit: .*external-memory-limit of .*"),
                new Case(
                        "response-body-limit",
                        "export default { fetch: () => new Response('x'.repeat(2000)) };",
                        limits -> limits.responseBodyBytes(1000),
                        500,
                        TerminationReason.EXCEPTION,
                        Limit.RESPONSE_BODY,
                        "500 Worker threw an exception: .*response-body-limit.*"));
    }

    @ParameterizedTest
    @MethodSource("limits")
    void limit_thatIsReached_isAnsweredToldAndCounted(Case reached) {
        Answer answer = workers.fetch(reached.worker(), Workers.get(URL));

        assertThat(answer.status()).isEqualTo(reached.status());
        assertThat(answer.failed().reason()).isEqualTo(reached.reason());
        // The answer may be a moment ahead of the rest.
        Await.until("the limit is counted", () -> counts().reached(reached.limit()) == 1);
        Await.until("the end is counted", () -> counts().terminations(reached.reason()) == 1);
        assertThat(linesLike(reached.line())).as("%s", log.all()).hasSize(1);
        assertThat(workers.fetch("export default { fetch: () => new Response('alive') };")
                        .text())
                .isEqualTo("alive");
    }

    @Test
    void workerThatIsHeldBack_isTold() {
        Case endless = limits().findFirst().orElseThrow();
        int asked = 0;
        while (workers.fetch(endless.worker(), Workers.get(URL)).status() == 429) {
            assertThat(++asked).as("ends").isLessThan(20);
        }

        assertThat(log.with("is held back for")).isNotEmpty().first().asString().contains("worker w has been ended");
    }

    private LimitCounts counts() {
        return workers.workerlet().statistics().counts();
    }

    /** Lines of a request of the worker "w" that go on so. */
    private List<String> linesLike(String text) {
        return log.all().stream()
                .filter(line -> line.matches("(?s)\\[w] \\[[^]]+] " + text))
                .toList();
    }
}
