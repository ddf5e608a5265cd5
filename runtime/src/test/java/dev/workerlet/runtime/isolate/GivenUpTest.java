package dev.workerlet.runtime.isolate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.support.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When a thread that was left in V8 must rest, by made-up figures. */
class GivenUpTest {
    private static final long MIB = 1024L * 1024;

    private final TestClock clock = new TestClock();
    private long residentBytes = 500 * MIB;
    private long touchedBytes = 100 * MIB;
    private final GivenUp givenUp = new GivenUp(() -> residentBytes, () -> touchedBytes, clock);

    private void grow(long processMib, long threadMib) {
        residentBytes += processMib * MIB;
        touchedBytes += threadMib * MIB;
    }

    @Test
    void isolateThatNobodyHasGivenUp_goesOn() {
        grow(4_000, 4_000);

        assertThat(givenUp.mustStay()).isFalse();
    }

    @Test
    void threadThatAddsMuch_restsAfterAWhile() {
        givenUp.begin();
        assertThat(givenUp.mustStay()).isFalse();
        grow(300, 300);
        assertThat(givenUp.mustStay()).isFalse();

        clock.advance(Duration.ofSeconds(4));

        assertThat(givenUp.mustStay()).isTrue();
    }

    @Test
    void threadThatAddsVeryMuch_restsAtOnce() {
        givenUp.begin();
        assertThat(givenUp.mustStay()).isFalse();
        grow(600, 600);

        assertThat(givenUp.mustStay()).isTrue();
    }

    @Test
    void whatOthersAdd_doesNotCount() {
        givenUp.begin();
        assertThat(givenUp.mustStay()).isFalse();
        clock.advance(Duration.ofSeconds(4));
        grow(4_000, 200);

        assertThat(givenUp.mustStay()).isFalse();
    }

    @Test
    void memoryThatIsGivenBack_doesNotCount() {
        givenUp.begin();
        assertThat(givenUp.mustStay()).isFalse();
        clock.advance(Duration.ofSeconds(4));
        grow(200, 4_000);

        assertThat(givenUp.mustStay()).isFalse();
    }

    @Test
    void whereThreadsAreNotTold_theProcessCounts() {
        touchedBytes = -1;
        givenUp.begin();
        clock.advance(Duration.ofSeconds(4));
        residentBytes += 300 * MIB;

        assertThat(givenUp.mustStay()).isTrue();
    }
}
