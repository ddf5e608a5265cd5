package dev.workerlet.runtime.context;

import dev.workerlet.runtime.eventloop.LoopClock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Which of many like lines are worth their place in the log: one of a kind in ten seconds. Thread-safe. */
final class RareLines {
    /** {@link #claim} of a line that is not to be written. */
    static final long NOT_NOW = -1;

    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int MOST_KINDS = 10_000;

    private final LoopClock clock;
    private final Map<Object, Kind> kinds = new ConcurrentHashMap<>();

    /**
     * Lines of a kind.
     *
     * @param granted what the last claim was answered with
     * @param skipped how many were not written since the last one that was
     */
    private record Kind(long dueNanos, long granted, long skipped) {}

    RareLines(LoopClock clock) {
        this.clock = clock;
    }

    /** Asks for the place of a line. Returns how many of its kind had none since the last one, or {@link #NOT_NOW}. */
    long claim(Object kind) {
        long now = clock.nanoTime();
        if (kinds.size() >= MOST_KINDS) {
            kinds.values().removeIf(known -> now - known.dueNanos() >= 0);
        }
        Kind after = kinds.compute(kind, (key, known) -> {
            if (known != null && now - known.dueNanos() < 0) {
                return new Kind(known.dueNanos(), NOT_NOW, known.skipped() + 1);
            }
            return new Kind(now + INTERVAL_NANOS, known == null ? 0 : known.skipped(), 0);
        });
        return after.granted();
    }

    /** Kinds that are known. */
    int size() {
        return kinds.size();
    }
}
