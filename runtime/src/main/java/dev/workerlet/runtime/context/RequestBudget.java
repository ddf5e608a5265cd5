package dev.workerlet.runtime.context;

import dev.workerlet.runtime.eventloop.EventLoop;
import dev.workerlet.runtime.eventloop.LoopTimer;
import dev.workerlet.runtime.limits.WorkerLimits;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What one event may use in its phase: CPU time, and time on the wall clock. Confined to the loop's thread.
 *
 * <p>Each phase begins its budget anew, which ends the one before. A stream's CPU time comes back, one limit a second, and
 * its deadline moves as long as the stream does.
 */
final class RequestBudget {
    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final EventLoop loop;
    private final WorkerLimits limits;
    private long cpuNanos;
    private long wallNanos;
    private long deadlineNanos;
    private @Nullable LoopTimer deadline;
    /** CPU time that a stream gets back in a second; 0 while there is none. */
    private long refillNanosPerSecond;

    private long refilledNanos;

    RequestBudget(EventLoop loop, WorkerLimits limits) {
        this.loop = loop;
        this.limits = limits;
    }

    /** Begins that of an event; {@code onDeadline} runs when its time is up. */
    void begin(Runnable onDeadline) {
        begin(limits.cpuTime().toNanos(), onDeadline);
    }

    /** Begins that of a script's top level. */
    void beginLoad(Runnable onDeadline) {
        begin(limits.startCpuTime().toNanos(), onDeadline);
    }

    private void begin(long cpuNanos, Runnable onDeadline) {
        reset(cpuNanos);
        deadlineNanos = loop.clock().nanoTime() + wallNanos;
        deadline = loop.scheduleNanos(wallNanos, onDeadline);
    }

    private void reset(long cpuNanos) {
        stop();
        refillNanosPerSecond = 0;
        this.cpuNanos = cpuNanos;
        wallNanos = limits.wallClock().toNanos();
    }

    /**
     * Begins that of a stream or a WebSocket, or goes on with it.
     *
     * @param movedNanos when it last moved, in the loop's nanoseconds
     * @param onStandstill runs when it has stood still for too long, or would have, had it not moved since
     */
    void beginStream(long movedNanos, Runnable onStandstill) {
        reset(refillNanosPerSecond == 0 ? limits.cpuTime().toNanos() : cpuNanos);
        refillNanosPerSecond = limits.cpuTime().toNanos();
        refilledNanos = loop.clock().nanoTime();
        if (limits.stream().idle().toNanos() > 0) {
            deadline = loop.scheduleNanos(Math.max(1, idleLeftNanos(movedNanos)), onStandstill);
        }
    }

    /** Time until a stream that last moved then has stood still for too long. */
    long idleLeftNanos(long movedNanos) {
        return movedNanos + limits.stream().idle().toNanos() - loop.clock().nanoTime();
    }

    /** Gives all of the CPU time back; the deadline stays. */
    void renewCpu() {
        cpuNanos = limits.cpuTime().toNanos();
        refilledNanos = loop.clock().nanoTime();
    }

    /** CPU time that is left; at least 1. */
    long cpuLeftNanos() {
        refill();
        return Math.max(1, cpuNanos);
    }

    /** Wall-clock time that is left, or that a turn of a stream may take; at least 1. */
    long wallLeftNanos() {
        return refillNanosPerSecond > 0
                ? wallNanos
                : Math.max(1, deadlineNanos - loop.clock().nanoTime());
    }

    private void refill() {
        if (refillNanosPerSecond == 0) {
            return;
        }
        long now = loop.clock().nanoTime();
        long share = (long) (refillNanosPerSecond * ((now - refilledNanos) / (double) NANOS_PER_SECOND));
        refilledNanos = now;
        cpuNanos = Math.min(refillNanosPerSecond, cpuNanos + share);
    }

    void billCpu(long nanos) {
        cpuNanos -= nanos;
    }

    boolean isCpuSpent() {
        return cpuNanos <= 0;
    }

    /** Nothing happens any more when the time is up. */
    void stop() {
        LoopTimer timer = deadline;
        if (timer != null) {
            loop.cancel(timer);
            deadline = null;
        }
    }
}
