package dev.workerlet.runtime.pool;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Who gets which isolate: pure functions over what the pool holds. Nothing here changes anything.
 *
 * <p>In this order: a warm isolate of the very version with a free place; a new one, while the pool and the owner have
 * room, and not too many turns of the worker take long; the place of the least recently used idle isolate, of the owner
 * itself where the owner is at its limit, of anyone
 * where the pool is; otherwise the event waits.
 */
final class PoolPolicy {
    /** Long turns of one worker on one loop at the same time: more would get no processor of their own. */
    static final int MOST_AWAY = Runtime.getRuntime().availableProcessors();

    private PoolPolicy() {}

    /** What to do with an event. */
    sealed interface Decision<S> {
        /** Give it to {@code slot}. */
        record Use<S>(S slot) implements Decision<S> {}

        /** Make an isolate for it. */
        record Create<S>() implements Decision<S> {}

        /** Close {@code victim}, then make an isolate for it. */
        record Replace<S>(S victim) implements Decision<S> {}

        /** Let it wait for a place. */
        record Wait<S>() implements Decision<S> {}

        /** There is no memory for it. */
        record Refuse<S>() implements Decision<S> {}
    }

    /**
     * What an event asks for.
     *
     * @param fresh whether it wants an isolate that nobody has used: worker mode
     */
    record Demand(String owner, String workerName, String version, boolean fresh) {}

    static <S extends PoolSlot> Decision<S> decide(Demand demand, Collection<S> slots, PoolLimits limits) {
        S warm = demand.fresh() ? null : findWarm(demand, slots);
        if (warm != null) {
            return new Decision.Use<>(warm);
        }
        if (countAway(demand, slots) >= MOST_AWAY) {
            // All that come would take an isolate and a thread each.
            return new Decision.Wait<>();
        }
        boolean ownerIsFull = countOf(demand.owner(), slots) >= limits.isolatesPerOwner();
        if (!ownerIsFull && slots.size() < limits.isolates()) {
            return new Decision.Create<>();
        }
        S victim = leastRecentlyUsedIdle(slots, ownerIsFull ? demand.owner() : null);
        return victim == null ? new Decision.Wait<>() : new Decision.Replace<>(victim);
    }

    /**
     * The same where there is no memory for one more isolate: what would have been added takes the place of an idle one,
     * waits for one of its own, or is refused.
     */
    static <S extends PoolSlot> Decision<S> decideWithoutMemory(Demand demand, Collection<S> slots, PoolLimits limits) {
        Decision<S> decision = decide(demand, slots, limits);
        if (!(decision instanceof Decision.Create<S>)) {
            return decision;
        }
        S victim = leastRecentlyUsedIdle(slots, null);
        if (victim != null) {
            return new Decision.Replace<>(victim);
        }
        boolean runs = slots.stream().anyMatch(slot -> runsVersion(demand, slot));
        return runs ? new Decision.Wait<>() : new Decision.Refuse<>();
    }

    /** A slot that runs this version and has a place; the one used last, so that others may fall idle. */
    static <S extends PoolSlot> @Nullable S findWarm(Demand demand, Collection<S> slots) {
        S best = null;
        for (S slot : slots) {
            if (runsVersion(demand, slot)
                    && slot.freePlaces() > 0
                    && (best == null || slot.lastUsedNanos() - best.lastUsedNanos() > 0)) {
                best = slot;
            }
        }
        return best;
    }

    /** Whether the slot runs another version of the worker that is asked for. */
    static boolean isStale(Demand demand, PoolSlot slot) {
        return runs(demand, slot) && !slot.version().equals(demand.version());
    }

    /** Whether the slot runs the very version that is asked for, and may be used by several. */
    static boolean runsVersion(Demand demand, PoolSlot slot) {
        return !demand.fresh() && runs(demand, slot) && slot.version().equals(demand.version());
    }

    private static int countAway(Demand demand, Collection<? extends PoolSlot> slots) {
        int count = 0;
        for (PoolSlot slot : slots) {
            if (slot.isAway() && runs(demand, slot) && slot.version().equals(demand.version())) {
                count++;
            }
        }
        return count;
    }

    private static boolean runs(Demand demand, PoolSlot slot) {
        return slot.owner().equals(demand.owner()) && slot.workerName().equals(demand.workerName());
    }

    private static int countOf(String owner, Collection<? extends PoolSlot> slots) {
        int count = 0;
        for (PoolSlot slot : slots) {
            if (slot.owner().equals(owner)) {
                count++;
            }
        }
        return count;
    }

    private static <S extends PoolSlot> @Nullable S leastRecentlyUsedIdle(Collection<S> slots, @Nullable String owner) {
        S oldest = null;
        for (S slot : slots) {
            if (slot.isIdle()
                    && (owner == null || slot.owner().equals(owner))
                    && (oldest == null || slot.lastUsedNanos() - oldest.lastUsedNanos() < 0)) {
                oldest = slot;
            }
        }
        return oldest;
    }
}
