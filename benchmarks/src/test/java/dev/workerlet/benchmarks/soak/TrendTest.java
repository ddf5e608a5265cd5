package dev.workerlet.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The slope that single peaks do not change. */
class TrendTest {
    @Test
    void of_steadyGrowth_isWhatItHasGrownBy() {
        assertThat(Trend.of(new long[] {0, 10, 20, 30}, new long[] {5, 7, 9, 11})
                        .growth())
                .isEqualTo(6);
    }

    @Test
    void of_flatWithPeaks_isNone() {
        assertThat(Trend.of(new long[] {0, 10, 20, 30, 40, 50, 60}, new long[] {5, 5, 90, 5, 5, 5, 80})
                        .growth())
                .isZero();
    }

    @Test
    void of_one_isNone() {
        assertThat(Trend.of(new long[] {0}, new long[] {5})).isEqualTo(new Trend(5, 5, 5, 0));
    }
}
