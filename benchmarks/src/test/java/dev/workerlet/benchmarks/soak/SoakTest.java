package dev.workerlet.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short form of the soak: right answers, survival, and threads and files as many as before; no times, no memory. */
class SoakTest {
    @ParameterizedTest
    @ValueSource(strings = {"jetty", "tomcat"})
    void run_shortMix_answersRightlyAndLeavesNothing(String container) throws Exception {
        SoakPlan plan = SoakPlan.shortForm(container, null);

        SoakResult result;
        try (Soak soak = Soak.start(plan)) {
            result = soak.run(reading -> {});
        }

        assertThat(result.faults()).isEmpty();
        assertThat(result.tally().visits()).isGreaterThan(100);
    }
}
