package dev.workerlet.runtime.context;

import dev.workerlet.runtime.eventloop.LoopClock;
import dev.workerlet.runtime.isolate.Isolate;
import java.util.concurrent.TimeUnit;

/**
 * When the garbage of an isolate is worth a collection that V8 has not thought of, and what one has shown of its heap. V8's own
 * reducer of idle heaps is a task of its message loop, which does not run here. Confined to the loop's thread.
 */
final class HeapCollections {
    /** So many events leave enough behind to be worth a collection. */
    private static final int EVENTS_WORTH_COLLECTING = 100;
    /** So does what has grown by this, and is at least twice as large. */
    private static final long GROWTH_WORTH_COLLECTING_BYTES = 16L << 20;
    /** At rest, a heap that takes long to collect is collected as much more rarely. */
    private static final int PAUSE_AT_REST = 300;
    /** But not so rarely that what one event has left stays for long. */
    private static final long MOST_PAUSE_AT_REST_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** The same of a heap that looked full, and was full of garbage; unless it is nearly full again. */
    private static final int PAUSE_WHEN_FULL = 10;

    private final Isolate isolate;
    private final LoopClock clock;
    private final long limitBytes;
    /** More in use than this may be a leak. */
    private long fullBytes;

    private int events;
    /** What the last collection has left, the heap's room and what is outside it. */
    private long leftBytes;

    /** What the last collection has left in use in the heap. */
    private long leftInUseBytes;

    private long nextAtRestNanos;
    private long nextWhenFullNanos;
    private boolean wasFull;
    private boolean isFull;

    HeapCollections(Isolate isolate, long limitBytes, LoopClock clock) {
        this.isolate = isolate;
        this.limitBytes = limitBytes;
        this.clock = clock;
        this.fullBytes = limitBytes / 4 * 3;
        this.nextAtRestNanos = clock.nanoTime();
        this.nextWhenFullNanos = nextAtRestNanos;
    }

    /** An event is about to begin, which will leave something behind. */
    void noteEvent() {
        events++;
    }

    /** Whether what came since the last collection has left enough behind for another one, when nothing is under way. */
    boolean isWorthAtRest() {
        long grownBytes = isolate.heldBytes() - leftBytes;
        return events >= EVENTS_WORTH_COLLECTING || grownBytes >= Math.max(GROWTH_WORTH_COLLECTING_BYTES, leftBytes);
    }

    /** How long there must be none at rest. */
    long nanosUntilNextAtRest() {
        return Math.max(0, nextAtRestNanos - clock.nanoTime());
    }

    /** Whether so much of the heap is in use, and so much of that is new, that it should be known how much is garbage. */
    boolean isDue() {
        long usedBytes = isolate.usedHeapBytes();
        boolean isNew = usedBytes > fullBytes && usedBytes > half(leftInUseBytes);
        // A leak may fill all that is left within the pause.
        return isNew && (clock.nanoTime() - nextWhenFullNanos >= 0 || usedBytes > half(fullBytes));
    }

    /** In the midst between so much and the limit. */
    private long half(long bytes) {
        return bytes + (limitBytes - bytes) / 2;
    }

    /** Collects and makes the heap small. The isolate is entered, and no script runs. */
    void collect() {
        events = 0;
        long startNanos = clock.nanoTime();
        isolate.collectGarbage();
        isolate.judgeExternalMemory();
        long endNanos = clock.nanoTime();
        leftBytes = isolate.heldBytes();
        leftInUseBytes = isolate.usedHeapBytes();
        nextAtRestNanos = endNanos + Math.min(MOST_PAUSE_AT_REST_NANOS, PAUSE_AT_REST * (endNanos - startNanos));
        if (leftInUseBytes <= fullBytes) {
            nextWhenFullNanos = endNanos + PAUSE_WHEN_FULL * (endNanos - startNanos);
        } else if (wasFull) {
            isFull = true;
        } else {
            // What a script needs may stay as it is. A leak goes on.
            wasFull = true;
            fullBytes = half(leftInUseBytes);
        }
    }

    /** Whether collections have shown that the heap fills up: what is in use is no garbage, and grows. */
    boolean isFull() {
        return isFull;
    }
}
