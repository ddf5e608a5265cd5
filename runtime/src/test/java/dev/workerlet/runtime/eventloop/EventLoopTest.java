package dev.workerlet.runtime.eventloop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.support.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The loop without V8. */
class EventLoopTest {
    private final Watchdog watchdog = new Watchdog(new MemoryBudget(Long.MAX_VALUE));
    private final EventLoop loop = new EventLoop("test-loop", LoopClock.SYSTEM, watchdog);
    private final List<String> seen = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() {
        watchdog.start();
    }

    @AfterEach
    void stop() {
        assertThat(loop.close(Duration.ofSeconds(10))).isTrue();
        watchdog.close();
    }

    @Test
    void tasks_runInOrderOnTheLoopsThread() {
        loop.start(EventLoop.Idler.NONE);
        for (int i = 0; i < 1000; i++) {
            String text = Integer.toString(i);
            loop.execute(() -> seen.add(text + loop.inLoop()));
        }

        Await.until("all tasks have run", () -> seen.size() == 1000);
        assertThat(seen.get(0)).isEqualTo("0true");
        assertThat(seen.get(999)).isEqualTo("999true");
    }

    @Test
    void tasks_ofManyThreads_areAllRun() throws InterruptedException {
        loop.start(EventLoop.Idler.NONE);
        AtomicInteger count = new AtomicInteger();
        Thread[] senders = new Thread[4];
        for (int i = 0; i < senders.length; i++) {
            senders[i] = new Thread(() -> {
                for (int n = 0; n < 20_000; n++) {
                    loop.execute(count::incrementAndGet);
                }
            });
            senders[i].start();
        }
        for (Thread sender : senders) {
            sender.join();
        }

        Await.until("80,000 tasks have run", () -> count.get() == 80_000);
    }

    @Test
    void timers_runWhenTheyAreDue_andNotWhenCancelled() {
        loop.start(EventLoop.Idler.NONE);
        loop.execute(() -> {
            loop.schedule(Duration.ofMillis(20), () -> seen.add("20"));
            loop.schedule(Duration.ofMillis(5), () -> seen.add("5"));
            LoopTimer cancelled = loop.schedule(Duration.ofMillis(10), () -> seen.add("cancelled"));
            seen.add("cancel " + loop.cancel(cancelled));
        });

        Await.until("the timers have run", () -> seen.contains("20"));
        assertThat(seen).containsExactly("cancel true", "5", "20");
    }

    @Test
    void task_thatFails_doesNotEndTheLoop() {
        loop.start(EventLoop.Idler.NONE);
        loop.execute(() -> {
            throw new IllegalStateException("expected by a test");
        });
        loop.execute(() -> {
            throw new StackOverflowError("expected by a test");
        });
        loop.execute(() -> seen.add("after"));

        Await.until("the loop lives", () -> seen.contains("after"));
    }

    @Test
    void task_whoseFailureCanNotEvenBeLogged_doesNotEndTheLoop() {
        loop.start(EventLoop.Idler.NONE);
        loop.execute(() -> {
            throw new Unspeakable();
        });
        loop.execute(() -> seen.add("after"));

        Await.until("the loop lives", () -> seen.contains("after"));
    }

    @Test
    void idleWork_runsUntilThereIsNone() {
        AtomicInteger left = new AtomicInteger(3);
        loop.start(new EventLoop.Idler() {
            @Override
            public boolean hasWork() {
                return left.get() > 0;
            }

            @Override
            public void runOne() {
                left.getAndDecrement();
            }
        });

        Await.until("all idle work is done", () -> left.get() == 0);
    }

    @Test
    void watchdog_thatSleeps_isWokenByATurn() {
        loop.start(EventLoop.Idler.NONE);
        Thread watching = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("workerlet-watchdog"))
                .findFirst()
                .orElseThrow();
        Await.until("the watchdog sleeps", () -> watching.getState() == Thread.State.WAITING);

        loop.execute(() -> {
            AtomicInteger terminations = new AtomicInteger();
            loop.guard().begin(terminations::incrementAndGet, Long.MAX_VALUE, 1);
            Await.until("the turn is ended", () -> terminations.get() == 1);
            seen.add("ended " + loop.guard().end());
        });

        Await.until("the loop has gone on", () -> seen.contains("ended WALL_CLOCK_TIMEOUT"));
    }

    @Test
    void watchdog_targetThatFails_endsTheNextTurnAllTheSame() {
        loop.start(EventLoop.Idler.NONE);
        loop.execute(() -> {
            AtomicInteger terminations = new AtomicInteger();
            Terminable failing = () -> {
                terminations.incrementAndGet();
                throw new StackOverflowError("expected by a test");
            };
            loop.guard().begin(failing, Long.MAX_VALUE, 1);
            Await.until("the turn is ended", () -> terminations.get() == 1);
            loop.guard().end();
            loop.guard().begin(terminations::incrementAndGet, Long.MAX_VALUE, 1);
            Await.until("the next turn is ended", () -> terminations.get() == 2);
            seen.add("ended " + loop.guard().end());
        });

        Await.until("the loop has gone on", () -> seen.contains("ended WALL_CLOCK_TIMEOUT"));
    }

    @Test
    void memoryWatch_targetThatFails_isAskedAgain() {
        loop.start(EventLoop.Idler.NONE);
        AtomicInteger looks = new AtomicInteger();
        Terminable failing = new Terminable() {
            @Override
            public void terminate() {
                seen.add("terminated");
            }

            @Override
            public void watchMemory() {
                looks.incrementAndGet();
                throw new StackOverflowError("expected by a test");
            }
        };
        loop.execute(() -> {
            loop.guard().begin(failing, Long.MAX_VALUE, Long.MAX_VALUE);
            Await.until("it was asked twice", () -> looks.get() >= 2);
            loop.guard().end();
            seen.add("after");
        });

        Await.until("the loop has gone on", () -> seen.contains("after"));
        assertThat(seen).doesNotContain("terminated");
    }

    @Test
    void interval_ofNoTime_doesNotStarveTheInbox() {
        loop.start(EventLoop.Idler.NONE);
        loop.execute(() -> loop.scheduleNanos(0, new Runnable() {
            @Override
            public void run() {
                if (!seen.contains("stop")) {
                    loop.scheduleNanos(0, this);
                }
            }
        }));
        loop.execute(() -> seen.add("stop"));

        Await.until("the task has run between the timers", () -> seen.contains("stop"));
    }

    /** What can't be logged. */
    private static final class Unspeakable extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new OutOfMemoryError("expected by a test");
        }
    }
}
