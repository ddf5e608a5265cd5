package dev.workerlet.runtime.context;

import dev.workerlet.runtime.eventloop.LoopClock;
import dev.workerlet.runtime.isolate.Isolate;
import dev.workerlet.runtime.isolate.ScriptException;
import dev.workerlet.runtime.isolate.ScriptLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done for a context when its loop has nothing else to do: compiled code is kept, garbage collected. Confined to
 * the loop's thread.
 */
final class IdleWork {
    private static final Logger LOG = LoggerFactory.getLogger(IdleWork.class);
    /** So many events leave enough behind to be worth a collection. */
    private static final int EVENTS_WORTH_COLLECTING = 100;
    /** So does what has grown by this, and is at least twice as large. */
    private static final long GROWTH_WORTH_COLLECTING_BYTES = 16L << 20;
    /** A collection can't be interrupted: a heap that takes long to collect is collected as much more rarely. */
    private static final int PAUSE_PER_COLLECTION = 300;

    private final String worker;
    private final BareContext bare;
    private final ScriptLoader loader;
    private final LoopClock clock;
    private int eventsSinceCollection;
    /** What the last collection has left, the heap's room and what is outside it. */
    private long leftBytes;

    private long nextCollectionNanos;

    IdleWork(WorkerDefinition worker, BareContext bare, ScriptLoader loader, LoopClock clock) {
        this.worker = worker.name();
        this.bare = bare;
        this.loader = loader;
        this.clock = clock;
        this.nextCollectionNanos = clock.nanoTime();
    }

    /** An event has begun, which will leave something behind. */
    void noteEvent() {
        eventsSinceCollection++;
    }

    /** Whether {@link #offerCode} would do anything. */
    boolean hasCodeToOffer() {
        return loader.hasCodeToOffer() || bare.binding().hasPlatformCodeToOffer();
    }

    /** Keeps the compiled code of the worker's scripts, each once, and of the platform's lazy ones. */
    void offerCode() {
        try (Isolate.Entered entered = bare.isolate.enter()) {
            bare.binding().offerPlatformCode();
            loader.offerCode();
        } catch (ScriptException e) {
            LOG.warn("Can't keep compiled code of {}", worker, e);
        }
    }

    /** Whether what came since the last collection has left enough behind for another one. */
    boolean isWorthCollecting() {
        long grownBytes = bare.isolate.heldBytes() - leftBytes;
        return eventsSinceCollection >= EVENTS_WORTH_COLLECTING
                || grownBytes >= Math.max(GROWTH_WORTH_COLLECTING_BYTES, leftBytes);
    }

    /** How long there must be none. */
    long nanosUntilCollection() {
        return Math.max(0, nextCollectionNanos - clock.nanoTime());
    }

    /**
     * Collects the isolate's garbage and makes its heap small. V8's own reducer of idle heaps is a task of its message
     * loop, which does not run here.
     */
    void collectGarbage() {
        eventsSinceCollection = 0;
        long startNanos = clock.nanoTime();
        try (Isolate.Entered entered = bare.isolate.enter()) {
            bare.isolate.collectGarbage();
            bare.isolate.judgeExternalMemory();
        }
        leftBytes = bare.isolate.heldBytes();
        long endNanos = clock.nanoTime();
        nextCollectionNanos = endNanos + PAUSE_PER_COLLECTION * (endNanos - startNanos);
    }
}
