package dev.workerlet.runtime.eventloop;

import org.jspecify.annotations.Nullable;

/** A task that is due at a time on a loop; made by {@link TimerQueue}, confined to the loop's thread. */
public final class LoopTimer implements Runnable {
    static final int NOT_QUEUED = -1;

    final long dueNanos;
    final long sequence;
    int heapIndex = NOT_QUEUED;
    private final @Nullable TurnTarget target;
    private final Runnable task;
    private boolean cancelled;

    /** @param target what has the task wait while a turn of its is detached, if anything */
    LoopTimer(long dueNanos, long sequence, @Nullable TurnTarget target, Runnable task) {
        this.dueNanos = dueNanos;
        this.sequence = sequence;
        this.target = target;
        this.task = task;
    }

    /** The time has come. */
    @Override
    public void run() {
        TurnTarget waiting = target;
        if (waiting == null) {
            task.run();
        } else {
            waiting.run(this::runUnlessCancelled);
        }
    }

    private void runUnlessCancelled() {
        if (!cancelled) {
            task.run();
        }
    }

    /** The task is not to run, if it has not yet. */
    void cancel() {
        cancelled = true;
    }

    boolean isBefore(LoopTimer other) {
        long difference = dueNanos - other.dueNanos;
        return difference < 0 || (difference == 0 && sequence < other.sequence);
    }
}
