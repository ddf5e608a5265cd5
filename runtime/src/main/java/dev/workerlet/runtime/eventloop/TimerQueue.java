package dev.workerlet.runtime.eventloop;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one loop: a binary heap, equal times in the order they were set. Confined to the loop's thread.
 *
 * <p>Cancelling takes a timer out at once, in logarithmic time: a script that sets and clears timers leaves nothing.
 */
public final class TimerQueue {
    private @Nullable LoopTimer[] heap = new LoopTimer[64];
    private int size;
    private long nextSequence;

    /** Adds a task that is due at {@code dueNanos} of the loop's clock. */
    public LoopTimer add(long dueNanos, Runnable task) {
        return add(dueNanos, null, task);
    }

    /** The same, which waits further while a turn of {@code target}, if any, is detached. */
    LoopTimer add(long dueNanos, @Nullable TurnTarget target, Runnable task) {
        LoopTimer timer = new LoopTimer(dueNanos, nextSequence++, target, task);
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        siftUp(size++, timer);
        return timer;
    }

    /** Takes a timer out. Returns whether it was still waiting. */
    public boolean cancel(LoopTimer timer) {
        timer.cancel();
        int index = timer.heapIndex;
        if (index == LoopTimer.NOT_QUEUED) {
            return false;
        }
        removeAt(index);
        return true;
    }

    /** Takes out the first timer that is due at {@code nowNanos}, or returns null. */
    public @Nullable LoopTimer pollDue(long nowNanos) {
        if (size == 0 || at(0).dueNanos - nowNanos > 0) {
            return null;
        }
        LoopTimer first = at(0);
        removeAt(0);
        return first;
    }

    /** Nanoseconds from {@code nowNanos} to the next timer, 0 when one is due, {@link Long#MAX_VALUE} when there is none. */
    public long nanosToNext(long nowNanos) {
        return size == 0 ? Long.MAX_VALUE : Math.max(0, at(0).dueNanos - nowNanos);
    }

    /** Timers waiting. */
    public int size() {
        return size;
    }

    private void removeAt(int index) {
        at(index).heapIndex = LoopTimer.NOT_QUEUED;
        LoopTimer last = at(--size);
        heap[size] = null;
        if (index == size) {
            return;
        }
        siftDown(index, last);
        if (last.heapIndex == index) {
            siftUp(index, last);
        }
    }

    private void siftUp(int start, LoopTimer timer) {
        int index = start;
        while (index > 0) {
            int parent = (index - 1) >>> 1;
            if (!timer.isBefore(at(parent))) {
                break;
            }
            put(index, at(parent));
            index = parent;
        }
        put(index, timer);
    }

    private void siftDown(int start, LoopTimer timer) {
        int index = start;
        while (true) {
            int child = 2 * index + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && at(child + 1).isBefore(at(child))) {
                child++;
            }
            if (!at(child).isBefore(timer)) {
                break;
            }
            put(index, at(child));
            index = child;
        }
        put(index, timer);
    }

    private void put(int index, LoopTimer timer) {
        heap[index] = timer;
        timer.heapIndex = index;
    }

    private LoopTimer at(int index) {
        LoopTimer timer = heap[index];
        if (timer == null) {
            throw new IllegalStateException("The heap has no timer at " + index + " of " + size);
        }
        return timer;
    }
}
