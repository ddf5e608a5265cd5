package dev.workerlet.runtime.eventloop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.limits.TerminationReason;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ending a turn from another thread's point of view, with a clock of the test's own. */
class TurnGuardTest {
    private static final long LONG = 1_000_000_000_000L;

    private final AtomicLong now = new AtomicLong();
    private final TurnGuard guard = new TurnGuard(now::get, () -> {});
    private final AtomicInteger terminations = new AtomicInteger();

    @BeforeEach
    void bind() {
        guard.bindToCurrentThread();
    }

    @Test
    void check_withinBudgets_leavesTheTurnAlone() {
        guard.begin(terminations::incrementAndGet, LONG, LONG);

        assertThat(guard.check()).isTrue();
        assertThat(guard.end()).isNull();
        assertThat(guard.check()).isFalse();
        assertThat(terminations).hasValue(0);
    }

    @Test
    void check_wallClockSpent_endsTheTurnOnce() {
        guard.begin(terminations::incrementAndGet, LONG, 1000);
        now.addAndGet(1001);

        guard.check();
        guard.check();

        assertThat(terminations).hasValue(1);
        assertThat(guard.end()).isEqualTo(TerminationReason.WALL_CLOCK_TIMEOUT);
    }

    @Test
    void check_cpuSpent_endsTheTurn() {
        guard.begin(terminations::incrementAndGet, 1, LONG);
        now.addAndGet(1000);
        long sum = 0;
        for (int i = 0; i < 10_000_000; i++) {
            sum += i;
        }
        assertThat(sum).isPositive();

        guard.check();

        assertThat(guard.end()).isEqualTo(TerminationReason.CPU_TIME_LIMIT);
        assertThat(guard.cpuUsedNanos()).isPositive();
    }

    @Test
    void check_waitingTurn_usesNoCpu() {
        guard.begin(terminations::incrementAndGet, LONG / 2, LONG);
        now.addAndGet(LONG / 2 + 1);

        guard.check();

        assertThat(guard.end()).isNull();
    }

    @Test
    void terminate_betweenTurns_hitsNobody() {
        guard.begin(terminations::incrementAndGet, LONG, LONG);
        guard.end();

        guard.terminate(TerminationReason.ABORTED);
        guard.begin(terminations::incrementAndGet, LONG, LONG);

        assertThat(guard.end()).isNull();
        assertThat(terminations).hasValue(0);
    }

    @Test
    void terminate_racingWithEnd_isSeenByExactlyItsTurn() throws InterruptedException {
        TurnGuard real = new TurnGuard(LoopClock.SYSTEM, () -> {});
        real.bindToCurrentThread();
        AtomicInteger told = new AtomicInteger();
        Thread other = new Thread(() -> {
            for (int i = 0; i < 200_000; i++) {
                real.terminate(TerminationReason.ABORTED);
            }
        });
        other.start();
        int ended = 0;
        while (other.isAlive()) {
            real.begin(told::incrementAndGet, LONG, LONG);
            if (real.end() != null) {
                ended++;
            }
        }
        other.join();

        assertThat(ended).isEqualTo(told.get());
    }

    @Test
    void terminate_turnThatHasEnded_leavesTheNextAlone() {
        guard.begin(terminations::incrementAndGet, LONG, LONG);
        long turn = guard.runningTurn();
        guard.end();
        assertThat(guard.runningTurn()).isEqualTo(TurnGuard.NO_TURN);
        guard.begin(terminations::incrementAndGet, LONG, LONG);

        guard.terminate(turn, TerminationReason.MEMORY_LIMIT);

        assertThat(guard.end()).isNull();
        assertThat(terminations).hasValue(0);
    }

    @Test
    void check_targetOutOfMemory_endsTheTurn() {
        guard.begin(
                new Terminable() {
                    @Override
                    public void terminate() {
                        terminations.incrementAndGet();
                    }

                    @Override
                    public boolean isOutOfMemory() {
                        return true;
                    }
                },
                LONG,
                LONG);

        guard.check();

        assertThat(terminations).hasValue(1);
        assertThat(guard.end()).isEqualTo(TerminationReason.MEMORY_LIMIT);
    }

    @Test
    void watchMemory_turnThatTakesLong_asksItsTarget() {
        AtomicInteger asked = new AtomicInteger();
        guard.begin(
                new Terminable() {
                    @Override
                    public void terminate() {
                        terminations.incrementAndGet();
                    }

                    @Override
                    public void watchMemory() {
                        asked.incrementAndGet();
                    }
                },
                LONG,
                LONG);

        guard.watchMemory();
        assertThat(asked).hasValue(0);
        now.addAndGet(TurnGuard.LONG_NANOS);
        guard.watchMemory();

        assertThat(asked).hasValue(1);
        assertThat(guard.end()).isNull();
    }
}
