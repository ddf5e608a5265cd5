package dev.workerlet.benchmarks.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What an overload is judged by. */
class OverloadFiguresTest {
    private static final int SECONDS = 10;
    private static final double CAPACITY = 10;
    private static final long MOST_MILLIS = 4_000;

    private final OverloadFigures figures = new OverloadFigures(SECONDS);

    /** Ten answers in each second, whose waits grow by so much a second, and a refusal. */
    private void answers(long firstMillis, long growthMillis) {
        for (int second = 0; second < SECONDS; second++) {
            long waitNanos = TimeUnit.MILLISECONDS.toNanos(firstMillis + growthMillis * second);
            for (int i = 0; i < CAPACITY; i++) {
                figures.answered(200, false, TimeUnit.SECONDS.toNanos(second), waitNanos);
            }
        }
        figures.answered(503, true, 0, 0);
    }

    @Test
    void flatWaits_hold() {
        answers(2_000, 0);

        assertThat(figures.faults(CAPACITY, MOST_MILLIS)).isEmpty();
        assertThat(figures.row()).isEqualTo("0 | 10 | 2000 | 2000 | 2000 | 2000 | 0 | 0 | 0 | 0");
    }

    @Test
    void waitsThatGrow_areTold() {
        answers(500, 300);

        assertThat(figures.faults(CAPACITY, MOST_MILLIS)).containsExactly("waits grow: 1700 ms, then 3200");
    }

    @Test
    void waitsThatAreLong_areTold() {
        answers(5_000, 0);

        assertThat(figures.faults(CAPACITY, MOST_MILLIS)).containsExactly("accepted ones waited for more than 4000 ms");
    }

    @Test
    void otherAnswers_noRefusal_andFewAnswers_areTold() {
        figures.answered(503, false, 0, 0);
        figures.lost("closed");

        assertThat(figures.faults(CAPACITY, MOST_MILLIS))
                .containsExactly(
                        "1 × closed",
                        "1 × status 503",
                        "none was refused",
                        "fewer than half as many were answered as the server can answer");
    }
}
