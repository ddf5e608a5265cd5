package dev.workerlet.runtime.isolate;

import com.caoccao.javet.enums.V8GCCallbackFlags;
import com.caoccao.javet.enums.V8GCType;
import com.caoccao.javet.interop.callback.IJavetGCCallback;
import dev.workerlet.runtime.eventloop.LoopClock;
import dev.workerlet.runtime.eventloop.ProcessMemory;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * What becomes of a thread that was left in V8 with an isolate: it may come back, but not take the process along. A built-in function
 * that goes on filling memory would end in an array or a table larger than V8 has any, and with it the process; so the thread
 * rests when it has added some amount to the process, asked whenever garbage is about to be collected.
 */
final class GivenUp implements IJavetGCCallback {
    /** Less than what V8's largest tables take: past it the thread rests at once. */
    private static final long MOST_GROWTH_BYTES = 512L * 1024 * 1024;
    /** Past it the thread rests, unless it has been given up only just: most come back within moments, and free all they hold. */
    private static final long PATIENT_GROWTH_BYTES = 256L * 1024 * 1024;

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long NEVER = -1;

    private final LongSupplier residentBytes;
    private final LongSupplier touchedBytesHere;
    private final LoopClock clock;
    private volatile long residentBefore = NEVER;
    private volatile long sinceNanos;
    /** What the thread had touched when it was first asked; its own. */
    private long touchedBefore = NEVER;

    GivenUp() {
        this(ProcessMemory::residentBytes, ProcessMemory::touchedBytesHere, LoopClock.SYSTEM);
    }

    /**
     * The same by other figures.
     *
     * @param residentBytes what the process holds
     * @param touchedBytesHere most memory that the current thread can have touched for the first time, or a negative number
     */
    GivenUp(LongSupplier residentBytes, LongSupplier touchedBytesHere, LoopClock clock) {
        this.residentBytes = residentBytes;
        this.touchedBytesHere = touchedBytesHere;
        this.clock = clock;
    }

    /** The isolate is given up. Any thread; while V8 runs in it. */
    void begin() {
        sinceNanos = clock.nanoTime();
        residentBefore = residentBytes.getAsLong();
    }

    @Override
    public void callback(EnumSet<V8GCType> types, EnumSet<V8GCCallbackFlags> flags) {
        if (mustStay()) {
            stay();
        }
    }

    /** Whether the thread may not go on. On the thread that is within the isolate. */
    boolean mustStay() {
        long before = residentBefore;
        if (before == NEVER) {
            return false;
        }
        boolean isPatient = clock.nanoTime() - sinceNanos < PATIENCE_NANOS;
        // Others let the process grow as well.
        long grown = Math.min(residentBytes.getAsLong() - before, grownHere());
        return grown > (isPatient ? MOST_GROWTH_BYTES : PATIENT_GROWTH_BYTES);
    }

    private long grownHere() {
        long touched = touchedBytesHere.getAsLong();
        if (touched < 0) {
            return Long.MAX_VALUE;
        }
        if (touchedBefore == NEVER) {
            touchedBefore = touched;
        }
        return touched - touchedBefore;
    }

    /** Never returns. */
    static void stay() {
        while (true) {
            LockSupport.park(GivenUp.class);
            // An interrupted thread would not be parked again.
            Thread.interrupted();
        }
    }
}
