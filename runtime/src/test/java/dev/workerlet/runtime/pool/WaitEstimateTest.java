package dev.workerlet.runtime.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The forecast of how long the next one waits. */
class WaitEstimateTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    /** Near the end of its range, as a clock with an arbitrary origin may be. */
    private static final long START = Long.MAX_VALUE - 10 * SECOND;

    private final WaitEstimate estimate = new WaitEstimate(2 * SECOND);

    /** Lets one leave each tenth of a second, all of which had come at the start. */
    private void leave(int from, int to) {
        for (int i = from; i <= to; i++) {
            estimate.left(START, START + i * SECOND / 10);
        }
    }

    @Test
    void queueThatNobodyHasLeft_isNotTooLong() {
        assertThat(estimate.isTooLong(1_000)).isFalse();
        assertThat(estimate.seconds(1_000)).isEqualTo(1);
    }

    @Test
    void queue_isTooLong_whereItsTimeIsAboveTheMost() {
        leave(1, 20);

        assertThat(estimate.isTooLong(19)).isFalse();
        assertThat(estimate.isTooLong(21)).isTrue();
        assertThat(estimate.seconds(100)).isEqualTo(10);
        assertThat(estimate.seconds(100_000)).isEqualTo(60);
    }

    @Test
    void forecast_needsSomeThatHaveWaited() {
        leave(1, 7);
        assertThat(estimate.isTooLong(1_000)).isFalse();
        leave(8, 8);
        assertThat(estimate.isTooLong(1_000)).isTrue();
        estimate.passed();

        assertThat(estimate.isTooLong(1_000)).isFalse();
    }

    @Test
    void slowTurn_amongQuickOnes_refusesNobody() {
        estimate.left(START, START + SECOND);
        for (int i = 1; i <= 30; i++) {
            estimate.left(START, START + SECOND + i * 1_000L);
        }

        assertThat(estimate.isTooLong(100)).isFalse();
    }

    @Test
    void mostOfZero_isNoLimit() {
        WaitEstimate unlimited = new WaitEstimate(0);
        for (int i = 1; i <= 20; i++) {
            unlimited.left(START, START + i * SECOND / 10);
        }

        assertThat(unlimited.isTooLong(1_000_000)).isFalse();
    }
}
