package dev.workerlet.runtime.isolate;

import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.interop.V8Locker;
import com.caoccao.javet.interop.V8Runtime;
import com.caoccao.javet.interop.monitoring.V8HeapStatistics;
import com.caoccao.javet.interop.options.V8RuntimeOptions;
import com.caoccao.javet.values.reference.V8ValueArrayBuffer;
import dev.workerlet.runtime.eventloop.MemoryBudget;
import dev.workerlet.runtime.eventloop.Terminable;
import dev.workerlet.runtime.eventloop.TurnGuard;
import dev.workerlet.runtime.limits.WorkerLimits;
import dev.workerlet.runtime.platform.LazyScripts;
import dev.workerlet.runtime.platform.Platform;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One V8 heap with its one current context, owned by one loop thread and entered only through its locker.
 *
 * <p>Everything but {@link #terminate()} and {@link #watchMemory()} belongs to the owning thread. The two buffers it shares with JavaScript are
 * Java's own memory and stay as long as the isolate.
 */
public final class Isolate implements Terminable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Isolate.class);

    /** Size of each shared buffer: a hundred times the usual message, little beside the heap of an isolate. */
    private static final int BUFFER_BYTES = 32 * 1024;

    private final V8Runtime runtime;
    private final LazyScripts lazyScripts;
    private final HeapLimit heapLimit;
    private final ExternalMemory externalMemory;
    private final GivenUp givenUp = new GivenUp();
    private final ByteBuffer inbound = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ByteBuffer outbound = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private @Nullable ContextBinding binding;
    private @Nullable V8Locker locker;
    /** The guard of the turn that runs, if one does. */
    private @Nullable TurnGuard turn;
    /** What a host function had no room for in the Java heap, until the turn's end. */
    private @Nullable OutOfMemoryError outOfHeap;

    private Isolate(V8Runtime runtime, LazyScripts lazyScripts, long heapLimitBytes) {
        this.runtime = runtime;
        this.lazyScripts = lazyScripts;
        this.externalMemory = new ExternalMemory(runtime, WorkerLimits.DEFAULTS.externalBytes(), this::terminate);
        this.heapLimit = new HeapLimit(heapLimitBytes, this::terminate, externalMemory::isEnteredHere);
    }

    /**
     * Makes an isolate out of the start-up snapshot, with a bare context.
     *
     * @throws IllegalStateException when V8 refuses
     */
    public static Isolate create(Platform platform, long heapLimitBytes) {
        V8RuntimeOptions options = new V8RuntimeOptions();
        options.setSnapshotBlob(platform.snapshot());
        try {
            return of(platform.host().createV8Runtime(options), platform, heapLimitBytes);
        } catch (JavetException e) {
            throw new IllegalStateException("V8 can't make an isolate: " + e.getMessage(), e);
        }
    }

    private static Isolate of(V8Runtime runtime, Platform platform, long heapLimitBytes) throws JavetException {
        try {
            Isolate isolate = new Isolate(runtime, platform.lazyScripts(), heapLimitBytes);
            runtime.setLogger(IsolateLog.INSTANCE);
            runtime.setNearHeapLimitCallback(isolate.heapLimit);
            runtime.addGCPrologueCallback(isolate.givenUp);
            return isolate;
        } catch (RuntimeException | Error e) {
            // There may be no memory for its buffers.
            runtime.close(true);
            throw e;
        }
    }

    /**
     * Enters the isolate, closed when it is left, and has {@code guard} begin a turn, which is to be ended after that. In this order: V8
     * forgets with each entry what it was told before, that it is to end a script too. Not reentrant.
     *
     * @param cpuNanos CPU time that the turn may use
     * @param wallNanos wall-clock time that the turn may take
     */
    public Entered begin(TurnGuard guard, long cpuNanos, long wallNanos) {
        Entered entered = enter();
        turn = guard;
        guard.begin(this, cpuNanos, wallNanos);
        return entered;
    }

    /** Enters the isolate for something that runs no script of a worker; closed at its end. Not reentrant. */
    public Entered enter() {
        try {
            locker = runtime.getV8Locker();
            externalMemory.enteredHere();
            return this::leave;
        } catch (JavetException e) {
            throw new IllegalStateException("The isolate can't be entered: " + e.getMessage(), e);
        }
    }

    /** The time within which an isolate is entered. */
    public interface Entered extends AutoCloseable {
        @Override
        void close();
    }

    private void leave() {
        V8Locker held = locker;
        locker = null;
        turn = null;
        if (held == null) {
            return;
        }
        try {
            held.close();
        } catch (JavetException e) {
            throw new IllegalStateException("The isolate can't be left: " + e.getMessage(), e);
        }
    }

    /**
     * Binds the current context to the host: one step for new and for reset contexts. Within {@link #enter()}.
     *
     * @param functions what the platform's scripts may call
     */
    public ContextBinding attach(List<HostFunction> functions) throws ScriptException {
        ContextBinding made = ContextBinding.attach(this, functions);
        binding = made;
        return made;
    }

    /** Throws the context away, with every handle, host function and buffer view of it, and makes a bare one. */
    public void reset() {
        detach();
        try {
            runtime.resetContext();
        } catch (JavetException e) {
            throw new IllegalStateException("The context can't be reset: " + e.getMessage(), e);
        }
    }

    private void detach() {
        ContextBinding old = binding;
        binding = null;
        if (old != null) {
            old.close();
        }
    }

    /**
     * Runs a host function that JavaScript has called, unless that has lost the thread that could answer.
     *
     * @throws IllegalStateException when the turn was given up
     */
    @Nullable
    Object callHost(HostFunction function, HostArguments arguments) {
        TurnGuard guard = function.isOfIsolate() ? null : turn;
        if (guard == null) {
            return function.body().call(arguments);
        }
        if (!guard.beginHostCall()) {
            throw new IllegalStateException("The turn was given up");
        }
        try {
            return function.body().call(arguments);
        } finally {
            guard.endHostCall();
        }
    }

    /** The Java heap had no room for what the running turn wanted to hand over. */
    void noteOutOfHeap(OutOfMemoryError error) {
        outOfHeap = error;
    }

    /**
     * At a turn's end, on its thread.
     *
     * @throws OutOfMemoryError where a host function had no room in the Java heap since the last call
     */
    public void requireHadRoom() {
        OutOfMemoryError error = outOfHeap;
        if (error != null) {
            outOfHeap = null;
            throw error;
        }
    }

    /** The running turn leaves memory with its thread that is freed only when the thread ends. */
    void wearThread() {
        TurnGuard guard = turn;
        if (guard != null) {
            guard.wearThread();
        }
    }

    /** Has the current context refuse {@code eval} and {@code new Function} from now on. Within {@link #enter()}. */
    public void denyEval() {
        runtime.allowEval(false);
    }

    /** The buffer that the host writes and JavaScript reads. */
    public ByteBuffer inbound() {
        return inbound;
    }

    /** The buffer that JavaScript writes and the host reads. */
    public ByteBuffer outbound() {
        return outbound;
    }

    /** Sets the limits of the worker that this isolate runs: for its heap, and for what it holds outside. Not entered. */
    public void limitMemory(long heapBytes, long externalBytes) {
        try (Entered entered = enter()) {
            heapLimit.set(runtime, heapBytes);
        }
        externalMemory.set(externalBytes);
    }

    /** The limit of its heap. Any thread. */
    public long heapLimitBytes() {
        return heapLimit.bytes();
    }

    /** Whether a memory limit was reached: the isolate is to be closed. Any thread. */
    public boolean isMemoryExceeded() {
        return heapLimit.isExceeded() || externalMemory.isExceeded();
    }

    @Override
    public boolean isOutOfMemory() {
        return isMemoryExceeded();
    }

    /** Whether the heap's limit was reached. Any thread. */
    public boolean isHeapExceeded() {
        return heapLimit.isExceeded();
    }

    /** Whether that was the limit of what is held outside the heap. Any thread. */
    public boolean isExternalMemoryExceeded() {
        return externalMemory.isExceeded();
    }

    /** What it held outside its heap when that was last looked at. Any thread. */
    public long externalBytes() {
        return externalMemory.bytes();
    }

    /** How much of its heap was in use then, garbage that was not collected counted. Any thread. */
    public long usedHeapBytes() {
        return externalMemory.usedHeapBytes();
    }

    /** What it held outside its heap, and its heap. Any thread. */
    public long heldBytes() {
        return externalMemory.bytes() + externalMemory.heapBytes();
    }

    /** Looks at what it holds outside its heap; takes a microsecond. Within {@link #enter()}, while no script runs. */
    public void judgeExternalMemory() {
        externalMemory.judge();
    }

    @Override
    public void watchMemory() {
        externalMemory.watch();
    }

    @Override
    public void noteGrowth(long bytes) {
        externalMemory.noteGrowth(bytes);
    }

    /** Whether it has taken so much memory that V8 does not count that it should not be kept. */
    public boolean isBloated() {
        return externalMemory.untoldBytes() > turnMemoryBytes();
    }

    @Override
    public long turnMemoryBytes() {
        return heapLimit.bytes() + externalMemory.limitBytes();
    }

    /** Handles and host functions that are open. For leak checks. */
    public int openHandles() {
        return runtime.getReferenceCount() + runtime.getCallbackContextCount();
    }

    /** Collects all garbage, and gives the room back that the heap does not need; takes some milliseconds. Within {@link #enter()}. */
    public void collectGarbage() {
        runtime.lowMemoryNotification();
    }

    /** Ends what runs in the isolate. Any thread. */
    @Override
    public void terminate() {
        runtime.terminateExecution();
    }

    /**
     * A thread is left in it, in a turn that can't be ended. Any thread.
     *
     * @param budget what the process may hold in memory
     */
    public void giveUp(MemoryBudget budget) {
        givenUp.begin(budget);
    }

    /** That thread has come back, and closes the isolate. On it. */
    public void takeBack() {
        givenUp.end();
    }

    LazyScripts lazyScripts() {
        return lazyScripts;
    }

    V8Runtime runtime() {
        return runtime;
    }

    V8ValueArrayBuffer wrap(ByteBuffer buffer) throws JavetException {
        return runtime.createV8ValueArrayBuffer(buffer);
    }

    /**
     * Ends a collection that V8 may have begun, where the heap is nearly full. V8 would end it while it closes the isolate, and
     * end the process should that free little: by then it asks nobody for a higher limit.
     */
    private void settleLargeHeap() {
        try (Entered entered = enter()) {
            V8HeapStatistics statistics = runtime.getV8HeapStatistics().getNow(null);
            if (statistics != null && statistics.getUsedHeapSize() > statistics.getHeapSizeLimit() / 2) {
                runtime.lowMemoryNotification();
            }
        }
    }

    /** Closes the isolate and frees its heap. */
    @Override
    public void close() {
        externalMemory.close();
        detach();
        settleLargeHeap();
        try {
            runtime.close(true);
        } catch (JavetException e) {
            LOG.error("An isolate can't be closed", e);
        }
    }
}
