package dev.workerlet.runtime.eventloop;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/**
 * Keeps what may touch an isolate while a turn of it is detached, and lets it through in order when that is over. What may wait is
 * bounded by what its requests may have open. Confined to the loop's thread.
 */
public final class TurnGate {
    private final Executor inTurn;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean closed;
    private boolean isPlanned;

    /** @param target whose turns it is about */
    public TurnGate(EventLoop loop, TurnTarget target) {
        this(task -> loop.executeInTurn(target, task));
    }

    /** @param inTurn runs on the loop, when the owner of the target has its turn, and never at once */
    TurnGate(Executor inTurn) {
        this.inTurn = inTurn;
    }

    /** Whether a turn is detached. */
    public boolean isClosed() {
        return closed;
    }

    /** Runs {@code task} now, or when it may. */
    public void pass(Runnable task) {
        if (closed || !waiting.isEmpty()) {
            waiting.add(task);
        } else {
            task.run();
        }
    }

    /** A turn is detached. */
    public void close() {
        closed = true;
    }

    /**
     * The turn has returned, or never will and the target is given up: what waits has its turns, one after the other, before
     * anything that comes from now on.
     */
    public void open() {
        closed = false;
        planNext();
    }

    private void planNext() {
        if (!isPlanned && !waiting.isEmpty()) {
            isPlanned = true;
            inTurn.execute(this::passNext);
        }
    }

    private void passNext() {
        isPlanned = false;
        // Planned again when it is opened.
        Runnable task = closed ? null : waiting.poll();
        if (task != null) {
            planNext();
            task.run();
        }
    }
}
