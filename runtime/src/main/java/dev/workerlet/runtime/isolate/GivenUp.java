package dev.workerlet.runtime.isolate;

import com.caoccao.javet.enums.V8GCCallbackFlags;
import com.caoccao.javet.enums.V8GCType;
import com.caoccao.javet.interop.callback.IJavetGCCallback;
import dev.workerlet.runtime.eventloop.LoopClock;
import dev.workerlet.runtime.eventloop.MemoryBudget;
import dev.workerlet.runtime.eventloop.ProcessMemory;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a thread that was left in V8 with an isolate: it may come back, but not take the process along. A built-in function
 * that goes on filling memory would end in an array or a table larger than V8 has any, and with it the process; so the thread
 * rests for good when it has added some amount to the process. Where the process is over its budget little is enough, and it
 * rests until that is over. Asked whenever garbage is about to be collected.
 */
final class GivenUp implements IJavetGCCallback {
    /** Less than what V8's largest tables take: past it the thread rests at once. */
    private static final long MOST_GROWTH_BYTES = 512L * 1024 * 1024;
    /** Past it the thread rests, unless it has been given up only just: most come back within moments, and free all they hold. */
    private static final long PATIENT_GROWTH_BYTES = 256L * 1024 * 1024;

    /** Past it the thread rests while the process is over its budget. */
    private static final long TIGHT_GROWTH_BYTES = 8L * 1024 * 1024;

    private static final long TIGHT_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long NEVER = -1;

    private final LongSupplier residentBytes;
    private final LongSupplier touchedBytesHere;
    private final LoopClock clock;
    private volatile long residentBefore = NEVER;
    private volatile long sinceNanos;
    private volatile @Nullable MemoryBudget processBudget;
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

    /**
     * The isolate is given up. Any thread; while V8 runs in it.
     *
     * @param budget what the process may hold
     */
    void begin(MemoryBudget budget) {
        processBudget = budget;
        sinceNanos = clock.nanoTime();
        residentBefore = residentBytes.getAsLong();
    }

    /** The thread has come back: what it still does in the isolate is to close it. On that thread. */
    void end() {
        residentBefore = NEVER;
    }

    /** What the thread may do. */
    enum Verdict {
        GO_ON,
        /** Not while the process is over its budget. */
        REST,
        /** Never again. */
        STAY
    }

    @Override
    public void callback(EnumSet<V8GCType> types, EnumSet<V8GCCallbackFlags> flags) {
        for (Verdict verdict = judge(); verdict != Verdict.GO_ON; verdict = judge()) {
            if (verdict == Verdict.STAY) {
                stay();
            }
            LockSupport.parkNanos(this, TIGHT_REST_NANOS);
            // An interrupted thread would not be parked again.
            Thread.interrupted();
        }
    }

    /** Whether the thread may go on. On the thread that is within the isolate. */
    Verdict judge() {
        long before = residentBefore;
        if (before == NEVER) {
            return Verdict.GO_ON;
        }
        long resident = residentBytes.getAsLong();
        // Others let the process grow as well.
        long grown = Math.min(resident - before, grownHere());
        boolean isPatient = clock.nanoTime() - sinceNanos < PATIENCE_NANOS;
        if (grown > (isPatient ? MOST_GROWTH_BYTES : PATIENT_GROWTH_BYTES)) {
            return Verdict.STAY;
        }
        MemoryBudget budget = processBudget;
        boolean isTight = budget != null && resident > budget.bytes();
        return isTight && grown > TIGHT_GROWTH_BYTES ? Verdict.REST : Verdict.GO_ON;
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
