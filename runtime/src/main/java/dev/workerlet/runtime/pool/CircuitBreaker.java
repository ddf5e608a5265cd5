package dev.workerlet.runtime.pool;

import dev.workerlet.runtime.eventloop.LoopClock;
import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.limits.OverloadLimits;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds workers back that cost their isolate again and again: each kill takes CPU time, an isolate and what shared it.
 * Thread-safe; one for all loops.
 *
 * <p>A worker is judged by its last events, twice as many as {@code kills-before-break}: when so many of these were kills,
 * half of them, it is held back.
 *
 * <pre>
 *   counting --half of the last events killed--> held --time over, one event as a probe--> probing
 *      ^                                          ^                                           |
 *      |                                          \-------------killed: twice the time--------|
 *      \-------------survived: counted anew, held for twice the time the next time-----------/
 * </pre>
 *
 * <p>A probe of which nothing is heard is followed by another one after the same time. A worker is forgotten when all of
 * its last events have survived, or when it has been quiet for a minute; another version of it begins anew. Only workers
 * that were killed of late are known here, and of these a bounded number.
 *
 * <p>A version of which a turn keeps its thread is refused until that is back, whatever the settings: another turn of it would keep
 * another thread. So is all of an owner whose workers keep all the threads that they may: the others are for other owners.
 */
public final class CircuitBreaker {
    private static final Logger LOG = LoggerFactory.getLogger(CircuitBreaker.class);

    private static final int MOST_ENTRIES = 10_000;
    private static final int MOST_DETAIL_CHARS = 2_000;
    private static final long FIRST_HOLD_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** A worker that has been quiet for so long begins anew. */
    private static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final OverloadLimits limits;
    private final LoopClock clock;
    private final OwnersShare share;
    private final Map<Key, Entry> entries = new ConcurrentHashMap<>();
    /** How many threads are stuck in a version of a worker. As many entries as there are such threads, at most. */
    private final Map<Stuck, Integer> stuck = new ConcurrentHashMap<>();

    private final AtomicLong sweptNanos;

    /** The threads that turns keep which can't be ended. */
    @FunctionalInterface
    public interface OwnersShare {
        /** Why no turn of {@code owner} is to begin, or null where one may. Any thread. */
        @Nullable
        String refusal(String owner);
    }

    private record Key(String owner, String worker) {}

    private record Stuck(String owner, String worker, String version) {}

    /**
     * A worker that was killed.
     *
     * @param last how its last events ended
     * @param cause what ended it last
     * @param holdNanos how long it is held back for, or was the last time; 0 where it never was
     * @param isHeld whether it is held back; its events are only counted otherwise
     * @param probe the event that is let through while it is held back, if any
     */
    private record Entry(
            String version,
            Outcomes last,
            long killedNanos,
            String cause,
            long holdNanos,
            boolean isHeld,
            long heldUntilNanos,
            @Nullable String probe) {
        static Entry of(String version, long now) {
            return new Entry(version, Outcomes.NONE, now, "", 0, false, now, null);
        }

        Entry killed(String by, long now) {
            return new Entry(version, last.killed(), now, by, holdNanos, isHeld, heldUntilNanos, probe);
        }

        Entry survived() {
            return new Entry(version, last.survived(), killedNanos, cause, holdNanos, isHeld, heldUntilNanos, probe);
        }

        Entry heldFor(long nanos, long now) {
            return new Entry(version, last, killedNanos, cause, nanos, true, now + nanos, null);
        }

        /** Should nothing be heard of the probe, its time comes again. */
        Entry probedBy(String event, long now) {
            return new Entry(version, last, killedNanos, cause, holdNanos, true, now + holdNanos, event);
        }

        Entry released() {
            return new Entry(
                    version, Outcomes.NONE.survived(), killedNanos, cause, holdNanos, false, heldUntilNanos, null);
        }

        long quietNanos(long now) {
            return now - (isHeld ? heldUntilNanos : killedNanos);
        }
    }

    /** @param share what an owner may keep of the threads of turns that can't be ended */
    public CircuitBreaker(OverloadLimits limits, LoopClock clock, OwnersShare share) {
        this.limits = limits;
        this.clock = clock;
        this.share = share;
        this.sweptNanos = new AtomicLong(clock.nanoTime());
    }

    /**
     * Asks whether an event may run: where it comes in, and again where it would start, since it may have waited.
     *
     * @param event names it in the process
     * @return null, or what its exchange is answered with
     */
    public @Nullable Failure refusal(String owner, String worker, String version, String event) {
        String stuckThread = stuckThreadOf(owner, worker, version);
        if (stuckThread != null) {
            return Failure.heldBack(secondsOf(FIRST_HOLD_NANOS), stuckThread);
        }
        if (entries.isEmpty()) {
            return null;
        }
        Key key = new Key(owner, worker);
        Entry entry = entries.get(key);
        if (entry == null || !entry.isHeld() || !entry.version().equals(version) || event.equals(entry.probe())) {
            return null;
        }
        long now = clock.nanoTime();
        long leftNanos = entry.heldUntilNanos() - now;
        if (leftNanos <= 0) {
            if (entries.replace(key, entry, entry.probedBy(event, now))) {
                return null;
            }
            leftNanos = entry.holdNanos();
        }
        return Failure.heldBack(secondsOf(leftNanos), describe(worker, entry));
    }

