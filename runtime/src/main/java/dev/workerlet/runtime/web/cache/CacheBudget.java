package dev.workerlet.runtime.web.cache;

import java.util.concurrent.atomic.AtomicLong;

/** The memory that the caches of all owners may take together. Thread-safe. */
final class CacheBudget {
    private final AtomicLong usedBytes = new AtomicLong();
    private final long mostBytes;

    /** A budget of {@code mostBytes}. */
    CacheBudget(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Notes that a store has grown by so much, or shrunk. */
    void add(long bytes) {
        usedBytes.addAndGet(bytes);
    }

    /** Whether the stores take more than they may: the one that has grown makes room. */
    boolean isExceeded() {
        return usedBytes.get() > mostBytes;
    }
}
