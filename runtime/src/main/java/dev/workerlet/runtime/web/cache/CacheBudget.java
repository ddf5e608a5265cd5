package dev.workerlet.runtime.web.cache;

import static java.util.Comparator.comparingLong;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that the caches of all owners may take together. Where it is used up, the store that takes the most makes room,
 * whoever wanted it: an owner who fills its caches takes nothing from those who have little. Thread-safe.
 */
final class CacheBudget {
    private final Set<CacheStore> stores = ConcurrentHashMap.newKeySet();
    private final AtomicLong usedBytes = new AtomicLong();
    private final long mostBytes;

    /** A budget of {@code mostBytes}. */
    CacheBudget(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** From now on a store counts among those that may have to make room. */
    void join(CacheStore store) {
        stores.add(store);
    }

    /** Notes that a store has grown by so much, or shrunk. */
    void add(long bytes) {
        usedBytes.addAndGet(bytes);
    }

    /** Whether a response could be stored, were there no other. */
    boolean fits(long bytes) {
        return bytes <= mostBytes;
    }

    /** Lets responses leave until all take no more than they may. The lock of no store may be held. */
    void makeRoom() {
        while (usedBytes.get() > mostBytes) {
            Optional<CacheStore> greatest = stores.stream().max(comparingLong(CacheStore::sizeBytes));
            if (greatest.isEmpty() || !greatest.get().dropOldest()) {
                return;
            }
        }
    }
}
