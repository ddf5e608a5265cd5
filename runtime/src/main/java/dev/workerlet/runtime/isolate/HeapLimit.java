package dev.workerlet.runtime.isolate;

import com.caoccao.javet.interop.callback.IJavetNearHeapLimitCallback;

/**
 * An isolate's heap limit: the first question is answered with the worker's own limit, the second ends the script, and at the third the
 * thread stays. Called inside the garbage collector: it may neither throw nor allocate much.
 */
final class HeapLimit implements IJavetNearHeapLimitCallback {
    /** Room for one flattened string of any size while the script is ended; with less, V8 ends the process. */
    private static final long ENDING_ROOM_BYTES = 2L * 1024 * 1024 * 1024;

    private final Runnable terminate;
    private volatile long limitBytes;
    private volatile boolean exceeded;

    HeapLimit(long limitBytes, Runnable terminate) {
        this.limitBytes = limitBytes;
        this.terminate = terminate;
    }

    /** Sets the limit of the worker that the isolate runs from now on. */
    void set(long bytes) {
        limitBytes = bytes;
    }

    long bytes() {
        return limitBytes;
    }

    /** Whether the limit was reached: the isolate must not run another script. */
    boolean isExceeded() {
        return exceeded;
    }

    @Override
    public long callback(long currentBytes, long initialBytes) {
        if (currentBytes < limitBytes) {
            // V8 asks twice at most for one allocation: in smaller steps it would give up, and end the process.
            return limitBytes;
        }
        if (exceeded) {
            // A built-in function that is deaf has used up all the room: V8 would end the process in a moment, whatever
            // it is told.
            GivenUp.stay();
        }
        exceeded = true;
        terminate.run();
        return currentBytes + ENDING_ROOM_BYTES;
    }
}
