package dev.workerlet.runtime.eventloop;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that ends turns that exceed their budgets. It asks the guards every few milliseconds while a loop is busy,
 * and sleeps while nothing runs. It never enters V8; what turns hold in memory is looked at on a thread of its own.
 */
public final class Watchdog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    /** How many empty looks it takes to fall asleep: fewer would make busy loops wake it all the time. */
    private static final int EMPTY_LOOKS_TO_SLEEP = 20;

    private final List<TurnGuard> guards = new CopyOnWriteArrayList<>();
    private final AtomicBoolean asleep = new AtomicBoolean();
    private final Thread thread = Threads.daemon("workerlet-watchdog", this::run);
    private final MemoryBudget budget;
    private final MemoryWatch memoryWatch;
    private final StuckThreads stuckThreads;
    private volatile boolean closed;

    /** The same, for loops that get no successors. */
    public Watchdog(MemoryBudget budget) {
        this(budget, new StuckThreads(0));
    }

    /**
     * A watchdog that is not started.
     *
     * @param budget what the process may hold in memory
     * @param stuckThreads the threads that turns keep for themselves
     */
    public Watchdog(MemoryBudget budget, StuckThreads stuckThreads) {
        this.budget = budget;
        this.memoryWatch = new MemoryWatch(guards, budget);
        this.stuckThreads = stuckThreads;
    }

    /** The threads that turns keep for themselves. */
    public StuckThreads stuckThreads() {
        return stuckThreads;
    }

    /** What the process may hold in memory. */
    MemoryBudget budget() {
        return budget;
    }

    /** Starts the thread, and the one that watches memory. */
    public void start() {
        thread.start();
        memoryWatch.start();
    }

    /** Adds a loop's guard. */
    void watch(TurnGuard guard) {
        guards.add(guard);
    }

    /** Takes a loop's guard out. */
    void forget(TurnGuard guard) {
        guards.remove(guard);
    }

    /** A loop is about to run turns. Any thread; costs a volatile read while the watchdog is awake. */
    void wakeUp() {
        if (asleep.get() && asleep.compareAndSet(true, false)) {
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        int emptyLooks = 0;
        while (!closed) {
            emptyLooks = look() ? 0 : emptyLooks + 1;
            if (emptyLooks < EMPTY_LOOKS_TO_SLEEP) {
                LockSupport.parkNanos(this, INTERVAL_NANOS);
            } else {
                sleepUntilWoken();
                emptyLooks = 0;
            }
        }
    }

    /** Looks at all running turns. Returns whether there are any, or may be. */
    private boolean look() {
        try {
            boolean busy = false;
            boolean takesLong = false;
            for (TurnGuard guard : guards) {
                busy |= guard.check();
                takesLong |= guard.runningNanos() >= TurnGuard.LONG_NANOS;
            }
            if (takesLong) {
                memoryWatch.wakeUp();
            }
            return busy;
        } catch (RuntimeException | Error e) {
            // Without this thread no turn would ever be ended again.
            Threads.report(LOG, "Running turns can't be looked at", e);
            return true;
        }
    }

    private void sleepUntilWoken() {
        asleep.set(true);
        // A turn that began between the last look and the line above would not have woken us: look once more.
        for (TurnGuard guard : guards) {
            if (guard.check()) {
                asleep.set(false);
            }
        }
        while (asleep.get() && !closed) {
            LockSupport.park(this);
        }
    }

    /** Stops the thread and waits for it. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        Threads.join(thread, TimeUnit.SECONDS.toMillis(5));
        memoryWatch.close();
    }
}
