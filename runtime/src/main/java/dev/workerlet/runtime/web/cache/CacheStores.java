package dev.workerlet.runtime.web.cache;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The caches of all owners of a runtime: each has its own, and sees no other. Together they take at most an eighth of the
 * memory that the JVM may have. They end with the runtime. Thread-safe.
 */
public final class CacheStores {
    private static final int SHARE_OF_MEMORY = 8;

    private final LongSupplier nanoClock;
    private final CacheBudget budget = new CacheBudget(Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY);
    private final Map<String, CacheStore> stores = new ConcurrentHashMap<>();

    /** No caches yet. */
    public CacheStores() {
        this(System::nanoTime);
    }

    CacheStores(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    CacheStore of(String owner) {
        return stores.computeIfAbsent(owner, key -> new CacheStore(nanoClock, budget));
    }

    long nowNanos() {
        return nanoClock.getAsLong();
    }
}
