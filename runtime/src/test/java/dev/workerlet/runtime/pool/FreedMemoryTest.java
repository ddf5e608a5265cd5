package dev.workerlet.runtime.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.eventloop.EventLoop;
import dev.workerlet.runtime.eventloop.MemoryBudget;
import dev.workerlet.runtime.eventloop.Watchdog;
import dev.workerlet.runtime.platform.NativeMemory;
import dev.workerlet.runtime.support.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When memory is given back, on a loop that does not run. */
class FreedMemoryTest {
    private final TestClock clock = new TestClock();
    private final List<Runnable> trims = new ArrayList<>();
    private final FreedMemory memory = new FreedMemory(
            new EventLoop("loop", clock, new Watchdog(new MemoryBudget(Long.MAX_VALUE))),
            new NativeMemory(),
            trims::add);

    @Test
    void giveBack_betweenEvents_waitsForARest() {
        memory.noteEvent();
        memory.giveBack();
        assertThat(trims).isEmpty();
        assertThat(memory.isPending()).isFalse();

        memory.noteEvent();
        clock.advance(Duration.ofSeconds(1));
        memory.giveBack();
        assertThat(trims).hasSize(1);
    }

    @Test
    void giveBack_betweenEventsThatNeverRest_waitsNoLongerThanTenSeconds() {
        for (int i = 0; i < 20; i++) {
            assertThat(trims).isEmpty();
            memory.noteEvent();
            memory.giveBack();
            clock.advance(Duration.ofMillis(500));
        }
        memory.noteEvent();
        memory.giveBack();
        assertThat(trims).hasSize(1);
    }

    @Test
    void giveBack_ofMuchAtOnce_waitsForNothing() {
        memory.noteEvent();
        memory.noteMuch();
        memory.giveBack();
        assertThat(trims).hasSize(1);
    }

    @Test
    void giveBack_ofNothing_doesNothing() {
        clock.advance(Duration.ofSeconds(1));
        memory.giveBack();
        assertThat(trims).isEmpty();
    }

    @Test
    void giveBack_soonAgain_waits() {
        memory.noteMuch();
        memory.giveBack();
        memory.noteMuch();
        memory.giveBack();
        assertThat(trims).hasSize(1);
    }
}
