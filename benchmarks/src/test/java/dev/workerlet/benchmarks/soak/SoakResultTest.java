package dev.workerlet.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.benchmarks.io.ProcessFigures;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What the verdict sees. */
class SoakResultTest {
    private static final long READINGS = 90;

    private final Tally tally = new Tally();

    @Test
    void faults_flat_hasNone() {
        assertThat(soaked(0, at(0, 0, 2)).faults()).isEmpty();
    }

    @Test
    void faults_memoryGrowsByOneMebibyteEachReading_tellsIt() {
        assertThat(soaked(1, at(0, 0, 2)).faults()).singleElement().asString().contains("RSS");
    }

    @Test
    void faults_moreMemoryAtRest_tellsIt() {
        assertThat(soaked(0, at(0, 100, 2)).faults())
                .singleElement()
                .asString()
                .contains("RSS")
                .contains("at rest");
    }

    @Test
    void faults_anotherLoopThread_tellsIt() {
        assertThat(soaked(0, at(0, 0, 30)).faults())
                .containsExactly("threads workerlet-loop-, 2 at rest before, now 30");
    }

    @Test
    void faults_morePoolThreadsUnderLoadThanThereMayBe_tellsIt() {
        Reading crowded = at(10, 0, 23);
        SoakResult result = new SoakResult(
                plan(), List.of(at(0, 0, 22), crowded), tally, at(0, 0, 2), at(0, 0, 2), List.of(), List.of());

        assertThat(result.faults()).containsExactly("threads workerlet-loop-: 23 after 10 s");
    }

    @Test
    void faults_moreThreadsOfOthersAtRest_tellsIt() {
        Reading after = at(0, 0, Map.of("workerlet-loop-", 2, "HttpClient", 5));

        assertThat(soaked(0, after).faults())
                .containsExactly("threads besides pools at rest: 5 more than before, which is more than 4");
    }

    @Test
    void faults_wrongAnswer_tellsIt() {
        tally.add("hello", Outcome.wrong("wrong", "not this"));

        assertThat(soaked(0, at(0, 0, 2)).faults()).contains("hello: not this");
    }

    @Test
    void faults_ended_tellsIt() {
        SoakResult result = new SoakResult(plan(), List.of(), tally, null, null, List.of(), List.of("hs_err_pid1.log"));

        assertThat(result.faults()).containsExactly("THE SERVER HAS ENDED", "hs_err_pid1.log");
    }

    private SoakResult soaked(long mebibytesEach, Reading after) {
        List<Reading> readings = LongStream.range(0, READINGS)
                .mapToObj(number -> at(10 * number, mebibytesEach * number, 2))
                .toList();
        return new SoakResult(plan(), readings, tally, at(0, 0, 2), after, List.of(), List.of());
    }

    private static SoakPlan plan() {
        Duration period = Duration.ofSeconds(10);
        return new SoakPlan("jetty", period, period.multipliedBy(READINGS), 0, 1, 1, 5, 1, period, 256, null);
    }

    private static Reading at(long seconds, long moreMebibytes, int loops) {
        return at(seconds, moreMebibytes, Map.of("workerlet-loop-", loops));
    }

    private static Reading at(long seconds, long moreMebibytes, Map<String, Integer> threads) {
        ProcessFigures process = new ProcessFigures((400 + moreMebibytes) * 1_024, 50, 80, 0);
        return new Reading(seconds, 0, 0, process, 600, threads, Map.of());
    }
}
