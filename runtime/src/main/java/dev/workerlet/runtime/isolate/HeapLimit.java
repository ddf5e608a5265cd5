package dev.workerlet.runtime.isolate;

import com.caoccao.javet.interop.V8Runtime;
import com.caoccao.javet.interop.callback.IJavetNearHeapLimitCallback;
import java.util.function.BooleanSupplier;

/**
 * An isolate's heap limit. V8 has it from the start, and asks once it is reached: the first question ends the script, and at the
 * second the thread stays. Where V8 asks, one object may have grown past the limit by any length, and it may ask only once before it
 * ends the process; so the answer is never a limit within what scripts may use.
 *
 * <p>Called inside the garbage collector: it may neither throw nor allocate much. Mostly on the thread that runs the script, but a
 * thread of V8's that compiles may be the one that finds no room.
 */
final class HeapLimit implements IJavetNearHeapLimitCallback {
    /** Room for one flattened string of any size while the script is ended; with less, V8 ends the process. */
    private static final long ENDING_ROOM_BYTES = 2L * 1024 * 1024 * 1024;

    /** What a thread that compiles may need. */
    private static final long COMPILING_ROOM_BYTES = 64L * 1024 * 1024;

    private final Runnable terminate;
    private final BooleanSupplier isEnteredHere;
    private volatile long limitBytes;
    private volatile boolean exceeded;

    /**
     * A limit that V8 has not heard of.
     *
     * @param terminate ends the script
     * @param isEnteredHere whether the current thread is the one that runs it
     */
    HeapLimit(long limitBytes, Runnable terminate, BooleanSupplier isEnteredHere) {
        this.limitBytes = limitBytes;
        this.terminate = terminate;
        this.isEnteredHere = isEnteredHere;
    }

    /** Sets the limit of the worker that {@code runtime} runs from now on; never higher than one before. Within its isolate. */
    void set(V8Runtime runtime, long bytes) {
        limitBytes = bytes;
        // V8 lowers its limit to what the callback says when that is taken away.
        runtime.setNearHeapLimitCallback(null);
        runtime.setNearHeapLimitCallback(this);
    }

    @Override
    public long getDefaultHeapLimit() {
        return limitBytes;
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
        if (exceeded && !isEnteredHere.getAsBoolean()) {
            return currentBytes + COMPILING_ROOM_BYTES;
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
