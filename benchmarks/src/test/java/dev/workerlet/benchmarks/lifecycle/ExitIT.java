package dev.workerlet.benchmarks.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The short form of ends: no crash, no hang, the right exit code, no wrong answer; no times. */
class ExitIT {
    @ParameterizedTest
    @CsvSource({
        "jetty, SIGTERM",
        "tomcat, SIGTERM",
        "jetty, EXIT_IN_A_REQUEST",
        "tomcat, EXIT_IN_A_REQUEST",
        "jetty, SIGTERM_WITH_A_STUCK_TURN",
        "tomcat, SIGTERM_WITH_A_STUCK_TURN"
    })
    void end_underLoad_isClean(String container, Ending ending) throws Exception {
        ExitRun.Result result = new ExitRun(container, AppFolder.sample(), ending, null).run();

        assertThat(result.faults()).isEmpty();
        assertThat(result.exitCode()).isEqualTo(ending.exitCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"jetty", "tomcat"})
    void sigterm_whileTheFirstRuntimeStarts_isClean(String container) throws Exception {
        ExitRun.Result result = new StartRun(container, AppFolder.sample(), 0, null).run();

        assertThat(result.faults()).isEmpty();
        assertThat(result.exitCode()).isEqualTo(Ending.SIGTERM.exitCode());
    }
}
