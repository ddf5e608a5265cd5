package dev.workerlet.runtime.eventloop;

import dev.workerlet.runtime.limits.TerminationReason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.atomic.MpscUnboundedAtomicArrayQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that runs JavaScript turns, its inbox and its timers.
 *
 * <p>Any thread may {@link #execute}; everything else belongs to the loop's thread. The inbox has no
 * bound of its own: what comes in is an event, bounded where events are admitted, or the answer to an operation, bounded
 * by the operations that a request may have open.
 *
 * <p>A thread that a turn holds up within V8 is succeeded by another: inbox, timers, and all that is confined to the loop go
 * over to it, while the old thread keeps nothing but the isolate that it is in ({@link TurnLease}). Whoever runs turns says
 * so ({@link #turnBegins}), so that the successor finds out whose turns are lost.
 */
public final class EventLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);
    private static final int INBOX_CHUNK = 1024;
    /** How long nothing must have come in before idle work begins: it would keep the next event waiting. */
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    /** Messages in a row before timers are looked at. */
    private static final int BATCH = 16;
    /** CPU time of turns in a row before timers are looked at. */
    private static final long BATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final MpscUnboundedAtomicArrayQueue<Runnable> inbox = new MpscUnboundedAtomicArrayQueue<>(INBOX_CHUNK);
    private final TimerQueue timers = new TimerQueue();
    private final AtomicBoolean parked = new AtomicBoolean();
    private final LoopClock clock;
    private final String name;
    private final Watchdog watchdog;
    private volatile Tenure tenure;
    private volatile boolean closed;
    private Runnable onSuccession = () -> {};
    private Idler idler = Idler.NONE;
    private Turns turns = Turns.AT_ONCE;
    private long busyNanos;

    /** Work for a loop that has had nothing else to do for a while. */
    public interface Idler {
        /** No work. */
        Idler NONE = new Idler() {
            @Override
            public boolean hasWork() {
                return false;
            }

            @Override
            public void runOne() {
                // There is none.
            }
        };

        /** Whether there may be work; cheap. */
        boolean hasWork();

        /** Does one piece of work. */
        void runOne();
    }

    /** The time in which one thread runs the loop. */
    private final class Tenure {
        final int number;
        final Thread thread;
        final TurnGuard guard = new TurnGuard(clock, watchdog::wakeUp, EventLoop.this::succeed);
        /** Whose turns are running, the innermost last. The thread's own until the loop is lost, then its successor's. */
        final Deque<TurnOwner> owners = new ArrayDeque<>();
        /** Whether the thread runs the loop now, or never will. */
        final CompletableFuture<Boolean> appointed = new CompletableFuture<>();
        /** What is left to do for a thread that has lost the loop. */
        private volatile Runnable afterwards = () -> {};

        Tenure(int number, @Nullable Tenure predecessor) {
            this.number = number;
            this.thread =
                    Threads.enteringV8(number == 1 ? name : name + '-' + number, () -> runTenure(this, predecessor));
        }
    }

    /** Says when what may enter V8 comes. Loop thread. */
    @FunctionalInterface
    public interface Turns {
        /** When the loop comes to it. */
        Turns AT_ONCE = (owner, task) -> task.run();

        /** Runs {@code task} now or in turn. */
        void take(String owner, Runnable task);
    }

    public EventLoop(String name, LoopClock clock, Watchdog watchdog) {
        this.name = name;
        this.clock = clock;
        this.watchdog = watchdog;
        this.tenure = new Tenure(1, null);
    }

    /** Has tasks on behalf of an owner wait for its turn. Before {@link #start}. */
    public void orderBy(Turns order) {
        turns = order;
    }

    /** Starts the thread. {@code idleWork} is asked for work whenever the loop would sleep. */
    public void start(Idler idleWork) {
        start(idleWork, () -> {});
    }

    /**
     * The same.
     *
     * @param onSuccession runs on each successor, first of all: a task of the loop was left half done, where it ran a turn
     */
    public void start(Idler idleWork, Runnable onSuccession) {
        idler = idleWork;
        this.onSuccession = onSuccession;
        watchdog.watch(tenure.guard);
        tenure.thread.start();
    }

    /** Runs {@code task} on the loop. Any thread. Dropped when the loop has ended. */
    public void execute(Runnable task) {
        inbox.relaxedOffer(task);
        if (parked.get() && parked.compareAndSet(true, false)) {
            LockSupport.unpark(tenure.thread);
        }
    }

    /** Runs {@code task} on the loop, when the owner of {@code target} has its turn. Any thread. */
    public void execute(TurnTarget target, Runnable task) {
        execute(() -> turns.take(target.owner(), task));
    }

    /** Runs {@code task} in {@code delay}. Loop thread. */
    public LoopTimer schedule(Duration delay, Runnable task) {
        return scheduleNanos(delay.toNanos(), task);
    }

    /** Runs {@code task} in {@code delayNanos}. Loop thread. */
    public LoopTimer scheduleNanos(long delayNanos, Runnable task) {
        return timers.add(clock.nanoTime() + delayNanos, task);
    }

    /** The same, when the owner of {@code target} has its turn then. Loop thread. */
    public LoopTimer scheduleNanos(long delayNanos, TurnTarget target, Runnable task) {
        return scheduleNanos(delayNanos, () -> turns.take(target.owner(), task));
    }

    /** Takes a timer out. Returns whether it was still waiting. Loop thread. */
    public boolean cancel(LoopTimer timer) {
        return timers.cancel(timer);
    }

    /** Whether nothing has come in that was not run. Loop thread. */
    public boolean isCaughtUp() {
        return inbox.isEmpty();
    }

    /** The guard of the turns that this loop's thread runs now. Any thread; a turn keeps to the one that it began with. */
    public TurnGuard guard() {
        return tenure.guard;
    }

    /** A turn of {@code owner} is about to begin; followed by {@link #turnEnds} when its consequences are dealt with. Loop thread. */
    public void turnBegins(TurnOwner owner) {
        tenure.owners.addLast(owner);
    }

    /** The innermost turn is over. Loop thread. */
    public void turnEnds() {
        tenure.owners.removeLast();
    }

    /** The loop's clock. */
    public LoopClock clock() {
        return clock;
    }

    /** Whether the caller is this loop's thread. */
    public boolean inLoop() {
        return Thread.currentThread() == tenure.thread;
    }

    /** Whether the thread has ended. */
    public boolean isTerminated() {
        return tenure.thread.getState() == Thread.State.TERMINATED;
    }

    /** Gives the loop another thread, if a turn holds up the one that it has. Watchdog thread. */
    private void succeed(TurnGuard guard) {
        Tenure overdue = tenure;
        StuckThreads stuckThreads = watchdog.stuckThreads();
        if (overdue.guard != guard || !stuckThreads.claim()) {
            return;
        }
        Tenure next = new Tenure(overdue.number + 1, overdue);
        boolean appointed = false;
        try {
            // Before the old one is dismissed: there may be no memory for another thread.
            next.thread.start();
            appointed = guard.revoke();
        } finally {
            if (appointed) {
                appoint(next, overdue);
            } else {
                stuckThreads.release();
            }
            next.appointed.complete(appointed);
        }
    }

    private void appoint(Tenure next, Tenure overdue) {
        watchdog.forget(overdue.guard);
        watchdog.stuckThreads().add(overdue.thread);
        watchdog.watch(next.guard);
        tenure = next;
        Path directory = overdue.guard.threadDirectory();
        if (directory != null) {
            LowPriority.give(directory);
        }
    }

    private void runTenure(Tenure own, @Nullable Tenure predecessor) {
        if (predecessor != null && !own.appointed.join()) {
            return;
        }
        own.guard.bindToCurrentThread();
        if (predecessor != null) {
            takeOver(predecessor);
        }
        try {
            run(own.guard);
        } catch (LeaseLost e) {
            finishLost(own.afterwards);
        }
    }

    private void finishLost(Runnable afterwards) {
        try {
            afterwards.run();
        } catch (RuntimeException | Error e) {
            Threads.report(LOG, "What was left of a lost turn can't be freed", e);
        } finally {
            watchdog.stuckThreads().remove(Thread.currentThread());
        }
    }

    /**
     * Gives up whose turn it was. Where turns were nested, the outer ones have left V8, but what they have led to was not dealt
     * with.
     */
    private void takeOver(Tenure predecessor) {
        TurnGuard lost = predecessor.guard;
        Set<TurnOwner> outer = new LinkedHashSet<>(predecessor.owners);
        TurnOwner innermost = predecessor.owners.getLast();
        outer.remove(innermost);
        runTask(() -> predecessor.afterwards = innermost.abandon(lost.lostReason(), lost.lostCpuNanos()));
        lost.releasePredecessor();
        runTask(onSuccession);
        for (TurnOwner owner : outer) {
            runTask(() -> owner.abandon(TerminationReason.ABORTED, 0).run());
        }
    }

    private void run(TurnGuard guard) {
        while (!closed) {
            if (runReady(guard)) {
                busyNanos = clock.nanoTime();
            } else if (!idler.hasWork()) {
                park(Long.MAX_VALUE);
            } else {
                long quietNanos = clock.nanoTime() - busyNanos;
                if (quietNanos < QUIET_NANOS) {
                    park(QUIET_NANOS - quietNanos);
                } else {
                    runIdle();
                }
            }
        }
        for (Runnable task = inbox.poll(); task != null; task = inbox.poll()) {
            runTask(task);
        }
    }

    private boolean runReady(TurnGuard guard) {
        boolean ran = false;
        long mostNanos = guard.cpuNanosOfAll() + BATCH_NANOS;
        for (int i = 0; i < BATCH && guard.cpuNanosOfAll() < mostNanos; i++) {
            Runnable task = inbox.relaxedPoll();
            if (task == null) {
                break;
            }
            runTask(task);
            ran = true;
        }
        for (LoopTimer due = timers.pollDue(clock.nanoTime()); due != null; ) {
            runTask(due.task);
            ran = true;
            // One clock reading for all that was due then: an interval of 0 ms can't keep the inbox waiting.
            due = inbox.isEmpty() ? timers.pollDue(clock.nanoTime()) : null;
        }
        return ran;
    }

    private void runIdle() {
        try {
            idler.runOne();
        } catch (RuntimeException | Error e) {
            idler = Idler.NONE;
            Threads.report(LOG, "Idle work of the event loop failed", e);
        }
    }

    private void runTask(Runnable task) {
        try {
            task.run();
        } catch (LeaseLost e) {
            throw e;
        } catch (RuntimeException | Error e) {
            // A task answers for its own errors; one that escapes is a defect, and must not end the loop.
            Threads.report(LOG, "A task of the event loop failed", e);
            tenure.owners.clear();
        }
    }

    private void park(long mostNanos) {
        parked.set(true);
        if (!inbox.isEmpty() || closed) {
            parked.set(false);
            return;
        }
        long nanos = Math.min(mostNanos, timers.nanosToNext(clock.nanoTime()));
        if (nanos == Long.MAX_VALUE) {
            LockSupport.park(this);
        } else if (nanos > 0) {
            LockSupport.parkNanos(this, nanos);
        }
        parked.set(false);
    }

    /** Ends the loop after what is in its inbox, and waits for it at most {@code timeout}. Returns whether it has ended. */
    public boolean close(Duration timeout) {
        closed = true;
        long deadlineNanos = System.nanoTime() + timeout.toNanos();
        Tenure last;
        boolean ended;
        do {
            last = tenure;
            LockSupport.unpark(last.thread);
            long leftMillis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
            ended = Threads.join(last.thread, Math.max(1, leftMillis));
        } while (last != tenure);
        watchdog.forget(last.guard);
        return ended;
    }

    @Override
    public void close() {
        close(Duration.ofSeconds(10));
    }
}
