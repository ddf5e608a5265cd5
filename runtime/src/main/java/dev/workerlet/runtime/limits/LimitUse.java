package dev.workerlet.runtime.limits;

import java.util.concurrent.TimeUnit;

/**
 * How much of a limit is used.
 *
 * @param used milliseconds or bytes
 * @param allowed of the same unit
 */
public record LimitUse(Limit limit, long used, long allowed) {
    /** Of times. */
    public static LimitUse ofNanos(Limit limit, long usedNanos, long allowedNanos) {
        return new LimitUse(
                limit, TimeUnit.NANOSECONDS.toMillis(usedNanos), TimeUnit.NANOSECONDS.toMillis(allowedNanos));
    }

    /** For the log. */
    @Override
    public String toString() {
        boolean isMemory = limit == Limit.HEAP || limit == Limit.EXTERNAL_MEMORY;
        return used + " of " + allowed + (isMemory ? " bytes" : " ms") + " of " + limit.setting() + " are used";
    }
}
