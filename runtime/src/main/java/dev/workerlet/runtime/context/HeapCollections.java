package dev.workerlet.runtime.context;

import dev.workerlet.runtime.eventloop.LoopClock;
import dev.workerlet.runtime.isolate.Isolate;

/**
 * When the garbage of an isolate is worth a collection that V8 has not thought of, and what one has shown of its heap. V8's own
 * reducer of idle heaps is a task of its message loop, which does not run here. Confined to the loop's thread.
 */
final class HeapCollections {
    /** So many events leave enough behind to be worth a collection. */
    private static final int EVENTS_WORTH_COLLECTING = 100;
    /** So does what has grown by this, and is at least twice as large. */
    private static final long GROWTH_WORTH_COLLECTING_BYTES = 16L << 20;
    /** A heap that takes long to collect is collected as much more rarely. */
    private static final int PAUSE_PER_COLLECTION = 300;

    private final Isolate isolate;
    private final LoopClock clock;
    private final long limitBytes;
    /** A heap of which so much is in use does not last much longer. */
    private long fullBytes;

    private int events;
    /** What the last collection has left, the heap's room and what is outside it. */
    private long leftBytes;

    private long nextNanos;
    private boolean isFull;

    HeapCollections(Isolate isolate, long limitBytes, LoopClock clock) {
        this.isolate = isolate;
        this.clock = clock;
        this.limitBytes = limitBytes;
        this.fullBytes = limitBytes / 4 * 3;
        this.nextNanos = clock.nanoTime();
    }

    /** The script is loaded: a heap that it fills by itself is full when half of the rest is in use, too. */
    void noteLoaded() {
        long usedBytes = isolate.usedHeapBytes();
        fullBytes = Math.max(fullBytes, usedBytes + (limitBytes - usedBytes) / 2);
    }

    /** An event has begun, which will leave something behind. */
    void noteEvent() {
        events++;
    }

    /** Whether what came since the last collection has left enough behind for another one, when nothing is under way. */
    boolean isWorthAtRest() {
        long grownBytes = isolate.heldBytes() - leftBytes;
        return events >= EVENTS_WORTH_COLLECTING || grownBytes >= Math.max(GROWTH_WORTH_COLLECTING_BYTES, leftBytes);
    }

    /** How long there must be none. */
    long nanosUntilNext() {
        return Math.max(0, nextNanos - clock.nanoTime());
    }

    /** Whether so much of the heap is in use that it should be known how much of that is garbage. */
    boolean isDue() {
        return isolate.usedHeapBytes() > fullBytes && nanosUntilNext() == 0;
    }

    /** Collects and makes the heap small. The isolate is entered, and no script runs. */
    void collect() {
        events = 0;
        long startNanos = clock.nanoTime();
        isolate.collectGarbage();
        isolate.judgeExternalMemory();
        long endNanos = clock.nanoTime();
        leftBytes = isolate.heldBytes();
        isFull = isolate.usedHeapBytes() > fullBytes;
        nextNanos = endNanos + PAUSE_PER_COLLECTION * (endNanos - startNanos);
    }

    /** Whether the last collection has left the heap nearly full: what is in use is no garbage. */
    boolean isFull() {
        return isFull;
    }
}
