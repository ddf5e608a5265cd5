package dev.workerlet.runtime.context;

import dev.workerlet.runtime.eventloop.LoopClock;
import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.limits.Limit;
import dev.workerlet.runtime.limits.LimitCounts;
import dev.workerlet.runtime.limits.LimitUse;
import dev.workerlet.runtime.limits.Refusal;
import dev.workerlet.runtime.limits.TerminationReason;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listener before the user's: counts what happens to workers, writes to the log what is told nowhere else, and passes it
 * on. Thread-safe. There may be very many refusals and warnings, so the log has few lines of a worker, with their number.
 */
public final class WorkerJournal implements WorkerListener {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerJournal.class);

    /** After these a script goes on, and no failure need follow that is logged. */
    private static final Set<Limit> UNTOLD = EnumSet.of(Limit.TIMERS, Limit.FETCHES, Limit.LOG, Limit.OWNER_FETCHES);

    private final WorkerListener listener;
    private final RareLines lines;
    private final Map<TerminationReason, LongAdder> terminations = counters(TerminationReason.class);
    private final Map<Refusal, LongAdder> refusals = counters(Refusal.class);
    private final Map<Limit, LongAdder> reached = counters(Limit.class);
    private final Map<Limit, LongAdder> warnings = counters(Limit.class);

    /** What lines are counted by. */
    private record Kind(String owner, String worker, String what) {}

    /** A journal of nothing so far, which tells {@code listener}. */
    public WorkerJournal(WorkerListener listener, LoopClock clock) {
        this.listener = listener;
        this.lines = new RareLines(clock);
    }

    private static <K extends Enum<K>> Map<K, LongAdder> counters(Class<K> type) {
        Map<K, LongAdder> counters = new EnumMap<>(type);
        for (K key : type.getEnumConstants()) {
            counters.put(key, new LongAdder());
        }
        return counters;
    }

    private static <K extends Enum<K>> void count(Map<K, LongAdder> counters, K key) {
        LongAdder counter = counters.get(key);
        if (counter != null) {
            counter.increment();
        }
    }

    /** How often what has happened. */
    public LimitCounts counts() {
        return new LimitCounts(sums(terminations), sums(refusals), sums(reached), sums(warnings));
    }

    private static <K extends Enum<K>> Map<K, Long> sums(Map<K, LongAdder> counters) {
        return counters.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, counter -> counter.getValue().sum()));
    }

    @Override
    public void loaded(WorkerDefinition worker, String version, long loadNanos) {
        listener.loaded(worker, version, loadNanos);
    }

    @Override
    public void evicted(WorkerDefinition worker, String version, String cause) {
        listener.evicted(worker, version, cause);
    }

    @Override
    public void terminated(WorkerDefinition worker, String requestId, Failure failure) {
        if (failure.reason() != null) {
            count(terminations, failure.reason());
        }
        listener.terminated(worker, requestId, failure);
    }

    @Override
    public void refused(WorkerDefinition worker, String requestId, Failure failure) {
        Refusal refusal = failure.refusal();
        if (refusal != null) {
            count(refusals, refusal);
            long skipped = lines.claim(new Kind(worker.owner(), worker.name(), refusal.name()));
            if (skipped != RareLines.NOT_NOW) {
                LOG.warn(
                        "[{}] [{}] {} {}: {}{}",
                        worker.name(),
                        requestId,
                        failure.status(),
                        failure.publicMessage(),
                        failure.detail(),
                        others(skipped));
            }
        }
        listener.refused(worker, requestId, failure);
    }

    @Override
    public void limitReached(WorkerDefinition worker, String requestId, Limit limit) {
        count(reached, limit);
        if (UNTOLD.contains(limit)) {
            long skipped = lines.claim(new Kind(worker.owner(), worker.name(), limit.setting()));
            if (skipped != RareLines.NOT_NOW) {
                LOG.warn("[{}] [{}] {} is reached{}", worker.name(), requestId, limit.setting(), others(skipped));
            }
        }
        listener.limitReached(worker, requestId, limit);
    }

    @Override
    public void limitNear(WorkerDefinition worker, String requestId, LimitUse use) {
        count(warnings, use.limit());
        long skipped = lines.claim(new Kind(worker.owner(), worker.name(), "near " + use.limit()));
        if (skipped != RareLines.NOT_NOW) {
            LOG.warn("[{}] [{}] {}{}", worker.name(), requestId, use, others(skipped));
        }
        listener.limitNear(worker, requestId, use);
    }

    private static String others(long skipped) {
        return skipped == 0 ? "" : " (and " + skipped + " more since the last such line)";
    }
}
