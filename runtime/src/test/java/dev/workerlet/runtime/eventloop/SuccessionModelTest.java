package dev.workerlet.runtime.eventloop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.limits.TerminationReason;
import dev.workerlet.runtime.support.Await;
import dev.workerlet.runtime.support.TestClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/**
 * Turns that are short, long, or lost, and call the host meanwhile, beside a queue of what the loop has to do: whatever is posted
 * runs once and in order, on the one thread that has the loop then. The test is the watchdog.
 */
class SuccessionModelTest {
    private static final int MOST_AWAY = 3;
    private static final long LONG = TimeUnit.DAYS.toNanos(1);
    private static final Duration DETACHES = Duration.ofMillis(11);
    private static final Duration GIVES_UP = Duration.ofMillis(101);

    private enum Kind {
        POST,
        BEGIN,
        CALL_HOST,
        END,
        PASS_TIME,
        GIVE_UP
    }

    private record Step(Kind kind, int number) {}

    private final TestClock clock = new TestClock();
    private final StuckThreads stuckThreads = new StuckThreads(MOST_AWAY);
    private final EventLoop loop =
            new EventLoop("model-loop", clock, new Watchdog(new MemoryBudget(Long.MAX_VALUE), stuckThreads));
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger inside = new AtomicInteger();
    private volatile boolean isWrong;

    // The model.
    private final List<String> expected = new ArrayList<>();
    /** What the loop has not come to. */
    private final Queue<Runnable> pending = new ArrayDeque<>();
    /** Turns in V8, in the order in which they began. */
    private final List<Turn> running = new ArrayList<>();
    /** The one that others wait for. */
    private @Nullable Turn holder;

    private int away;
    private int numbers;

    /** What only one thread may do at a time. */
    private void note(String event) {
        isWrong |= inside.getAndIncrement() != 0 || !loop.inLoop();
        events.add(event);
        inside.decrementAndGet();
    }

    /** A turn whose script does what the test says. */
    private final class Turn implements TurnOwner, Runnable {
        private final int number = numbers++;
        private final BlockingQueue<Kind> script = new LinkedBlockingQueue<>();
        private volatile @Nullable TurnGuard guard;
        private volatile @Nullable Thread thread;
        private volatile boolean isInV8;

        // The model's.
        private boolean waits;
        private boolean isLost;
        private boolean isAbandoned;

        @Override
        public void run() {
            loop.turnBegins(this);
            note(this + " begins");
            TurnGuard own = loop.guard();
            guard = own;
            thread = Thread.currentThread();
            own.begin(() -> {}, LONG, LONG);
            isInV8 = true;
            while (next() == Kind.CALL_HOST) {
                isWrong |= !own.beginHostCall();
                note(this + " calls");
                own.endHostCall();
                isInV8 = true;
            }
            own.end();
            note(this + " goes on");
            loop.turnEnds();
        }

