package dev.workerlet.runtime.pool;

import dev.workerlet.runtime.eventloop.LoopClock;
import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.limits.Refusal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The events that were handed over to a loop and that it has not begun: how many of each owner, and how long they wait.
 * Thread-safe, except where the loop's thread is named.
 *
 * <p>What an owner may add shrinks with the room that is left, so that some always is: an owner alone may use the whole
 * limit, and the events of another one that come then find a share of their own above it. An event that would wait for
 * too long is refused when it comes.
 */
public final class Backlog {
    /** An owner may have so many times the room that is left. */
    private static final int SHARE = 8;
    /** Owners without events are forgotten where more than these are known. */
    private static final int MOST_IDLE = 1_000;

    private final PoolLimits limits;
    private final LoopClock clock;
    private final int room;
    private final AtomicInteger size = new AtomicInteger();
    private final Map<String, Owner> owners = new ConcurrentHashMap<>();

    /** The events of one owner. */
    private static final class Owner {
        final AtomicInteger size = new AtomicInteger();
        final WaitEstimate estimate;

        Owner(WaitEstimate estimate) {
            this.estimate = estimate;
        }
    }

    /** An event's place in the backlog. */
    public static class Place {
        private @Nullable Owner owner;
        /** 0 where nothing was before it: it does not wait for its like. */
        private long cameNanos;
    }

    public Backlog(PoolLimits limits, LoopClock clock) {
        this.limits = limits;
        this.clock = clock;
        room = limits.queue() + (limits.queue() + SHARE - 1) / SHARE;
    }

    /** Takes room for an event, which {@link #leave} gives back. Returns null, or why there is none. */
    public @Nullable Failure enter(String name, Place place) {
        Owner owner = owners.get(name);
        if (owner == null) {
            owner = add(name);
        }
        int own = owner.size.incrementAndGet();
        int all = size.incrementAndGet();
        if (limits.hasOwnersBound() && own > limits.queueOfOwner()) {
            return refuse(owner, own, Refusal.OWNER, "queue-per-owner of " + limits.queueOfOwner() + " is reached");
        }
        if (own > limits.queue() || own > SHARE * (room - all + 1)) {
            return refuse(owner, own, Refusal.QUEUE, "queue-limit of " + limits.queue() + " leaves no more room");
        }
        if (owner.estimate.isTooLong(own - 1)) {
            return refuse(owner, own, Refusal.QUEUE, "It would wait for longer than queue-target");
        }
        place.owner = owner;
        place.cameNanos = own == 1 ? 0 : clock.nanoTime();
        return null;
    }

    private Failure refuse(Owner owner, int own, Refusal refusal, String why) {
        forget(owner);
        return Failure.overloaded(refusal, owner.estimate.seconds(own - 1), why);
    }

    private Owner add(String name) {
        if (owners.size() >= MOST_IDLE) {
            // One that enters just now goes on to count in an account that nobody else sees: no harm.
            owners.values().removeIf(owner -> owner.size.get() == 0);
        }
        return owners.computeIfAbsent(
                name, key -> new Owner(new WaitEstimate(limits.queueTarget().toNanos())));
    }

    private void forget(Owner owner) {
        owner.size.decrementAndGet();
        size.decrementAndGet();
    }

    /** An event is begun, or will not be. Returns null, or why it must not be begun: it came too long ago. Loop thread. */
    public @Nullable Failure leave(Place place) {
        Owner owner = place.owner;
        if (owner == null) {
            throw new IllegalStateException("Not in the backlog");
        }
        place.owner = null;
        forget(owner);
        if (place.cameNanos == 0) {
            owner.estimate.passed();
            return null;
        }
        long now = clock.nanoTime();
        owner.estimate.left(place.cameNanos, now);
        return now - place.cameNanos <= limits.queueWait().toNanos()
                ? null
                : Failure.overloaded(
                        Refusal.QUEUE,
                        owner.estimate.seconds(owner.size.get()),
                        "The loop did not come to it within queue-wait of " + limits.queueWait());
    }

    /** Events that are not begun. */
    public int size() {
        return size.get();
    }

    /** Owners that are known. */
    int owners() {
        return owners.size();
    }
}