    private @Nullable String stuckThreadOf(String owner, String worker, String version) {
        if (!stuck.isEmpty() && stuck.containsKey(new Stuck(owner, worker, version))) {
            return "a turn of worker " + worker + " can't be ended and keeps a thread; until it is over, or another"
                    + " version of the script comes, no event is taken";
        }
        return share.refusal(owner);
    }

    private static String describe(String worker, Entry entry) {
        return "worker " + worker + " has been ended " + entry.last().kills() + " times in its last "
                + entry.last().count() + " events and is held back for " + secondsOf(entry.holdNanos())
                + " s. The last time: " + entry.cause();
    }

    private static int secondsOf(long nanos) {
        long second = TimeUnit.SECONDS.toNanos(1);
        return Math.toIntExact((nanos + second - 1) / second);
    }

    /** An event of the worker, or the loading of its script, has cost the isolate. */
    public void killed(String owner, String worker, String version, Failure failure) {
        if (limits.killsBeforeBreak() == 0) {
            return;
        }
        long now = clock.nanoTime();
        String text = failure.publicMessage() + ": " + failure.detail();
        String cause = text.substring(0, Math.min(text.length(), MOST_DETAIL_CHARS));
        Entry after = entries.compute(new Key(owner, worker), (key, entry) -> {
            boolean goesOn = entry != null && entry.version().equals(version) && entry.quietNanos(now) <= WINDOW_NANOS;
            return judge((goesOn ? entry : Entry.of(version, now)).killed(cause, now), now);
        });
        if (after.isHeld() && after.probe() == null && after.heldUntilNanos() - now == after.holdNanos()) {
            LOG.warn("[{}] {}", worker, describe(worker, after));
        }
        sweep(now);
    }

    private Entry judge(Entry entry, long now) {
        if (!entry.isHeld()) {
            boolean breaks = entry.last().kills(window()) >= limits.killsBeforeBreak();
            return breaks ? entry.heldFor(nextHoldNanos(entry), now) : entry;
        }
        // Without a probe it is an event that ran before the worker was held back.
        return entry.probe() == null ? entry : entry.heldFor(nextHoldNanos(entry), now);
    }

    private long nextHoldNanos(Entry entry) {
        return Math.min(
                Math.max(FIRST_HOLD_NANOS, 2 * entry.holdNanos()),
                limits.breakLimit().toNanos());
    }

    private int window() {
        return 2 * limits.killsBeforeBreak();
    }

    /** A turn of the worker can't be ended, and keeps its thread: its events are refused until {@link #unstuck}. */
    public void stuck(String owner, String worker, String version) {
        stuck.merge(new Stuck(owner, worker, version), 1, Integer::sum);
    }

    /** Such a turn has ended after all. */
    public void unstuck(String owner, String worker, String version) {
        stuck.computeIfPresent(new Stuck(owner, worker, version), (key, count) -> count == 1 ? null : count - 1);
    }

    /** An event of the worker has ended, and its isolate goes on. */
    public void survived(String owner, String worker, String version) {
        if (entries.isEmpty()) {
            return;
        }
        Key key = new Key(owner, worker);
        Entry entry = entries.get(key);
        if (entry != null && entry.version().equals(version)) {
            entries.computeIfPresent(key, (name, known) -> known.version().equals(version) ? relent(known) : known);
        }
    }

    /** Null where nothing is to be remembered any more. */
    private @Nullable Entry relent(Entry entry) {
        if (entry.isHeld()) {
            // Without a probe it is an event that ran before the worker was held back.
            return entry.probe() == null ? entry : entry.released();
        }
        Entry after = entry.survived();
        boolean isRecovered = after.last().count() >= window() && after.last().kills(window()) == 0;
        return isRecovered ? null : after;
    }

    /** Workers that are held back, or near to it. */
    int size() {
        return entries.size();
    }

    private void sweep(long now) {
        long last = sweptNanos.get();
        boolean isDue = now - last > WINDOW_NANOS && sweptNanos.compareAndSet(last, now);
        if (isDue || entries.size() > MOST_ENTRIES) {
            entries.values().removeIf(entry -> entry.quietNanos(now) > WINDOW_NANOS);
        }
        if (entries.size() > MOST_ENTRIES) {
            entries.entrySet().stream()
                    .max(Comparator.comparingLong(each -> now - each.getValue().killedNanos()))
                    .ifPresent(oldest -> entries.remove(oldest.getKey(), oldest.getValue()));
        }
    }
}
