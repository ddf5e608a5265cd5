package dev.workerlet.runtime.eventloop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.limits.TerminationReason;
import dev.workerlet.runtime.support.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Turns that begin, end and are ended in any order: an end hits the turn that it was meant for, once, or none. */
class TurnGuardModelTest {
    private static final Duration BUDGET = Duration.ofMillis(10);

    private enum Step {
        BEGIN,
        END,
        TERMINATE,
        TERMINATE_LATE,
        PASS_TIME,
        CHECK
    }

    private final TestClock clock = new TestClock();
    private final TurnGuard guard = new TurnGuard(clock, () -> {});
    private final List<Integer> told = new ArrayList<>();

    private int turns;
    private boolean runs;
    private Duration passed = Duration.ZERO;
    private @Nullable TerminationReason expected;
    /** What an earlier look has told of as the running turn. */
    private long seen = TurnGuard.NO_TURN;

    private int seenTurn;

    @Property
    void whateverHappens_oneEndForEachTurnThatIsEnded(@ForAll @Size(max = 80) List<Step> steps) {
        new TurnGuardModelTest().follow(steps);
    }

    private void follow(List<Step> steps) {
        guard.bindToCurrentThread();
        for (Step step : steps) {
            switch (step) {
                case BEGIN -> begin();
                case END -> end();
                case TERMINATE -> terminate();
                case TERMINATE_LATE -> terminateLate();
                case PASS_TIME -> passTime();
                case CHECK -> check();
            }
            assertThat(guard.runningTurn() != TurnGuard.NO_TURN).isEqualTo(runs && expected == null);
        }
    }

    private void begin() {
        if (runs) {
            return;
        }
        runs = true;
        expected = null;
        passed = Duration.ZERO;
        int turn = ++turns;
        guard.begin(() -> told.add(turn), Long.MAX_VALUE, BUDGET.toNanos());
        if (turn % 2 == 0) {
            seen = guard.runningTurn();
            seenTurn = turn;
        }
    }

    private void end() {
        if (runs) {
            assertThat(guard.end()).isEqualTo(expected);
            assertThat(told.contains(turns)).isEqualTo(expected != null);
            assertThat(told).doesNotHaveDuplicates();
            runs = false;
        }
    }

    private void terminate() {
        guard.terminate(TerminationReason.ABORTED);
        note(TerminationReason.ABORTED);
    }

    /** By the number of a turn that may be over. */
    private void terminateLate() {
        if (seen != TurnGuard.NO_TURN) {
            guard.terminate(seen, TerminationReason.MEMORY_LIMIT);
            if (seenTurn == turns) {
                note(TerminationReason.MEMORY_LIMIT);
            }
        }
    }

    private void passTime() {
        clock.advance(BUDGET.dividedBy(3));
        passed = passed.plus(BUDGET.dividedBy(3));
    }

    private void check() {
        assertThat(guard.check()).isEqualTo(runs);
        if (passed.compareTo(BUDGET) > 0) {
            note(TerminationReason.WALL_CLOCK_TIMEOUT);
        }
    }

    private void note(TerminationReason reason) {
        if (runs && expected == null) {
            expected = reason;
        }
    }
}
