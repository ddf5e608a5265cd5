package dev.workerlet.runtime.limits;

import java.time.Duration;

/**
 * What keeps one worker or one owner from taking what the others need. Immutable.
 *
 * @param queuePerOwner most events of one owner waiting on one loop; 0 = as many as there is room for
 * @param queueTarget an event is refused at once where it would wait for longer, judged by those before it; 0 = never
 * @param killsBeforeBreak how often among twice as many events a worker may cost its isolate before it is held back, at
 *     most {@value #MOST_KILLS}; 0 = never held back
 * @param breakLimit longest time that it is held back for; the first time is a second, or this where it is less
 * @param stuckThreads most threads that long turns have to themselves, of which some may never end; past it a loop waits; 0 = none
 */
public record OverloadLimits(
        int queuePerOwner, Duration queueTarget, int killsBeforeBreak, Duration breakLimit, int stuckThreads) {
    /** As far as a worker's events are remembered. */
    public static final int MOST_KILLS = 32;

    /**
     * Half is an owner's for its long turns, a quarter may be kept by earlier ones, and each loop may come upon one more that can't be
     * ended. With as many loops as there are processors something is left for others.
     */
    private static final int STUCK_THREADS =
            Math.max(16, 4 * Runtime.getRuntime().availableProcessors());

    /**
     * As many events of an owner waiting as there is room for, and for about 2 s; held back after 5 kills, for a minute at
     * most; 16 threads left to turns, or four times as many as there are processors.
     */
    public static final OverloadLimits DEFAULTS =
            new OverloadLimits(0, Duration.ofSeconds(2), 5, Duration.ofSeconds(60), STUCK_THREADS);

    public OverloadLimits {
        requireAtLeast("queue-per-owner", queuePerOwner, 0);
        if (queueTarget.isNegative()) {
            throw new IllegalArgumentException("queue-target must not be negative, but is " + queueTarget);
        }
        requireAtLeast("kills-before-break", killsBeforeBreak, 0);
        if (killsBeforeBreak > MOST_KILLS) {
            throw new IllegalArgumentException(
                    "kills-before-break must be at most " + MOST_KILLS + ", but is " + killsBeforeBreak);
        }
        if (breakLimit.isZero() || breakLimit.isNegative()) {
            throw new IllegalArgumentException("break-limit must be longer than 0, but is " + breakLimit);
        }
        requireAtLeast("stuck-threads-limit", stuckThreads, 0);
    }

    private static void requireAtLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", but is " + value);
        }
    }
}
