package dev.workerlet.runtime.context;

import dev.workerlet.runtime.eventloop.EventLoop;
import dev.workerlet.runtime.eventloop.LoopTimer;
import dev.workerlet.runtime.eventloop.TurnTarget;
import dev.workerlet.runtime.limits.Limit;
import dev.workerlet.runtime.limits.LimitUse;
import dev.workerlet.runtime.limits.WorkerLimits;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What one event may use in its phase: CPU time, time on the wall clock, and room in the log. Confined to the loop's thread.
 *
 * <p>Each phase begins its budget anew, which ends the one before. A stream's CPU time and room in the log come back, one
 * limit a second, and its deadline moves as long as the stream does.
 */
final class RequestBudget {
    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int PERCENT = 100;
    /** So little is never left. */
    private static final long NEVER = Long.MIN_VALUE;

    private final EventLoop loop;
    private final TurnTarget target;
    private final WorkerLimits limits;
    private long cpuNanos;
    private long wallNanos;
    private long deadlineNanos;
    private @Nullable LoopTimer deadline;
    /** CPU time that a stream gets back in a second; 0 while there is none. */
    private long refillNanosPerSecond;

    private long refilledNanos;
    /** Room in the log, in characters. */
    private double logRoom;

    // What is left when there is little left, or NEVER where that is told already, or not wanted.
    private long lowCpuNanos = NEVER;
    private long lowWallNanos = NEVER;
    private long allowedCpuNanos;
    /** What was left on the wall clock when the last turn began. */
    private long lastWallLeftNanos;
    /** What the script wants to happen when little is left there. */
    private @Nullable Runnable onWallLow;

    private @Nullable Runnable onDeadline;
    private boolean alarmIsSet;

    /** @param target whose detached turns have deadlines wait: a turn has its own */
    RequestBudget(EventLoop loop, TurnTarget target, WorkerLimits limits) {
        this.loop = loop;
        this.target = target;
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
        lowWallNanos = low(wallNanos);
        this.onDeadline = onDeadline;
        if (onWallLow == null) {
            deadline = loop.scheduleFor(target, wallNanos, onDeadline);
        } else {
            setTimer();
        }
    }

    /** One timer for both: first the alarm, where the script wants it, then the deadline. */
    private void setTimer() {
        Runnable alarm = onWallLow;
        Runnable end = Objects.requireNonNull(onDeadline);
        alarmIsSet = alarm != null && lowWallNanos != NEVER;
        long leftNanos = Math.max(1, deadlineNanos - loop.clock().nanoTime());
        if (alarm == null || !alarmIsSet) {
            deadline = loop.scheduleFor(target, leftNanos, end);
            return;
        }
        deadline = loop.scheduleFor(target, Math.max(1, leftNanos - lowWallNanos), () -> {
            // A turn may have been looked at meanwhile, which has told it.
            if (lowWallNanos != NEVER) {
                lastWallLeftNanos = deadlineNanos - loop.clock().nanoTime();
                alarm.run();
            }
            setTimer();
        });
    }

    private long low(long nanos) {
        int percent = limits.softPercent();
        return percent == 0 ? NEVER : nanos - nanos / PERCENT * percent;
    }

    /** Has {@code alarm} run when little is left of the wall clock; it takes the use. Where the budget has such a clock. */
    void onWallLow(Runnable alarm) {
        onWallLow = alarm;
        if (deadline != null && lowWallNanos != NEVER) {
            stop();
            setTimer();
        }
    }

    /** Whether the timer will tell the script something before the deadline. */
    boolean isAlarmSet() {
        return alarmIsSet && lowWallNanos != NEVER;
    }

    private void reset(long cpuNanos) {
        stop();
        refillNanosPerSecond = 0;
        this.cpuNanos = cpuNanos;
        allowedCpuNanos = cpuNanos;
        lowCpuNanos = low(cpuNanos);
        lowWallNanos = NEVER;
        wallNanos = limits.wallClock().toNanos();
        logRoom = limits.logChars();
    }

