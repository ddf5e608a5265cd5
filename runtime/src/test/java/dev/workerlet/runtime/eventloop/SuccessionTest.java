package dev.workerlet.runtime.eventloop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.limits.TerminationReason;
import dev.workerlet.runtime.support.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A loop whose thread does not come back from a turn, or not soon; the turn is a latch here. */
class SuccessionTest {
    private static final long SHORT = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONG = TimeUnit.HOURS.toNanos(1);

    private final CountDownLatch back = new CountDownLatch(1);
    private final AtomicInteger resumed = new AtomicInteger();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private Watchdog watchdog = new Watchdog(new MemoryBudget(Long.MAX_VALUE), new StuckThreads(1));
    private EventLoop loop = new EventLoop("test-loop", LoopClock.SYSTEM, watchdog);

    private void start(int mostStuck) {
        watchdog = new Watchdog(new MemoryBudget(Long.MAX_VALUE), new StuckThreads(mostStuck));
        loop = new EventLoop("test-loop", LoopClock.SYSTEM, watchdog);
        watchdog.start();
        loop.start(EventLoop.Idler.NONE, resumed::incrementAndGet);
    }

    @AfterEach
    void close() {
        back.countDown();
        assertThat(loop.close(Duration.ofSeconds(20))).isTrue();
        assertThat(watchdog.stuckThreads().await(TimeUnit.SECONDS.toNanos(20))).isZero();
        watchdog.close();
    }

    private final class Owner implements TurnOwner {
        private final String name;

        Owner(String name) {
            this.name = name;
        }

        @Override
        public String owner() {
            return name;
        }

        @Override
        public void turnDetached() {
            events.add(name + " detached");
        }

        @Override
        public void turnReturned() {
            events.add(name + " returned");
        }

        @Override
        public Runnable abandon(TerminationReason reason, long cpuNanos) {
            events.add(name + " abandoned: " + reason);
            return () -> events.add(name + " freed");
        }
    }

    private void turn(Owner owner, Runnable inV8) {
        turn(owner, SHORT, inV8);
    }

    private void turn(Owner owner, long wallBudgetNanos, Runnable inV8) {
        loop.turnBegins(owner);
        TurnGuard guard = loop.guard();
        guard.begin(() -> {}, LONG, wallBudgetNanos);
        inV8.run();
        guard.end();
        events.add(owner.name + " went on");
        loop.turnEnds();
    }

