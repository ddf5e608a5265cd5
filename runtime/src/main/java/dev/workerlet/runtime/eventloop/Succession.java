package dev.workerlet.runtime.eventloop;

import dev.workerlet.runtime.limits.TerminationReason;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which thread runs a loop. A turn that takes long is detached: it goes on where it is, and another thread runs the loop
 * meanwhile. The turn's thread is let in again, between two tasks, whenever it returns from V8: for each host function, and when the
 * turn is over. Then it waits to take over from another.
 *
 * <p>At any time one thread is in charge, which is the loop's thread for all that is confined to it: the one that runs the
 * loop, or one that it has let in, and waits for. A turn that does not end when it is told to is given up, and its thread with it.
 */
final class Succession implements TurnGuard.Keeper {
    private static final Logger LOG = LoggerFactory.getLogger(Succession.class);

    /** How often a thread that has let another one in looks whether that is in V8 again. */
    private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
    /** So long it leaves the loop to it where nothing has come in: one host function is often followed by another. */
    private static final long MOST_STAY_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    /** A thread that waits for a loop looks so often whether that has ended. */
    private static final long ENDED_LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Who waits for the loop's end looks so often whether another thread runs it by now. */
    private static final long JOIN_MILLIS = 20;
    /** Threads that are kept for the next long turn. Each leaves a little in every isolate that it enters, so few are made. */
    private static final int MOST_SPARES = 2;

    private final EventLoop loop;
    private final String name;
    private final Watchdog watchdog;
    /** Those whose turns are detached. */
    private final List<Tenure> away = new CopyOnWriteArrayList<>();

    private final Object sparesLock = new Object();
    private final Deque<Tenure> spares = new ArrayDeque<>();
    private volatile Tenure runner;
    private volatile Tenure inCharge;
    private int made;
    /** Whether it was told that there is no thread to be had; the watchdog's own. */
    private boolean failureReported;

    Succession(EventLoop loop, String name, Watchdog watchdog) {
        this.loop = loop;
        this.name = name;
        this.watchdog = watchdog;
        this.runner = make();
        this.inCharge = runner;
    }

    private Tenure make() {
        made++;
        TurnGuard guard = new TurnGuard(loop.clock(), watchdog::wakeUp, this);
        Tenure[] self = new Tenure[1];
        self[0] = new Tenure(made == 1 ? name : name + '-' + made, guard, () -> live(self[0]));
        return self[0];
    }

    void start() {
        watchdog.watch(runner.guard);
        runner.appoint(null);
        runner.start();
    }

    /** The thread that runs the loop, or will in a moment. Any thread. */
    Thread thread() {
        return runner.thread();
    }

    /** How long the turn has taken that holds up the loop now; 0 when none does. Any thread. */
    long runningNanos() {
        return runner.guard.runningNanos();
    }

    /** Whose thread is in charge. */
    Tenure inCharge() {
        return inCharge;
    }

    /** Whether {@code own} is to go on running the loop. On its thread. */
    boolean isRunner(Tenure own) {
        return runner == own;
    }

    /** What the whole process may hold in memory. */
    MemoryBudget memoryBudget() {
        return watchdog.budget();
    }

    /** Why no turn of {@code owner} is to begin, or null where one may. Any thread. */
    @Nullable
    String turnRefusal(String owner) {
        return watchdog.stuckThreads().refusal(owner);
    }

    /** Whether turns are detached. Any thread. */
    boolean hasDetached() {
        return !away.isEmpty();
    }

    /** Ends the turns that run, for {@code cause}. Any thread. */
    void terminateTurns(TerminationReason cause) {
        runner.guard.terminate(cause);
        away.forEach(tenure -> tenure.guard.terminate(cause));
    }

    @Override
    public void takesLong(TurnGuard guard) {
        Tenure busy = runner;
        // The turn of one that was let in is detached by the one that waits for it.
        String owner = busy.turnOwner();
        if (busy.guard == guard && watchdog.stuckThreads().claim(owner)) {
            detach(busy, owner);
        }
    }

    /** Has another thread run the loop; within what was claimed for {@code owner}. */
    private void detach(Tenure busy, String owner) {
        busy.claimedFor(owner);
        try {
            replace(busy);
            failureReported = false;
        } catch (RuntimeException | Error e) {
            // The watchdog has other turns to look at, and budgets to enforce.
            if (!failureReported) {
                failureReported = true;
                Threads.report(LOG, "A loop waits for a long turn: there is no thread for it", e);
            }
        }
    }

    private void replace(Tenure busy) {
        Tenure next = null;
        boolean detached = false;
        try {
            next = takeSpare();
            // Before the old one is dismissed: there may be no memory for another thread.
            next.start();
            watchdog.watch(next.guard);
            away.add(busy);
            detached = busy.guard.detach();
            if (detached) {
                inCharge = next;
                runner = next;
                try {
                    billActualOwner(busy);
                } finally {
                    next.appoint(busy);
                }
            }
        } finally {
            if (!detached) {
                away.remove(busy);
                // It may have seen a turn detached, and wait for its return.
                LockSupport.unpark(busy.thread());
                watchdog.stuckThreads().release(busy.claimant());
                if (next != null) {
                    watchdog.forget(next.guard);
                    keep(next);
                }
            }
        }
    }

    /** Another turn may have begun since room was claimed for the one before; it is the one that was detached. */
    private void billActualOwner(Tenure busy) {
        String claimed = busy.claimant();
        String actual = busy.turnOwner();
        if (!actual.equals(claimed)) {
            watchdog.stuckThreads().pass(claimed, actual);
            busy.claimedFor(actual);
        }
    }