    /**
     * Begins that of a stream or a WebSocket, or goes on with it.
     *
     * @param movedNanos when it last moved, in the loop's nanoseconds
     * @param onStandstill runs when it has stood still for too long, or would have, had it not moved since
     */
    void beginStream(long movedNanos, Runnable onStandstill) {
        refill();
        boolean begins = refillNanosPerSecond == 0;
        long leftNanos = cpuNanos;
        double leftRoom = logRoom;
        reset(limits.cpuTime().toNanos());
        if (!begins) {
            cpuNanos = leftNanos;
            logRoom = leftRoom;
        }
        refillNanosPerSecond = limits.cpuTime().toNanos();
        refilledNanos = loop.clock().nanoTime();
        if (limits.stream().idle().toNanos() > 0) {
            deadline = loop.scheduleFor(target, Math.max(1, idleLeftNanos(movedNanos)), onStandstill);
        }
    }

    /** Time until a stream that last moved then has stood still for too long. */
    long idleLeftNanos(long movedNanos) {
        return movedNanos + limits.stream().idle().toNanos() - loop.clock().nanoTime();
    }

    /** Gives all of the CPU time and the room in the log back; the deadline stays. */
    void renew() {
        logRoom = limits.logChars();
        cpuNanos = limits.cpuTime().toNanos();
        lowCpuNanos = low(cpuNanos);
        refilledNanos = loop.clock().nanoTime();
    }

    /** CPU time that is left; at least 1. */
    long cpuLeftNanos() {
        refill();
        return Math.max(1, cpuNanos);
    }

    /** Wall-clock time that is left, or that a turn of a stream may take; at least 1. */
    long wallLeftNanos() {
        lastWallLeftNanos = refillNanosPerSecond > 0
                ? wallNanos
                : Math.max(1, deadlineNanos - loop.clock().nanoTime());
        return lastWallLeftNanos;
    }

    private void refill() {
        if (refillNanosPerSecond == 0) {
            return;
        }
        long now = loop.clock().nanoTime();
        double seconds = (now - refilledNanos) / (double) NANOS_PER_SECOND;
        refilledNanos = now;
        cpuNanos = Math.min(refillNanosPerSecond, cpuNanos + (long) (refillNanosPerSecond * seconds));
        double mostRoom = limits.logChars();
        logRoom = Math.min(mostRoom, logRoom + mostRoom * seconds);
    }

    /** Whether there is no room in the log for any line. */
    boolean isLogFull() {
        return logRoom < WorkerLimits.LOG_LINE_CHARS;
    }

    /** Takes the room of a line with so many characters. False where that does not fit: no further one will then. */
    boolean takeLog(int chars) {
        long lineChars = (long) chars + WorkerLimits.LOG_LINE_CHARS;
        if (lineChars > logRoom) {
            logRoom = 0;
            return false;
        }
        logRoom -= lineChars;
        return true;
    }

    void billCpu(long nanos) {
        cpuNanos -= nanos;
    }

    boolean isCpuSpent() {
        return cpuNanos <= 0;
    }

    /** Whether little is left of the CPU time, which is not told yet. */
    boolean isCpuLow() {
        return cpuNanos <= lowCpuNanos;
    }

    /** How much of the CPU time is used; {@link #isCpuLow()} is false from now on. */
    LimitUse takeCpuUse(Limit limit) {
        lowCpuNanos = NEVER;
        return LimitUse.ofNanos(limit, allowedCpuNanos - cpuNanos, allowedCpuNanos);
    }

    /** Whether little was left of the wall clock when the last turn began, which is not told yet. */
    boolean isWallLow() {
        return lastWallLeftNanos <= lowWallNanos;
    }

    /** How much of the wall clock was used then; {@link #isWallLow()} is false from now on. */
    LimitUse takeWallUse(Limit limit) {
        lowWallNanos = NEVER;
        return LimitUse.ofNanos(limit, wallNanos - lastWallLeftNanos, wallNanos);
    }

    /** Nothing happens any more when the time is up. */
    void stop() {
        alarmIsSet = false;
        LoopTimer timer = deadline;
        if (timer != null) {
            loop.cancel(timer);
            deadline = null;
        }
    }
}