    private void awaitBack() {
        await(back);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Thread threadOfNextTask() {
        CompletableFuture<Thread> ran = new CompletableFuture<>();
        loop.execute(() -> ran.complete(Thread.currentThread()));
        return ran.orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Test
    void turnThatDoesNotEnd_keepsItsThread_andAnotherRunsTheLoop() {
        start(1);
        Thread first = threadOfNextTask();
        loop.execute(() -> turn(new Owner("a"), this::awaitBack));

        Thread second = threadOfNextTask();

        assertThat(second).isNotSameAs(first);
        assertThat(resumed).hasValue(1);
        awaitStuck(1);
        assertThat(events).containsExactly("a detached", "a abandoned: WALL_CLOCK_TIMEOUT");
        back.countDown();
        Await.until("the thread has ended", () -> watchdog.stuckThreads().size() == 0);
        assertThat(events).containsExactly("a detached", "a abandoned: WALL_CLOCK_TIMEOUT", "a freed");
    }

    @Test
    void successor_canBeSucceeded_asFarAsTheBoundGoes() {
        start(2);
        loop.execute(() -> turn(new Owner("a"), this::awaitBack));
        loop.execute(() -> turn(new Owner("b"), this::awaitBack));
        threadOfNextTask();
        loop.execute(() -> turn(new Owner("c"), this::awaitBack));
        Await.until("the third was told to end", () -> loop.guard().runningTurn() == TurnGuard.NO_TURN);

        Await.until("two are given up", () -> watchdog.stuckThreads().size() == 2);
        back.countDown();
        Await.until("the third has gone on", () -> events.contains("c went on"));
        assertThat(events).doesNotContain("a went on", "b went on");
    }

    @Test
    void loopWithoutSuccessors_waits() {
        start(0);
        Thread first = threadOfNextTask();
        loop.execute(() -> turn(new Owner("a"), this::awaitBack));
        Await.until("it was told to end", () -> loop.guard().runningTurn() == TurnGuard.NO_TURN);
        back.countDown();

        assertThat(threadOfNextTask()).isSameAs(first);
        assertThat(events).containsExactly("a went on");
    }

    @Test
    void hostFunction_keepsTheLoop() {
        start(1);
        Thread first = threadOfNextTask();
        loop.execute(() -> turn(new Owner("a"), () -> {
            TurnGuard guard = loop.guard();
            assertThat(guard.beginHostCall()).isTrue();
            Await.until("it was told to end", () -> guard.runningTurn() == TurnGuard.NO_TURN);
            assertThat(guard.detach()).isFalse();
            guard.endHostCall();
        }));

        assertThat(threadOfNextTask()).isSameAs(first);
        assertThat(events).containsExactly("a went on");
    }

    @Test
    void hostFunction_ofALostTurn_isRefused() {
        start(1);
        CompletableFuture<Boolean> begun = new CompletableFuture<>();
        loop.execute(() -> turn(new Owner("a"), () -> {
            TurnGuard guard = loop.guard();
            awaitBack();
            begun.complete(guard.beginHostCall());
        }));
        awaitStuck(1);
        back.countDown();

        assertThat(begun.orTimeout(20, TimeUnit.SECONDS).join()).isFalse();
    }

    @Test
    void outerTurn_isGivenUpToo_andFreedAtOnce() {
        start(1);
        loop.execute(() -> {
            loop.turnBegins(new Owner("outer"));
            turn(new Owner("inner"), this::awaitBack);
        });
        awaitStuck(1);
        threadOfNextTask();

        assertThat(events)
                .containsExactly(
                        "outer detached",
                        "inner detached",
                        "inner abandoned: WALL_CLOCK_TIMEOUT",
                        "outer abandoned: ABORTED",
                        "outer freed");
    }

    @Test
    void threadThatIsWorn_endsWithItsTurn_andOneThatIsNotIsKept() {
        start(2);
        Thread first = threadOfNextTask();
        loop.execute(() -> turn(new Owner("a"), LONG, this::awaitBack));
        Thread second = threadOfNextTask();
        loop.execute(() -> turn(new Owner("b"), LONG, () -> {
            loop.guard().wearThread();
            awaitBack();
        }));
        threadOfNextTask();
        back.countDown();

        Await.until("the worn thread has ended", () -> !second.isAlive());
        Await.until("both turns are over", () -> events.containsAll(List.of("a went on", "b went on")));
        CountDownLatch again = new CountDownLatch(1);
        loop.execute(() -> turn(new Owner("c"), LONG, () -> await(again)));
        assertThat(threadOfNextTask()).isSameAs(first);
        again.countDown();
    }

    private void awaitStuck(int count) {
        Await.until(count + " are given up", () -> watchdog.stuckThreads().size() == count);
        Await.until(
                "that is dealt with",
                () -> events.stream()
                                .filter(event -> event.contains("abandoned"))
                                .count()
                        >= count);
        threadOfNextTask();
    }

    @Test
    void longTurn_isDetached_andGoesOnInTheLoopWhenItIsOver() {
        start(1);
        List<Boolean> inLoop = new CopyOnWriteArrayList<>();
        CompletableFuture<Thread> last = new CompletableFuture<>();
        Thread first = threadOfNextTask();
        loop.execute(() -> {
            turn(new Owner("a"), LONG, this::awaitBack);
            inLoop.add(loop.inLoop());
            loop.execute(() -> last.complete(Thread.currentThread()));
        });

        Thread second = threadOfNextTask();
        assertThat(events).containsExactly("a detached");
        back.countDown();

        assertThat(last.orTimeout(20, TimeUnit.SECONDS).join()).isSameAs(second).isNotSameAs(first);
        assertThat(events).containsExactly("a detached", "a went on", "a returned");
        assertThat(inLoop).containsExactly(true);
        assertThat(watchdog.stuckThreads().size()).isZero();
    }

    @Test
    void threadOfALongTurn_runsTheLoopAgain_inTheNextOne() {
        start(1);
        Thread first = threadOfNextTask();
        loop.execute(() -> turn(new Owner("a"), LONG, this::awaitBack));
        threadOfNextTask();
        back.countDown();
        Await.until("it has returned", () -> events.contains("a returned"));
        Await.until("its thread rests", () -> LockSupport.getBlocker(first) instanceof Tenure);
        CountDownLatch backAgain = new CountDownLatch(1);
        loop.execute(() -> turn(new Owner("b"), LONG, () -> await(backAgain)));

        assertThat(threadOfNextTask()).isSameAs(first);
        backAgain.countDown();
    }

    @Test
    void hostFunctionOfALongTurn_waitsForTheRunningTask() throws InterruptedException {
        start(1);
        CountDownLatch taskRuns = new CountDownLatch(1);
        CountDownLatch calls = new CountDownLatch(1);
        loop.execute(() -> turn(new Owner("a"), LONG, () -> {
            TurnGuard guard = loop.guard();
            await(taskRuns);
            calls.countDown();
            assertThat(guard.beginHostCall()).isTrue();
            events.add("host function in loop: " + loop.inLoop());
            guard.endHostCall();
        }));
        loop.execute(() -> {
            taskRuns.countDown();
            await(calls);
            // Long enough for the host function to run, if it could.
            for (int i = 0; i < 10_000; i++) {
                assertThat(events).containsExactly("a detached");
                Thread.onSpinWait();
            }
            events.add("task");
        });

        Await.until("it has returned", () -> events.contains("a returned"));
        assertThat(events)
                .containsExactly("a detached", "task", "host function in loop: true", "a went on", "a returned");
    }

    @Test
    void turnThatIsDetached_isEndedWithAllTurns() {
        start(1);
        loop.execute(() -> {
            loop.turnBegins(new Owner("a"));
            TurnGuard guard = loop.guard();
            guard.begin(back::countDown, LONG, LONG);
            awaitBack();
            events.add("a ended: " + guard.end());
            loop.turnEnds();
        });
        threadOfNextTask();

        loop.terminateTurns(TerminationReason.ABORTED);

        Await.until("it has returned", () -> events.contains("a returned"));
        assertThat(events).containsExactly("a detached", "a ended: ABORTED", "a returned");
    }

    @Test
    void loopThatIsClosed_waitsForTurnsThatAreDetached() {
        start(1);
        loop.execute(() -> turn(new Owner("a"), LONG, this::awaitBack));
        threadOfNextTask();

        assertThat(loop.close(Duration.ofMillis(20))).isFalse();
        back.countDown();

        assertThat(loop.close(Duration.ofSeconds(20))).isTrue();
        assertThat(events).containsExactly("a detached", "a went on", "a returned");
    }

    @Test
    void taskThatFailsAfterALongTurn_leavesNothingDetached() {
        start(1);
        loop.execute(() -> {
            loop.turnBegins(new Owner("outer"));
            turn(new Owner("a"), LONG, this::awaitBack);
            throw new IllegalStateException("expected by the test");
        });
        threadOfNextTask();
        back.countDown();

        Await.until("all have returned", () -> events.contains("outer returned"));
        assertThat(events).contains("a returned");
        assertThat(threadOfNextTask()).isNotNull();
    }

    /** Whatever touches the loop's state does so alone, however many turns are on their way. */
    @Test
    void manyLongTurns_neverTouchTheLoopAtOnce() {
        start(3);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(1);
        long[] touched = new long[1];
        Runnable touch = () -> {
            overlaps.addAndGet(inside.incrementAndGet() - 1);
            touched[0]++;
            Thread.onSpinWait();
            inside.decrementAndGet();
        };
        int turns = 60;
        int hostCalls = 20;
        AtomicInteger left = new AtomicInteger(turns);
        for (int i = 0; i < turns; i++) {
            int number = i;
            loop.execute(() -> {
                turn(new Owner("a"), LONG, () -> callHost(number % 3, hostCalls, touch));
                touch.run();
                if (left.decrementAndGet() == 0) {
                    done.countDown();
                }
            });
            loop.execute(touch);
            loop.execute(() -> loop.scheduleNanos(number, touch));
        }
        await(done);
        threadOfNextTask();
        CompletableFuture<Long> total = new CompletableFuture<>();
        loop.execute(() -> loop.schedule(Duration.ofMillis(1), () -> total.complete(touched[0])));

        assertThat(total.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(turns * (hostCalls + 3L));
        assertThat(overlaps).hasValue(0);
        back.countDown();
    }

    private void callHost(int millis, int times, Runnable touch) {
        TurnGuard guard = loop.guard();
        for (int i = 0; i < times; i++) {
            long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            while (System.nanoTime() < endNanos) {
                Thread.onSpinWait();
            }
            assertThat(guard.beginHostCall()).isTrue();
            touch.run();
            guard.endHostCall();
        }
    }
}
