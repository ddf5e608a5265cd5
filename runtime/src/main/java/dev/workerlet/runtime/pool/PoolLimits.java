package dev.workerlet.runtime.pool;

import java.time.Duration;

/**
 * Bounds of one loop's pool.
 *
 * @param isolates most isolates, spares not counted
 * @param isolatesPerOwner most isolates of one owner
 * @param spares isolates that are kept prepared
 * @param queue most events waiting
 * @param queuePerOwner most events of one owner waiting; 0 = no less than all
 * @param queueTarget an event is refused at once where it would wait for longer; 0 = never
 * @param queueWait longest time an event waits
 */
public record PoolLimits(
        int isolates,
        int isolatesPerOwner,
        int spares,
        int queue,
        int queuePerOwner,
        Duration queueTarget,
        Duration queueWait) {
    public PoolLimits {
        requireAtLeast("isolates-per-loop", isolates, 1);
        requireAtLeast("isolates-per-owner", isolatesPerOwner, 1);
        requireAtLeast("spares-per-loop", spares, 0);
        requireAtLeast("queue-limit", queue, 0);
        requireAtLeast("queue-per-owner", queuePerOwner, 0);
    }

    /** Most events of one owner waiting. */
    int queueOfOwner() {
        return queuePerOwner == 0 ? queue : Math.min(queue, queuePerOwner);
    }

    /** Whether an owner may have less waiting than all together. */
    boolean hasOwnersBound() {
        return queueOfOwner() < queue;
    }

    private static void requireAtLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", but is " + value);
        }
    }
}