    private Tenure takeSpare() {
        synchronized (sparesLock) {
            Tenure spare = spares.poll();
            return spare == null ? make() : spare;
        }
    }

    /** Keeps a thread that has nothing to do, or has it end. */
    private void keep(Tenure spare) {
        synchronized (sparesLock) {
            if (spares.size() < MOST_SPARES && !loop.isClosed()) {
                spares.push(spare);
                return;
            }
        }
        spare.dismiss();
    }

    @Override
    public void doesNotEnd(TurnGuard guard) {
        for (Tenure tenure : away) {
            if (tenure.guard == guard && guard.giveUp()) {
                giveUp(tenure);
                return;
            }
        }
        Tenure busy = runner;
        if (busy.guard != guard) {
            return;
        }
        String owner = busy.turnOwner();
        if (watchdog.stuckThreads().claimLast(owner)) {
            // Given up at the next look.
            detach(busy, owner);
        } else {
            watchdog.stuckThreads().reportFull();
        }
    }

    private void giveUp(Tenure lost) {
        watchdog.forget(lost.guard);
        try {
            watchdog.stuckThreads().add(lost.thread(), lost.claimant());
        } finally {
            // A loop that is to end does so when nobody is away.
            loop.execute(() -> abandon(lost));
            away.remove(lost);
        }
        Path directory = lost.guard.threadDirectory();
        if (directory != null) {
            LowPriority.give(directory);
        }
    }

    /**
     * Gives up whose turn it was. Where turns were nested, the outer ones have left V8, but what they have led to was not dealt
     * with.
     */
    private void abandon(Tenure lost) {
        Set<TurnOwner> outer = new LinkedHashSet<>(lost.owners);
        TurnOwner innermost = lost.owners.getLast();
        outer.remove(innermost);
        try {
            loop.runTask(() -> lost.leave(innermost.abandon(lost.guard.lostReason(), lost.guard.lostCpuNanos())));
        } finally {
            lost.guard.releaseThread();
        }
        for (TurnOwner owner : outer) {
            loop.runTask(() -> owner.abandon(TerminationReason.ABORTED, 0).run());
        }
    }

    @Override
    public boolean letIn(TurnGuard guard) {
        Tenure own = tenureOf(guard);
        loop.execute(() -> waitFor(own));
        while (!guard.isLetIn() && !loop.isTerminated()) {
            LockSupport.parkNanos(this, ENDED_LOOK_NANOS);
        }
        return guard.isLetIn();
    }

    private Tenure tenureOf(TurnGuard guard) {
        for (Tenure tenure : away) {
            if (tenure.guard == guard) {
                return tenure;
            }
        }
        throw new IllegalStateException("No turn of this guard is detached");
    }

    /** Leaves the loop to another thread until that is within V8 again, or has nothing more to do with it. A task of the loop. */
    private void waitFor(Tenure guest) {
        Tenure own = runner;
        long startNanos = System.nanoTime();
        inCharge = guest;
        guest.guard.letIn();
        LockSupport.unpark(guest.thread());
        while (inCharge == guest) {
            LockSupport.parkNanos(this, LOOK_NANOS);
            boolean isWanted = !loop.isCaughtUp() || System.nanoTime() - startNanos > MOST_STAY_NANOS;
            if (isWanted && inCharge == guest && guest.guard.detach()) {
                inCharge = own;
                loop.resumeAfter(guest);
            }
        }
    }

    /** What a thread of the loop does. */
    private void live(Tenure own) {
        own.guard.bindToCurrentThread();
        while (own.awaitAppointment()) {
            Tenure predecessor = own.takePredecessor();
            if (predecessor != null) {
                loop.resumeAfter(predecessor);
            }
            try {
                loop.run(own);
            } catch (LeaseLost e) {
                end(own);
                return;
            }
            if (isRunner(own)) {
                endSpares();
                return;
            }
            returnLoop(own);
        }
    }

    /** The thread's turn was detached, and is over with all that it has led to. */
    private void returnLoop(Tenure own) {
        away.remove(own);
        watchdog.forget(own.guard);
        watchdog.stuckThreads().release(own.claimant());
        Tenure waiting = runner;
        inCharge = waiting;
        LockSupport.unpark(waiting.thread());
        if (own.guard.isThreadWorn()) {
            own.dismiss();
        } else {
            keep(own);
        }
    }

    private void end(Tenure lost) {
        try {
            lost.afterwards().run();
        } catch (RuntimeException | Error e) {
            Threads.report(LOG, "What was left of a lost turn can't be freed", e);
        } finally {
            watchdog.stuckThreads().remove(Thread.currentThread());
        }
    }

    private void endSpares() {
        synchronized (sparesLock) {
            spares.forEach(Tenure::dismiss);
            spares.clear();
        }
    }

    /** Waits at most until {@code deadlineNanos} for the thread that runs the loop to end. Returns whether it has. */
    boolean join(long deadlineNanos) {
        Tenure last;
        boolean ended;
        do {
            last = runner;
            LockSupport.unpark(last.thread());
            // In steps: another one may run the loop meanwhile.
            long leftMillis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
            ended = Threads.join(last.thread(), Math.max(1, Math.min(leftMillis, JOIN_MILLIS)));
        } while (last != runner || (!ended && System.nanoTime() - deadlineNanos < 0));
        watchdog.forget(last.guard);
        return ended;
    }
}
