package dev.workerlet.runtime.eventloop;

/** A task that is due at a time on a loop; made by {@link TimerQueue}, confined to the loop's thread. */
public final class LoopTimer {
    static final int NOT_QUEUED = -1;

    final long dueNanos;
    final long sequence;
    final Runnable task;
    int heapIndex = NOT_QUEUED;

    LoopTimer(long dueNanos, long sequence, Runnable task) {
        this.dueNanos = dueNanos;
        this.sequence = sequence;
        this.task = task;
    }

    boolean isBefore(LoopTimer other) {
        long difference = dueNanos - other.dueNanos;
        return difference < 0 || (difference == 0 && sequence < other.sequence);
    }
}
