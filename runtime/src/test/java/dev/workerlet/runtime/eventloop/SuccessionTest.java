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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A loop whose thread does not come back from a turn; the turn is a latch here. */
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
        public Runnable abandon(TerminationReason reason, long cpuNanos) {
            events.add(name + " abandoned: " + reason);
            return () -> events.add(name + " freed");
        }
    }

    private void turn(Owner owner, Runnable inV8) {
        loop.turnBegins(owner);
        TurnGuard guard = loop.guard();
        guard.begin(() -> {}, LONG, SHORT);
        inV8.run();
        guard.end();
        events.add(owner.name + " went on");
        loop.turnEnds();
    }

    private void awaitBack() {
        try {
            assertThat(back.await(1, TimeUnit.MINUTES)).isTrue();
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
        assertThat(watchdog.stuckThreads().size()).isEqualTo(1);
        assertThat(events).containsExactly("a abandoned: WALL_CLOCK_TIMEOUT");
        back.countDown();
        Await.until("the thread has ended", () -> watchdog.stuckThreads().size() == 0);
        assertThat(events).containsExactly("a abandoned: WALL_CLOCK_TIMEOUT", "a freed");
    }

    @Test
    void successor_canBeSucceeded_asFarAsTheBoundGoes() {
        start(2);
        loop.execute(() -> turn(new Owner("a"), this::awaitBack));
        loop.execute(() -> turn(new Owner("b"), this::awaitBack));
        threadOfNextTask();
        loop.execute(() -> turn(new Owner("c"), this::awaitBack));
        Await.until("the third was told to end", () -> loop.guard().runningTurn() == TurnGuard.NO_TURN);

        assertThat(watchdog.stuckThreads().size()).isEqualTo(2);
        back.countDown();
        threadOfNextTask();
        assertThat(events).contains("c went on").doesNotContain("a went on", "b went on");
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
            assertThat(guard.revoke()).isFalse();
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
        threadOfNextTask();
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
        threadOfNextTask();

        assertThat(events)
                .containsExactly("inner abandoned: WALL_CLOCK_TIMEOUT", "outer abandoned: ABORTED", "outer freed");
    }
}
