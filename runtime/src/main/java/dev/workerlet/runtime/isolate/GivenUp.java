package dev.workerlet.runtime.isolate;

import com.caoccao.javet.enums.V8GCCallbackFlags;
import com.caoccao.javet.enums.V8GCType;
import com.caoccao.javet.interop.callback.IJavetGCCallback;
import dev.workerlet.runtime.eventloop.ProcessMemory;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What becomes of a thread that was left in V8 with an isolate: it may come back, but not take the process along. A built-in function
 * that goes on filling memory would end in an array or a table larger than V8 has any, and with it the process; so the thread
 * rests when the process has grown by some amount, asked whenever garbage is about to be collected.
 */
final class GivenUp implements IJavetGCCallback {
    /** Less than what V8's largest tables take: past it the thread rests at once. */
    private static final long MOST_GROWTH_BYTES = 1024L * 1024 * 1024;
    /** Past it the thread rests, unless it has been given up only just: most come back within moments, and free all they hold. */
    private static final long PATIENT_GROWTH_BYTES = 256L * 1024 * 1024;

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long NEVER = -1;

    private volatile long residentBytes = NEVER;
    private volatile long sinceNanos;

    /** The isolate is given up. Any thread; while V8 runs in it. */
    void begin() {
        sinceNanos = System.nanoTime();
        residentBytes = ProcessMemory.residentBytes();
    }

    @Override
    public void callback(EnumSet<V8GCType> types, EnumSet<V8GCCallbackFlags> flags) {
        long before = residentBytes;
        if (before != NEVER && isTooMuch(ProcessMemory.residentBytes() - before)) {
            stay();
        }
    }

    private boolean isTooMuch(long grownBytes) {
        boolean isPatient = System.nanoTime() - sinceNanos < PATIENCE_NANOS;
        return grownBytes > (isPatient ? MOST_GROWTH_BYTES : PATIENT_GROWTH_BYTES);
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
