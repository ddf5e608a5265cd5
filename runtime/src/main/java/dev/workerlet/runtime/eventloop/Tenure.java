package dev.workerlet.runtime.eventloop;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One of the threads that can run a loop, its turns, and what they leave to do. */
final class Tenure {
    /** What a thread is to do next. */
    private enum Order {
        WAIT,
        RUN,
        END
    }

    final TurnGuard guard;
    /** Whose turns are running, the innermost last. Belongs to whoever has the loop. */
    final Deque<TurnOwner> owners = new ArrayDeque<>();

    private final Thread thread;
    /** Those of the owners that know their turns to be detached. Belongs to whoever has the loop. */
    private final Set<TurnOwner> detached = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Whose the turn is that began last; written by whoever has the loop before the guard tells of the turn, read after that. */
    private String turnOwner = "";
    /** For whom there is room among the threads that turns have to themselves. The watchdog's, then the thread's own. */
    private volatile String claimant = "";

    private volatile Order order = Order.WAIT;
    private volatile @Nullable Tenure predecessor;
    private volatile Runnable afterwards = () -> {};

    /**
     * A thread that is not started.
     *
     * @param body what it does
     */
    Tenure(String name, TurnGuard guard, Runnable body) {
        this.guard = guard;
        this.thread = Threads.enteringV8(name, body);
    }

    Thread thread() {
        return thread;
    }

    /** Starts the thread, where that is not done. */
    void start() {
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        }
    }

    /** Has the thread run the loop, after {@code replaced}, if any. */
    void appoint(@Nullable Tenure replaced) {
        predecessor = replaced;
        order = Order.RUN;
        LockSupport.unpark(thread);
    }

    /** Has the thread end. */
    void dismiss() {
        order = Order.END;
        LockSupport.unpark(thread);
    }

    /** Waits to be appointed or dismissed. Returns which. On its thread. */
    boolean awaitAppointment() {
        while (order == Order.WAIT) {
            LockSupport.park(this);
        }
        boolean isAppointed = order == Order.RUN;
        order = Order.WAIT;
        return isAppointed;
    }

    /** Whose turn held up the loop before this thread was appointed. */
    @Nullable
    Tenure takePredecessor() {
        Tenure replaced = predecessor;
        predecessor = null;
        return replaced;
    }

    /** A turn is about to begin. */
    void turnBegins(TurnOwner owner) {
        owners.addLast(owner);
        turnOwner = owner.owner();
    }

    /** Whose the running turn is. Watchdog thread. */
    String turnOwner() {
        return turnOwner;
    }

    /** Room was claimed for {@code owner}. */
    void claimedFor(String owner) {
        claimant = owner;
    }

    /** For whom that was. */
    String claimant() {
        return claimant;
    }

    /** Tells the owners of the turns that these are detached. */
    void tellDetached() {
        for (TurnOwner owner : owners) {
            if (detached.add(owner)) {
                owner.turnDetached();
            }
        }
    }

    /** The innermost turn is over. */
    void turnEnds() {
        TurnOwner owner = owners.removeLast();
        if (!detached.isEmpty() && !owners.contains(owner) && detached.remove(owner)) {
            owner.turnReturned();
        }
    }

    /** No turn runs any more, however it has ended. */
    void clear() {
        owners.clear();
        detached.forEach(TurnOwner::turnReturned);
        detached.clear();
    }

    /** Leaves something to do to a thread whose turn is given up. */
    void leave(Runnable task) {
        afterwards = task;
    }

    /** What was left to do. */
    Runnable afterwards() {
        return afterwards;
    }
}
