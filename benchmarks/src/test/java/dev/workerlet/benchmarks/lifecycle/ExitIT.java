package dev.workerlet.benchmarks.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The short form of ends under load: no crash, no hang, the right exit code, no wrong answer; no times. */
class ExitIT {
    @ParameterizedTest
    @CsvSource({"jetty, SIGTERM", "tomcat, EXIT_IN_A_REQUEST"})
    void end_underLoad_isClean(String container, Ending ending) throws Exception {
        ExitRun.Result result = new ExitRun(container, AppFolder.sample(), ending, null).run();

        assertThat(result.faults()).isEmpty();
        assertThat(result.exitCode()).isEqualTo(ending.exitCode());
    }
}
