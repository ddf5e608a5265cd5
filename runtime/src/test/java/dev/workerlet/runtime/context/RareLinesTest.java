package dev.workerlet.runtime.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.support.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Which lines get their place in the log. */
class RareLinesTest {
    private final TestClock clock = new TestClock();
    private final RareLines lines = new RareLines(clock);

    @Test
    void line_ofAKind_hasOnePlaceInTenSeconds_andTellsOfTheOthers() {
        assertThat(lines.claim("a")).isZero();
        assertThat(lines.claim("a")).isEqualTo(RareLines.NOT_NOW);
        assertThat(lines.claim("a")).isEqualTo(RareLines.NOT_NOW);
        clock.advance(Duration.ofSeconds(10));

        assertThat(lines.claim("a")).isEqualTo(2);
        assertThat(lines.claim("a")).isEqualTo(RareLines.NOT_NOW);
    }

    @Test
    void lines_ofAnotherKind_areNotConcerned() {
        assertThat(lines.claim("a")).isZero();

        assertThat(lines.claim("b")).isZero();
    }

    @Test
    void kinds_areBounded() {
        for (int i = 0; i < 10_000; i++) {
            lines.claim(i);
        }
        clock.advance(Duration.ofSeconds(10));
        lines.claim("one more");

        assertThat(lines.size()).isEqualTo(1);
    }
}
