package dev.workerlet.runtime.eventloop;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.atomic.MpscUnboundedAtomicArrayQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that runs JavaScript turns, its inbox and its timers.
 *
 * <p>Any thread may {@link #execute}; everything else belongs to the loop's thread. The inbox has no
 * bound of its own: what comes in is an event, bounded where events are admitted, or the answer to an operation, bounded
 * by the operations that a request may have open.
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
    private final Watchdog watchdog;
    private final TurnGuard guard;
    private final Thread thread;
    private volatile boolean closed;
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
        this.watchdog = watchdog;
        this.guard = new TurnGuard(clock, watchdog::wakeUp);
        this.thread = Threads.enteringV8(name, this::run);
    }

    /** Has tasks on behalf of an owner wait for its turn. Before {@link #start}. */
    public void orderBy(Turns order) {
        turns = order;
    }

    /** Starts the thread. {@code idleWork} is asked for work whenever the loop would sleep. */
    public void start(Idler idleWork) {
        idler = idleWork;
        watchdog.watch(guard);
        thread.start();
    }

    /** Runs {@code task} on the loop. Any thread. Dropped when the loop has ended. */
    public void execute(Runnable task) {
        inbox.relaxedOffer(task);
        if (parked.get() && parked.compareAndSet(true, false)) {
            LockSupport.unpark(thread);
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

    /** The guard of this loop's turns. */
    public TurnGuard guard() {
        return guard;
    }

    /** The loop's clock. */
    public LoopClock clock() {
        return clock;
    }

    /** Whether the caller is this loop's thread. */
    public boolean inLoop() {
        return Thread.currentThread() == thread;
    }

    /** Whether the thread has ended. */
    public boolean isTerminated() {
        return thread.getState() == Thread.State.TERMINATED;
    }

    private void run() {
        guard.bindToCurrentThread();
        while (!closed) {
            if (runReady()) {
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

    private boolean runReady() {
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

    private static void runTask(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            // A task answers for its own errors; one that escapes is a defect, and must not end the loop.
            Threads.report(LOG, "A task of the event loop failed", e);
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
        LockSupport.unpark(thread);
        boolean ended = Threads.join(thread, TimeUnit.NANOSECONDS.toMillis(timeout.toNanos()));
        watchdog.forget(guard);
        return ended;
    }

    @Override
    public void close() {
        close(Duration.ofSeconds(10));
    }
}
