package dev.workerlet.runtime.isolate;

import com.caoccao.javet.interop.V8Runtime;
import com.caoccao.javet.interop.monitoring.V8HeapStatistics;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What an isolate holds outside its heap, as V8 counts it (ArrayBuffers, not WebAssembly or shared memory), and its limit.
 *
 * <p>Garbage does not count: before the limit is held to be exceeded, it is collected. {@link #watch()} belongs to the
 * thread that watches memory, {@link #judge()} to the isolate's own.
 */
final class ExternalMemory {
    private final V8Runtime runtime;
    private final Runnable terminate;
    private final AtomicReference<Use> use = new AtomicReference<>(Use.FREE);
    private volatile long limitBytes;
    private volatile long bytes;
    private volatile long heapBytes;
    private volatile long usedHeapBytes;
    private volatile boolean exceeded;
    private volatile long grownBytes;
    private long untoldBytes;
    /** What was held, with the heap, when it was last judged. */
    private long judgedBytes;

    private volatile @Nullable Thread owner;
    /** How often the isolate was entered. */
    private final AtomicInteger entries = new AtomicInteger();

    /** What V8 was asked for and may not have answered; belongs to whoever watches. */
    private @Nullable Question asked;

    /** The same, asked within a turn; the isolate's own thread's. */
    private @Nullable Question askedAgain;

    /** V8 forgets with each entry what it was asked before: it may answer when it is asked once more, or never. */
    private record Question(int entry, CompletableFuture<Void> answer) {
        boolean isPendingIn(int currentEntry) {
            return entry == currentEntry && !answer.isDone();
        }
    }

    /** Who uses the runtime from outside its thread. */
    private enum Use {
        FREE,
        WATCHED,
        CLOSED
    }

    ExternalMemory(V8Runtime runtime, long limitBytes, Runnable terminate) {
        this.runtime = runtime;
        this.limitBytes = limitBytes;
        this.terminate = terminate;
    }

    /** Sets the limit of the worker that the isolate runs from now on. */
    void set(long limit) {
        limitBytes = limit;
    }

    long limitBytes() {
        return limitBytes;
    }

    /** What was held when it was last looked at. Any thread. */
    long bytes() {
        return bytes;
    }

    /** The size of the heap then. Any thread. */
    long heapBytes() {
        return heapBytes;
    }

    /** How much of the heap was in use then, garbage that was not collected counted. Any thread. */
    long usedHeapBytes() {
        return usedHeapBytes;
    }

    /** Whether the limit was exceeded: the isolate must not run another script. Any thread. */
    boolean isExceeded() {
        return exceeded;
    }

    /** The isolate is entered on this thread. */
    void enteredHere() {
        owner = Thread.currentThread();
        entries.incrementAndGet();
    }

    /** Whether that was this thread. Any thread. */
    boolean isEnteredHere() {
        return owner == Thread.currentThread();
    }

    /**
     * Asks V8, which answers within the running script as soon as that looks at interrupts. Where none runs, nobody is
     * asked: the thread may hold the isolate's locker until its turn ends. Waits for it all the same where a script returns
     * just now.
     */
    void watch() {
        if (exceeded || !use.compareAndSet(Use.FREE, Use.WATCHED)) {
            return;
        }
        try {
            int entry = entries.get();
            Question last = asked;
            boolean isPending = last != null && last.isPendingIn(entry);
            if (!isPending && runtime.isInUse()) {
                asked = new Question(entry, runtime.getV8HeapStatistics().thenAccept(this::judgeWithin));
            }
        } finally {
            use.set(Use.FREE);
        }
    }

    private void judgeWithin(@Nullable V8HeapStatistics statistics) {
        int entry = entries.get();
        Question again = askedAgain;
        boolean isPending = again != null && again.isPendingIn(entry);
        if (note(statistics) && !isPending && isEnteredHere()) {
            runtime.lowMemoryNotification();
            // Answered when this interrupt returns.
            askedAgain = new Question(entry, runtime.getV8HeapStatistics().thenAccept(this::endWithin));
        }
    }

    private void endWithin(@Nullable V8HeapStatistics statistics) {
        if (note(statistics)) {
            exceeded = true;
            terminate.run();
        }
    }

    /** By how much the process has grown through the running turn so far. */
    void noteGrowth(long grown) {
        grownBytes = grown;
    }

    /**
     * By how much the process has grown through turns here, beyond what V8 counts: WebAssembly and shared memory, and what
     * the C allocator keeps. An estimate: it says when to part with an isolate, not to end a request.
     */
    long untoldBytes() {
        return untoldBytes;
    }

    private void estimateUntold() {
        long held = bytes + heapBytes;
        untoldBytes += Math.max(0, grownBytes - Math.max(0, held - judgedBytes));
        judgedBytes = held;
        grownBytes = 0;
    }

    /** Looks now. Returns whether the limit is exceeded. The isolate is entered, and no script runs. */
    boolean judge() {
        if (note(runtime.getV8HeapStatistics().getNow(null))) {
            runtime.lowMemoryNotification();
            exceeded |= note(runtime.getV8HeapStatistics().getNow(null));
        }
        estimateUntold();
        return exceeded;
    }

    private boolean note(@Nullable V8HeapStatistics statistics) {
        if (statistics != null) {
            bytes = statistics.getExternalMemory();
            heapBytes = statistics.getTotalHeapSize();
            usedHeapBytes = statistics.getUsedHeapSize();
        }
        return bytes > limitBytes;
    }

    /** Nobody asks from now on. The isolate is not entered. */
    void close() {
        while (!use.compareAndSet(Use.FREE, Use.CLOSED) && use.get() != Use.CLOSED) {
            // The other thread asks V8 for a number, and no script runs that would keep it waiting.
            Thread.onSpinWait();
        }
    }
}
