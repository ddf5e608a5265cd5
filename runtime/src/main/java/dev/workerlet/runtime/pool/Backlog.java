package dev.workerlet.runtime.pool;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How many events were handed over to a loop that it has not begun, by owner. Thread-safe.
 *
 * <p>What an owner may add shrinks with the room that is left, so that some always is: an owner alone may use the whole
 * limit, and the events of another one that come then find a share of their own above it.
 */
public final class Backlog {
    /** An owner may have so many times the room that is left. */
    private static final int SHARE = 8;
    /** Owners without events are forgotten where more than these are known. */
    private static final int MOST_IDLE = 1_000;

    private final int limitOfOwner;
    private final int room;
    private final AtomicInteger size = new AtomicInteger();
    private final Map<String, Owner> owners = new ConcurrentHashMap<>();

    /** The events of one owner. */
    public static final class Owner {
        private final AtomicInteger size = new AtomicInteger();

        private Owner() {}
    }

    public Backlog(PoolLimits limits) {
        limitOfOwner = limits.queueOfOwner();
        room = limits.queue() + (limits.queue() + SHARE - 1) / SHARE;
    }

    /** Asks for room for an event; {@link #leave} gives it back. Returns its owner's account, null where there is none. */
    public @Nullable Owner enter(String name) {
        Owner owner = owners.get(name);
        if (owner == null) {
            owner = add(name);
        }
        int own = owner.size.incrementAndGet();
        int all = size.incrementAndGet();
        if (own > limitOfOwner || own > SHARE * (room - all + 1)) {
            leave(owner);
            return null;
        }
        return owner;
    }

    private Owner add(String name) {
        if (owners.size() >= MOST_IDLE) {
            // One that enters just now goes on to count in an account that nobody else sees: no harm.
            owners.values().removeIf(owner -> owner.size.get() == 0);
        }
        return owners.computeIfAbsent(name, key -> new Owner());
    }

    /** An event is begun, or will not be. */
    public void leave(Owner owner) {
        owner.size.decrementAndGet();
        size.decrementAndGet();
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
