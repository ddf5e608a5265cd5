package dev.workerlet.runtime.eventloop;

import dev.workerlet.runtime.limits.TerminationReason;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.atomic.MpscUnboundedAtomicArrayQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that runs JavaScript turns, one after the other, its inbox and its timers.
 *
 * <p>Any thread may {@link #execute}; everything else belongs to the loop's thread. The inbox has no
 * bound of its own: what comes in is an event, bounded where events are admitted, or the answer to an operation, bounded
 * by the operations that a request may have open.
 *
 * <p>A thread that a turn keeps within V8 for long is succeeded by another: inbox, timers, and all that is confined to the loop go
 * over to it, while the old thread keeps nothing but the isolate that it is in, until it is let in again ({@link Succession}).
 * Whoever runs turns says so ({@link #turnBegins}), and has what touches the same isolate wait meanwhile ({@link TurnTarget#run}).
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
    private final Succession succession;
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

    /** Says when what may enter V8 comes. Loop thread. */
    @FunctionalInterface
    public interface Turns {
        /** When the loop comes to it. */
        Turns AT_ONCE = (owner, task) -> task.run();

        /** Runs {@code task} now or in turn. */
        void take(String owner, Runnable task);
    }

    public EventLoop(String name, LoopClock clock, Watchdog watchdog) {
        this.clock = clock;
        this.succession = new Succession(this, name, watchdog);
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
     * @param onSuccession runs on each successor, first of all: a task of the loop is left half done, where it runs a turn
     */
    public void start(Idler idleWork, Runnable onSuccession) {
        idler = idleWork;
        this.onSuccession = onSuccession;
        succession.start();
    }

    /** Runs {@code task} on the loop. Any thread. Dropped when the loop has ended. */
    public void execute(Runnable task) {
        inbox.relaxedOffer(task);
        if (parked.get() && parked.compareAndSet(true, false)) {
            LockSupport.unpark(succession.thread());
        }
    }

    /** Runs {@code task} on the loop, when the owner of {@code target} has its turn, and {@linkplain TurnTarget#run it too}. Any thread. */
    public void execute(TurnTarget target, Runnable task) {
        executeInTurn(target, () -> target.run(task));
    }

    /** The same even while a turn of {@code target} is detached. Any thread. */
    void executeInTurn(TurnTarget target, Runnable task) {
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
        return scheduleNanos(delayNanos, () -> turns.take(target.owner(), () -> target.run(task)));
    }

    /**
     * Runs {@code task} in {@code delayNanos}, whose turn it may be, or when a detached turn of {@code target} has returned, unless
     * it is cancelled by then. Loop thread.
     */
    public LoopTimer scheduleFor(TurnTarget target, long delayNanos, Runnable task) {
        return timers.add(clock.nanoTime() + delayNanos, target, task);
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
        return succession.inCharge().guard;
    }

    /** How long the turn has taken that others wait for now; 0 when none runs. Any thread. */
    public long runningNanos() {
        return succession.runningNanos();
    }

    /** Ends the turns that run, detached ones too, for {@code cause}. Any thread. */
    public void terminateTurns(TerminationReason cause) {
        succession.terminateTurns(cause);
    }

    /** A turn of {@code owner} is about to begin; followed by {@link #turnEnds} when its consequences are dealt with. Loop thread. */
    public void turnBegins(TurnOwner owner) {
        succession.inCharge().turnBegins(owner);
    }

    /** The innermost turn is over, or has failed. Loop thread; a thread that has given up its turn may come by, too. */
    public void turnEnds() {
        Tenure own = succession.inCharge();
        if (own.thread() == Thread.currentThread()) {
            own.turnEnds();
        }
    }

    /** What the whole process may hold in memory. */
    public MemoryBudget memoryBudget() {
        return succession.memoryBudget();
    }

    /** Why no turn of {@code owner} is to begin, or null where one may: its turns keep too many threads. Costs a look. */
    public @Nullable String turnRefusal(TurnOwner owner) {
        return succession.turnRefusal(owner.owner());
    }

    /** The loop's clock. */
    public LoopClock clock() {
        return clock;
    }

    /** Whether the caller is this loop's thread. */
    public boolean inLoop() {
        return Thread.currentThread() == succession.inCharge().thread();
    }

    /** Whether the thread has ended. */
    public boolean isTerminated() {
        return succession.thread().getState() == Thread.State.TERMINATED;
    }

    /** Whether it is to end. Any thread. */
    boolean isClosed() {
        return closed;
    }

    /** The loop goes on after turns of {@code predecessor} were detached. */
    void resumeAfter(Tenure predecessor) {
        runTask(predecessor::tellDetached);
        runTask(onSuccession);
    }

    /** Runs the loop until it is closed, or {@code own} has turns detached and come back from them. On its thread. */
    void run(Tenure own) {
        while (succession.isRunner(own) && !isOver()) {
            if (runReady(own)) {
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
        while (succession.isRunner(own)) {
            Runnable task = inbox.poll();
            if (task == null) {
                break;
            }
            runTask(task);
        }
    }

    private boolean isOver() {
        return closed && !succession.hasDetached();
    }

    private boolean runReady(Tenure own) {
        boolean ran = false;
        long mostNanos = own.guard.cpuNanosOfAll() + BATCH_NANOS;
        for (int i = 0; i < BATCH && own.guard.cpuNanosOfAll() < mostNanos; i++) {
            Runnable task = inbox.relaxedPoll();
            if (task == null) {
                break;
            }
            runTask(task);
            ran = true;
            if (!succession.isRunner(own)) {
                return true;
            }
        }
        for (LoopTimer due = timers.pollDue(clock.nanoTime()); due != null; ) {
            runTask(due);
            ran = true;
            if (!succession.isRunner(own)) {
                return true;
            }
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

    /** Runs a task, whose failure is reported. Loop thread. */
    void runTask(Runnable task) {
        try {
            task.run();
        } catch (LeaseLost e) {
            throw e;
        } catch (RuntimeException | Error e) {
            // A task answers for its own errors; one that escapes is a defect, and must not end the loop.
            Threads.report(LOG, "A task of the event loop failed", e);
            succession.inCharge().clear();
        }
    }

    private void park(long mostNanos) {
        parked.set(true);
        if (!inbox.isEmpty() || isOver()) {
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
        return succession.join(System.nanoTime() + timeout.toNanos());
    }

    @Override
    public void close() {
        close(Duration.ofSeconds(10));
    }
}
