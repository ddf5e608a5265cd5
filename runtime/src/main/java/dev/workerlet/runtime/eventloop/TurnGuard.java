package dev.workerlet.runtime.eventloop;

import dev.workerlet.runtime.limits.TerminationReason;
import java.lang.invoke.VarHandle;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The running turn of one loop, as the watchdog sees it: its number, its budgets, and whose it is.
 *
 * <p>{@link #begin} and {@link #end} are called on the loop's thread, {@link #check} and {@link #terminate} on any.
 * Ending a turn is a compare-and-set on its number, so that a late end never hits the next turn.
 *
 * <pre>
 *   IDLE --begin--> RUNNING --end--> IDLE
 *                      |
 *                 check/terminate
 *                      v
 *                 TERMINATING --(target told)--> TERMINATED --end--> IDLE
 *                                                    |
 *                                              not within the grace: overdue, the turn is given up
 * </pre>
 *
 * <p>A guard belongs to one of the loop's threads.
 */
public final class TurnGuard {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int STATE_BITS = 2;
    private static final long STATE_MASK = 3;
    /** The answer to the question for the running turn when there is none. */
    static final long NO_TURN = -1;

    /** From when on a turn takes long: its memory is looked at while it runs. */
    static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** From when on a turn is detached, so that others need not wait for it. */
    static final long DETACH_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** How long an ended turn may take to look at the request to stop, before it is given up. */
    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long IDLE = 0;
    private static final long RUNNING = 1;
    private static final long TERMINATING = 2;
    private static final long TERMINATED = 3;

    private final AtomicLong numberAndState = new AtomicLong();
    private final TurnLease lease = new TurnLease();
    private final LoopClock clock;
    private final Runnable watcher;
    private final Keeper keeper;
    private volatile long threadId;
    private volatile @Nullable Path threadDirectory;

    // Written by the loop before the state is published, read by the watchdog after it has seen the state.
    private long cpuStartNanos;
    private long cpuBudgetNanos;
    private long wallStartNanos;
    private long wallBudgetNanos;
    private @Nullable Terminable target;
    private volatile @Nullable TerminationReason reason;
    private volatile long terminatedNanos;
    private final CountDownLatch givenUp = new CountDownLatch(1);

    // The loop's own.
    private long number;
    private int hostCalls;
    private long cpuUsedNanos;
    private long cpuNanosOfAll;
    private boolean isThreadWorn;

    /** Sees to it that a turn does not hold up its loop. */
    interface Keeper {
        /** For a loop that waits until each turn has ended. */
        Keeper NONE = new Keeper() {
            @Override
            public void takesLong(TurnGuard guard) {
                // It is waited for.
            }

            @Override
            public void doesNotEnd(TurnGuard guard) {
                // It is waited for.
            }

            @Override
            public boolean letIn(TurnGuard guard) {
                throw new IllegalStateException("Nobody has detached a turn");
            }
        };

        /** The running turn of {@code guard} takes long. On the watchdog's thread, at each look. */
        void takesLong(TurnGuard guard);

        /** The running turn of {@code guard} does not end, though it was told to. On the watchdog's thread, at each look. */
        void doesNotEnd(TurnGuard guard);

        /**
         * A detached turn's thread has returned from V8, and waits until it has its loop. On that thread.
         *
         * @return false where the loop has ended meanwhile
         */
        boolean letIn(TurnGuard guard);
    }

    /** A guard whose loop waits until a turn ends; {@code watcher} is run at the beginning of each turn, to wake who watches. */
    public TurnGuard(LoopClock clock, Runnable watcher) {
        this(clock, watcher, Keeper.NONE);
    }

    /**
     * A guard for one thread of a loop.
     *
     * @param watcher run at the beginning of each turn, to wake who watches
     * @param keeper told of turns that take long or do not end
     */
    TurnGuard(LoopClock clock, Runnable watcher, Keeper keeper) {
        this.clock = clock;
        this.watcher = watcher;
        this.keeper = keeper;
    }

    /** Names the loop's thread; called once on it. */
    void bindToCurrentThread() {
        threadId = Thread.currentThread().getId();
        threadDirectory = Threads.nativeDirectory();
    }

    /**
     * Begins a turn.
     *
     * @param cpuBudgetNanos CPU time the turn may use
     * @param wallBudgetNanos wall-clock time the turn may take
     */
    public void begin(Terminable turnTarget, long cpuBudgetNanos, long wallBudgetNanos) {
        number++;
        target = turnTarget;
        reason = null;
        this.cpuBudgetNanos = cpuBudgetNanos;
        this.wallBudgetNanos = wallBudgetNanos;
        wallStartNanos = clock.nanoTime();
        cpuStartNanos = THREADS.getCurrentThreadCpuTime();
        // Volatile, not release: the watchdog falls asleep and then looks, we begin and then look whether it sleeps.
        numberAndState.set((number << STATE_BITS) | RUNNING);
        watcher.run();
        lease.lend(number);
    }

    /**
     * V8 has called a host function: until {@link #endHostCall} the turn's thread is in charge of the loop, and the turn can't be
     * detached. Waits where it was detached before. Calls may be nested.
     *
     * @return false where the turn is given up: the function must touch nothing, and end with an exception
     */
    public boolean beginHostCall() {
        if (hostCalls == 0 && !takeLoopBack()) {
            return false;
        }
        hostCalls++;
        return true;
    }

    /** The host function returns to V8; after a {@link #beginHostCall} that returned true. */
    public void endHostCall() {
        hostCalls--;
        if (hostCalls == 0) {
            lease.lend(number);
        }
    }

    /** The running turn leaves memory with its thread that is freed only when the thread ends. On that thread. */
    public void wearThread() {
        isThreadWorn = true;
    }

    /** Whether a turn has done so. On that thread. */
    boolean isThreadWorn() {
        return isThreadWorn;
    }

    private boolean takeLoopBack() {
        if (lease.takeBack(number)) {
            return true;
        }
        if (!lease.askBack(number)) {
            return false;
        }
        boolean hasLoop = keeper.letIn(this);
        if (!hasLoop) {
            releaseThread();
        }
        return hasLoop;
    }

    /**
     * Ends the turn. Waits where it was detached; does not return where it was given up: the stack is unwound.
     *
     * @return why the turn was ended from outside, or null
     */
    public @Nullable TerminationReason end() {
        if (!takeLoopBack()) {
            awaitGivenUp();
            throw new LeaseLost();
        }
        cpuUsedNanos = THREADS.getCurrentThreadCpuTime() - cpuStartNanos;
        cpuNanosOfAll += cpuUsedNanos;
        long running = (number << STATE_BITS) | RUNNING;
        TerminationReason ended = null;
        if (!numberAndState.compareAndSet(running, (number << STATE_BITS) | IDLE)) {
            awaitTerminated();
            ended = reason;
            numberAndState.setRelease((number << STATE_BITS) | IDLE);
        }
        target = null;
        return ended;
    }

    /** CPU time of the turn that ended last. Loop thread. */
    public long cpuUsedNanos() {
        return cpuUsedNanos;
    }

    /** CPU time of all turns so far. Loop thread. */
    long cpuNanosOfAll() {
        return cpuNanosOfAll;
    }

    /** How long the running turn has taken so far, 0 when none runs. Any thread; may be off by a turn. */
    public long runningNanos() {
        boolean running = (numberAndState.getAcquire() & STATE_MASK) != IDLE;
        return running ? clock.nanoTime() - wallStartNanos : 0;
    }

    /** Ends the running turn, if there is one, for {@code cause}. Any thread. */
    public void terminate(TerminationReason cause) {
        long seen = numberAndState.getAcquire();
        if ((seen & STATE_MASK) == RUNNING) {
            terminate(seen, cause);
        }
    }

    /**
     * Looks at the running turn: detaches it when it takes long, ends it when a budget is spent, gives it up when it does not
     * end. Returns whether a turn runs. Watchdog thread.
     */
    boolean check() {
        long seen = numberAndState.getAcquire();
        if ((seen & STATE_MASK) == IDLE) {
            return false;
        }
        if (!lease.isAway() && runningNanos() > DETACH_NANOS) {
            keeper.takesLong(this);
        }
        if ((seen & STATE_MASK) == TERMINATED && clock.nanoTime() - terminatedNanos > GRACE_NANOS) {
            keeper.doesNotEnd(this);
        } else if ((seen & STATE_MASK) == RUNNING) {
            checkBudgets(seen);
        }
        return true;
    }

    private void checkBudgets(long seen) {
        long wallStart = wallStartNanos;
        long wallBudget = wallBudgetNanos;
        long cpuStart = cpuStartNanos;
        long cpuBudget = cpuBudgetNanos;
        Terminable turnTarget = target;
        VarHandle.loadLoadFence();
        if (numberAndState.getAcquire() != seen) {
            return;
        }
        long wallUsed = clock.nanoTime() - wallStart;
        if (wallUsed > wallBudget) {
            terminate(seen, TerminationReason.WALL_CLOCK_TIMEOUT);
        } else if (wallUsed > cpuBudget && THREADS.getThreadCpuTime(threadId) - cpuStart > cpuBudget) {
            terminate(seen, TerminationReason.CPU_TIME_LIMIT);
        } else if (turnTarget != null && turnTarget.isOutOfMemory()) {
            // It has been told so already, but may be deaf.
            terminate(seen, TerminationReason.MEMORY_LIMIT);
        }
    }

    /** Which turn runs, for {@link #terminate(long, TerminationReason)}, or {@link #NO_TURN}. Any thread. */
    long runningTurn() {
        long seen = numberAndState.getAcquire();
        return (seen & STATE_MASK) == RUNNING ? seen : NO_TURN;
    }

    /** Most memory that the loop's thread can have touched for the first time, or a negative number. Any thread. */
    long touchedBytes() {
        Path directory = threadDirectory;
        return directory == null ? ProcessMemory.UNKNOWN : ProcessMemory.touchedBytes(directory);
    }

    /** The directory of the loop's thread in {@code /proc}, or null where the system has no such. Any thread. */
    @Nullable
    Path threadDirectory() {
        return threadDirectory;
    }

    /** What the running turn may add to the process. Any thread; may be off by a turn. */
    long turnMemoryBytes() {
        Terminable running = target;
        return running == null ? Long.MAX_VALUE : running.turnMemoryBytes();
    }

    /** Tells the target of {@code turn}, if it runs still, by how much the process has grown through it. */
    void noteGrowth(long turn, long bytes) {
        Terminable running = target;
        if (running != null && runningTurn() == turn) {
            running.noteGrowth(bytes);
        }
    }

    /** Looks at the memory of the running turn's target, if the turn takes long. May wait until a turn ends. */
    void watchMemory() {
        boolean takesLong = runningTurn() != NO_TURN && runningNanos() >= LONG_NANOS;
        Terminable running = takesLong ? target : null;
        if (running != null) {
            running.watchMemory();
        }
    }

    /** Ends the turn that {@link #runningTurn()} has told of, if it runs still, for {@code cause}. Any thread. */
    void terminate(long seen, TerminationReason cause) {
        long turn = seen & ~STATE_MASK;
        if (!numberAndState.compareAndSet(seen, turn | TERMINATING)) {
            return;
        }
        reason = cause;
        terminatedNanos = clock.nanoTime();
        try {
            Terminable turnTarget = target;
            if (turnTarget != null) {
                turnTarget.terminate();
            }
        } finally {
            numberAndState.setRelease(turn | TERMINATED);
        }
    }

    /** Takes the loop from the turn's thread, if that is within V8. Returns whether it was. Watchdog thread, or the loop's. */
    boolean detach() {
        long seen = numberAndState.getAcquire();
        return (seen & STATE_MASK) != IDLE && lease.detach(seen >>> STATE_BITS);
    }

    /** Lets the turn's thread have the loop. On the loop's thread, which waits then. */
    void letIn() {
        lease.letIn();
    }

    /** Whether a detached turn's thread that waits for the loop has it. On that thread. */
    boolean isLetIn() {
        return lease.isLetIn();
    }

    /** Gives a detached turn up that was ended, and its thread. Returns false where that has come back. Watchdog thread. */
    boolean giveUp() {
        long seen = numberAndState.getAcquire();
        return (seen & STATE_MASK) == TERMINATED && lease.lose(seen >>> STATE_BITS);
    }

    /** Why the turn was ended that is given up. On the loop's thread. */
    TerminationReason lostReason() {
        return Objects.requireNonNull(reason);
    }

    /** CPU time that it has used so far. On the loop's thread. */
    long lostCpuNanos() {
        return THREADS.getThreadCpuTime(threadId) - cpuStartNanos;
    }

    /** What was given up is dealt with: the old thread may go. */
    void releaseThread() {
        givenUp.countDown();
    }

    private void awaitGivenUp() {
        boolean interrupted = false;
        while (givenUp.getCount() > 0) {
            try {
                // The loop does so as soon as it comes to it.
                givenUp.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitTerminated() {
        // The other thread is between its compare-and-set and its store: a few instructions and one native call.
        while ((numberAndState.getAcquire() & STATE_MASK) != TERMINATED) {
            Thread.onSpinWait();
        }
    }
}
