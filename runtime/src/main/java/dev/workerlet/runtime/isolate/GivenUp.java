package dev.workerlet.runtime.isolate;

import com.caoccao.javet.enums.V8GCCallbackFlags;
import com.caoccao.javet.enums.V8GCType;
import com.caoccao.javet.interop.callback.IJavetGCCallback;
import dev.workerlet.runtime.eventloop.ProcessMemory;
import java.util.EnumSet;
import java.util.concurrent.locks.LockSupport;

/**
 * What becomes of a thread that was left in V8 with an isolate: it may come back, but not take the process along. A built-in function
 * that goes on filling memory would end in an array or a table larger than V8 has any, and with it the process; so the thread
 * rests when the process has grown by some amount, asked whenever garbage is about to be collected.
 */
final class GivenUp implements IJavetGCCallback {
    private static final long MOST_GROWTH_BYTES = 256L * 1024 * 1024;
    private static final long NEVER = -1;

    private volatile long residentBytes = NEVER;

    /** The isolate is given up. Any thread; while V8 runs in it. */
    void begin() {
        residentBytes = ProcessMemory.residentBytes();
    }

    @Override
    public void callback(EnumSet<V8GCType> types, EnumSet<V8GCCallbackFlags> flags) {
        long before = residentBytes;
        if (before != NEVER && ProcessMemory.residentBytes() - before > MOST_GROWTH_BYTES) {
            stay();
        }
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