        private Kind next() {
            try {
                return script.take();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        void tell(Kind kind) {
            isInV8 = false;
            script.add(kind);
        }

        TurnGuard knownGuard() {
            return Objects.requireNonNull(guard);
        }

        @Override
        public String owner() {
            return toString();
        }

        @Override
        public void turnDetached() {
            note(this + " is detached");
        }

        @Override
        public void turnReturned() {
            note(this + " returns");
        }

        @Override
        public Runnable abandon(TerminationReason reason, long cpuNanos) {
            note(this + " is abandoned");
            return () -> {};
        }

        @Override
        public String toString() {
            return "turn " + number;
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(Kind.class), Arbitraries.integers().between(0, 100))
                .as(Step::new)
                .list()
                .ofMaxSize(50);
    }

    @Property(tries = 50)
    void loop_passesFromThreadToThread_andDoesAllOnce(@ForAll("steps") List<Step> steps) {
        new SuccessionModelTest().follow(steps);
    }

    private void follow(List<Step> steps) {
        List<Turn> all = new ArrayList<>();
        loop.start(EventLoop.Idler.NONE);
        try {
            for (Step step : steps) {
                take(step, all);
                settle();
            }
            while (!running.isEmpty()) {
                end(running.get(0));
                settle();
            }
            assertThat(pending).isEmpty();
            assertThat(loop.close(Duration.ofMinutes(1))).isTrue();
        } finally {
            all.forEach(turn -> turn.tell(Kind.END));
            loop.close();
        }
        assertThat(events).isEqualTo(expected);
        assertThat(stuckThreads.size()).isZero();
    }

    private void take(Step step, List<Turn> all) {
        switch (step.kind()) {
            case POST -> post(numbers++);
            case BEGIN -> {
                Turn turn = new Turn();
                all.add(turn);
                begin(turn);
            }
            case PASS_TIME -> passTime(DETACHES);
            case CALL_HOST, END, GIVE_UP -> {
                List<Turn> ready = running.stream()
                        .filter(turn -> !turn.waits && !(turn.isLost && step.kind() != Kind.END))
                        .toList();
                if (!ready.isEmpty()) {
                    change(step.kind(), ready.get(step.number() % ready.size()));
                }
            }
        }
    }

    private void change(Kind kind, Turn turn) {
        switch (kind) {
            case CALL_HOST -> callHost(turn);
            case GIVE_UP -> giveUp(turn);
            default -> end(turn);
        }
    }

    private void post(int number) {
        loop.execute(() -> note("task " + number));
        comesToLoop(() -> expected.add("task " + number));
    }

    private void begin(Turn turn) {
        loop.execute(turn);
        comesToLoop(() -> {
            expected.add(turn + " begins");
            running.add(turn);
            holder = turn;
        });
    }

    private void callHost(Turn turn) {
        turn.tell(Kind.CALL_HOST);
        if (turn == holder) {
            expected.add(turn + " calls");
        } else {
            awaitAsking(turn);
            turn.waits = true;
            comesToLoop(() -> {
                expected.add(turn + " calls");
                turn.waits = false;
            });
        }
    }

    private void end(Turn turn) {
        if (turn.isLost) {
            endLost(turn);
        } else if (turn == holder) {
            turn.tell(Kind.END);
            running.remove(turn);
            expected.add(turn + " goes on");
            holder = null;
            goOn();
        } else if (!turn.waits) {
            turn.tell(Kind.END);
            awaitAsking(turn);
            turn.waits = true;
            comesToLoop(() -> {
                running.remove(turn);
                away--;
                expected.add(turn + " goes on");
                expected.add(turn + " returns");
            });
        } else if (holder != null) {
            end(holder);
        }
    }

    /** Its thread comes back from V8, and ends. */
    private void endLost(Turn turn) {
        if (turn.isAbandoned) {
            turn.tell(Kind.END);
            Thread thread = turn.thread;
            Await.until("a thread that was lost ends", () -> thread != null && !thread.isAlive());
            running.remove(turn);
            away--;
        } else if (holder != null) {
            end(holder);
        }
    }

    private void passTime(Duration time) {
        clock.advance(time);
        for (Turn turn : running) {
            if (!turn.isLost) {
                turn.knownGuard().check();
            }
        }
        if (holder != null && away < MOST_AWAY) {
            expected.add(holder + " is detached");
            away++;
            holder = null;
            goOn();
        }
    }

    /** Only what is detached is given up: it keeps the room that it has. */
    private void giveUp(Turn turn) {
        if (turn == holder) {
            return;
        }
        turn.knownGuard().terminate(TerminationReason.ABORTED);
        comesToLoop(() -> {
            expected.add(turn + " is abandoned");
            turn.isAbandoned = true;
        });
        passTime(GIVES_UP);
        turn.isLost = true;
    }

    private void comesToLoop(Runnable task) {
        pending.add(task);
        goOn();
    }

    private void goOn() {
        while (holder == null && !pending.isEmpty()) {
            pending.remove().run();
        }
    }

    /** Where others wait, what it asks for is behind what was posted before, and before what is posted next. */
    private void awaitAsking(Turn turn) {
        if (holder != null) {
            Await.until(turn + " asks", () -> LockSupport.getBlocker(turn.thread) instanceof Succession);
        }
    }

    /** Waits until there is no more to be done. */
    private void settle() {
        Await.until("the loop does what is expected", () -> isWrong || events.size() >= expected.size());
        assertThat(events).isEqualTo(expected);
        assertThat(isWrong).isFalse();
        for (Turn turn : running) {
            if (!turn.waits) {
                Await.until(turn + " is in V8", () -> turn.isInV8);
            }
        }
        if (holder == null) {
            // The loop has turned from whom it had let in.
            CompletableFuture<Void> ran = new CompletableFuture<>();
            loop.execute(() -> ran.complete(null));
            ran.orTimeout(1, TimeUnit.MINUTES).join();
        }
    }
}
