package dev.workerlet.runtime;

import java.util.concurrent.TimeUnit;

/**
 * Which loop gets an event: the worker's home, where it is warm, unless that loop is behind. Thread-safe.
 *
 * <p>Homes follow from the names, so that a worker has the same one as long as the runtime lives.
 */
final class LoopRouter {
    /** Events waiting at home from which on another loop is asked. */
    private static final int BACKLOG_TO_LEAVE = 16;
    /** Length of a turn at home from which on another loop is asked: it should have been detached by then. */
    private static final long TURN_NANOS_TO_LEAVE = TimeUnit.MILLISECONDS.toNanos(30);

    private final PinnedLoop[] loops;

    /** @param loops filled before the first event */
    LoopRouter(PinnedLoop[] loops) {
        this.loops = loops;
    }

    /** The loop for the next event of a worker. */
    PinnedLoop route(String owner, String workerName) {
        int hash = 31 * owner.hashCode() + workerName.hashCode();
        // Spread the bits: names that differ in their last digit shall not all live on one loop.
        int home = Math.floorMod(((hash ^ (hash >>> 16)) * 0x9E3779B9) >>> 8, loops.length);
        PinnedLoop loop = loops[home];
        if (loops.length == 1 || !isBehind(loop)) {
            return loop;
        }
        PinnedLoop best = loop;
        for (PinnedLoop candidate : loops) {
            if (!isBehind(candidate) && (isBehind(best) || candidate.backlog() < best.backlog())) {
                best = candidate;
            }
        }
        return best;
    }

    private static boolean isBehind(PinnedLoop loop) {
        return loop.backlog() >= BACKLOG_TO_LEAVE || loop.turnNanos() > TURN_NANOS_TO_LEAVE;
    }
}
