package dev.workerlet.benchmarks.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short form of redeployments under load: no request lost, nothing left; no times. */
class RedeployIT {
    @ParameterizedTest
    @ValueSource(strings = {"jetty", "tomcat"})
    void redeploy_underLoad_losesNothingAndLeavesNothing(String container) throws Exception {
        RedeployRun.Result result = new RedeployRun(container, AppFolder.sample(), 2, 20, null).run();

        assertThat(result.faults()).isEmpty();
        assertThat(result.neighbour().good()).isPositive();
        assertThat(result.redeployed().good()).isPositive();
    }
}
