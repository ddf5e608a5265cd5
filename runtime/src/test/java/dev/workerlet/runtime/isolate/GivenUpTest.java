package dev.workerlet.runtime.isolate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.eventloop.MemoryBudget;
import dev.workerlet.runtime.isolate.GivenUp.Verdict;
import dev.workerlet.runtime.support.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When a thread that was left in V8 must rest, by made-up figures. */
class GivenUpTest {
    private static final long MIB = 1024L * 1024;

    private final TestClock clock = new TestClock();
    private long residentBytes = 500 * MIB;
    private long touchedBytes = 100 * MIB;
    private final MemoryBudget budget = new MemoryBudget(8_000 * MIB);
    private final GivenUp givenUp = new GivenUp(() -> residentBytes, () -> touchedBytes, clock);

    /** Gives the isolate up; what the thread adds counts from now on. */
    private void begin() {
        givenUp.begin(budget);
        assertThat(givenUp.judge()).isEqualTo(Verdict.GO_ON);
    }

    private void grow(long processMib, long threadMib) {
        residentBytes += processMib * MIB;
        touchedBytes += threadMib * MIB;
    }

    @Test
    void isolateThatNobodyHasGivenUp_goesOn() {
        grow(4_000, 4_000);

        assertThat(givenUp.judge()).isEqualTo(Verdict.GO_ON);
    }

    @Test
    void threadThatAddsMuch_restsAfterAWhile() {
        begin();
        grow(300, 300);
        assertThat(givenUp.judge()).isEqualTo(Verdict.GO_ON);

        clock.advance(Duration.ofSeconds(4));

        assertThat(givenUp.judge()).isEqualTo(Verdict.STAY);
    }

    @Test
    void threadThatAddsVeryMuch_restsAtOnce() {
        begin();
        grow(600, 600);

        assertThat(givenUp.judge()).isEqualTo(Verdict.STAY);
    }

    @Test
    void whatOthersAdd_doesNotCount() {
        begin();
        clock.advance(Duration.ofSeconds(4));
        grow(4_000, 200);

        assertThat(givenUp.judge()).isEqualTo(Verdict.GO_ON);
    }

    @Test
    void memoryThatIsGivenBack_doesNotCount() {
        begin();
        clock.advance(Duration.ofSeconds(4));
        grow(200, 4_000);

        assertThat(givenUp.judge()).isEqualTo(Verdict.GO_ON);
    }

    @Test
    void processOverItsBudget_leavesLittle_untilThatIsOver() {
        begin();
        grow(7_600, 5);
        assertThat(givenUp.judge()).isEqualTo(Verdict.GO_ON);

        grow(10, 10);

        assertThat(givenUp.judge()).isEqualTo(Verdict.REST);
        residentBytes = 7_000 * MIB;
        assertThat(givenUp.judge()).isEqualTo(Verdict.GO_ON);
    }

    @Test
    void processOverItsBudget_addsMuch_restsForGood() {
        begin();
        grow(8_000, 600);

        assertThat(givenUp.judge()).isEqualTo(Verdict.STAY);
    }

    @Test
    void threadThatHasComeBack_goesOn() {
        begin();
        grow(8_000, 600);

        givenUp.end();

        assertThat(givenUp.judge()).isEqualTo(Verdict.GO_ON);
    }

    @Test
    void whereThreadsAreNotTold_theProcessCounts() {
        touchedBytes = -1;
        givenUp.begin(budget);
        clock.advance(Duration.ofSeconds(4));
        residentBytes += 300 * MIB;

        assertThat(givenUp.judge()).isEqualTo(Verdict.STAY);
    }
}
