package dev.workerlet.runtime.eventloop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.limits.TerminationReason;
import dev.workerlet.runtime.support.Await;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** An isolate that does not answer, beside one that must be looked at. */
@Timeout(60)
class MemoryWatchTest {
    private static final long LONG = 1_000_000_000_000L;
    private static final int GROWTH_BYTES = 32 * 1024 * 1024;
    private static final int PAGE_BYTES = 4096;

    private final AtomicLong now = new AtomicLong();
    private final TurnGuard silent = new TurnGuard(now::get, () -> {});
    private final TurnGuard other = new TurnGuard(now::get, () -> {});
    private final MemoryWatch watch = new MemoryWatch(List.of(silent, other), new MemoryBudget(Long.MAX_VALUE));
    private final CountDownLatch answer = new CountDownLatch(1);
    private final AtomicInteger questionsToSilent = new AtomicInteger();

    @BeforeEach
    void start() {
        silent.bindToCurrentThread();
        other.bindToCurrentThread();
        watch.start();
    }

    @AfterEach
    void stop() {
        answer.countDown();
        watch.close();
    }

    private abstract static class Target implements Terminable {
        final AtomicInteger terminations = new AtomicInteger();

        @Override
        public void terminate() {
            terminations.incrementAndGet();
        }
    }

    private final class Silent extends Target {
        @Override
        public void watchMemory() {
            // An isolate that was asked and has not answered is not asked again.
            if (questionsToSilent.getAndIncrement() == 0) {
                try {
                    answer.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private static final class Other extends Target {
        final AtomicInteger questions = new AtomicInteger();
        final AtomicInteger growths = new AtomicInteger();

        @Override
        public void watchMemory() {
            questions.incrementAndGet();
        }

        @Override
        public void noteGrowth(long bytes) {
            growths.incrementAndGet();
        }

        @Override
        public long turnMemoryBytes() {
            return GROWTH_BYTES / 2;
        }
    }

    private void beginLongTurns(Target first, Target second) {
        silent.begin(first, LONG, LONG);
        other.begin(second, LONG, LONG);
        now.addAndGet(TimeUnit.SECONDS.toNanos(1));
    }

    private void wakeUntil(String what, AtomicInteger counted) {
        Await.until(what, () -> {
            watch.wakeUp();
            return counted.get() > 0;
        });
    }

    @Test
    void isolateThatDoesNotAnswer_leavesTheOthersToBeAsked() {
        Other target = new Other();
        beginLongTurns(new Silent(), target);

        wakeUntil("the silent one is asked", questionsToSilent);
        wakeUntil("the other one is asked", target.questions);

        assertThat(answer.getCount()).isOne();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void isolateThatDoesNotAnswer_leavesGrowthToBeJudged() {
        Other target = new Other();
        beginLongTurns(new Silent(), target);
        wakeUntil("the silent one is asked", questionsToSilent);
        wakeUntil("the other one was looked at", target.growths);

        ByteBuffer grown = ByteBuffer.allocateDirect(GROWTH_BYTES);
        for (int i = 0; i < GROWTH_BYTES; i += PAGE_BYTES) {
            grown.put(i, (byte) 1);
        }
        wakeUntil("the turn is ended", target.terminations);

        assertThat(grown.get(0)).isOne();
        assertThat(other.end()).isEqualTo(TerminationReason.MEMORY_LIMIT);
    }
}
