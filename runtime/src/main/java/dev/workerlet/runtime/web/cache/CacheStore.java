package dev.workerlet.runtime.web.cache;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The caches of one owner, in memory, shared by its isolates: at most {@value #MOST_ENTRIES} responses and 64 MB in all.
 * Where there is no room, those leave that have not been asked for the longest. Thread-safe; the lock is held for as
 * long as it takes to look through one cache.
 */
final class CacheStore {
    static final int MOST_ENTRIES = 4_096;
    static final long MOST_BYTES = 64L << 20;
    static final int MOST_CACHES = 64;

    private final ReentrantLock lock = new ReentrantLock();
    private final LongSupplier nanoClock;
    private final CacheBudget budget;

    /** All responses by id, the one asked for last at the end. */
    private final Map<Long, CachedResponse> responses = new LinkedHashMap<>();

    /** By name, the ids of the responses by URL, in the order in which they were stored. */
    private final Map<String, Map<String, List<Long>>> caches = new LinkedHashMap<>();

    private long lastId;

    /** Changed with the lock held, read without. */
    private final AtomicLong bytes = new AtomicLong();

    /**
     * An empty store.
     *
     * @param nanoClock tells when responses expire
     * @param budget shared with the stores of other owners; this one joins it
     */
    CacheStore(LongSupplier nanoClock, CacheBudget budget) {
        this.nanoClock = nanoClock;
        this.budget = budget;
        budget.join(this);
    }

    /** Makes a cache unless it is there. Returns false where there are too many. */
    boolean open(String name) {
        return locked(() -> {
            if (!caches.containsKey(name) && caches.size() >= MOST_CACHES) {
                return false;
            }
            caches.computeIfAbsent(name, key -> new LinkedHashMap<>());
            return true;
        });
    }

    /** Whether there is a cache. */
    boolean has(String name) {
        return locked(() -> caches.containsKey(name));
    }

    /** Forgets a cache and what is in it. Returns whether it was there. */
    boolean drop(String name) {
        return locked(() -> {
            allIn(name).forEach(this::remove);
            return caches.remove(name) != null;
        });
    }

    /** The names of the caches, in the order in which they were made. */
    List<String> names() {
        return locked(() -> List.copyOf(caches.keySet()));
    }

    /** The ids of the responses in a cache that answer a query, the one stored first at the beginning. */
    List<Long> find(String name, CacheQuery query) {
        return locked(() -> candidates(name, query).stream()
                .filter(this::isFresh)
                .filter(id -> response(id).answers(query))
                .toList());
    }

    private List<Long> candidates(String name, CacheQuery query) {
        if (query.url().isEmpty() || query.ignoreSearch()) {
            return allIn(name);
        }
        return List.copyOf(cache(name).getOrDefault(query.url(), List.of()));
    }

    /** A response, unless it has left. It is the last one now to leave for want of room. */
    @Nullable
    CachedResponse take(long id) {
        return locked(() -> {
            CachedResponse response = responses.remove(id);
            if (response != null) {
                responses.put(id, response);
            }
            return response;
        });
    }

    /**
     * Stores a response in place of those that answer the same request.
     *
     * @param headers of the request
     * @return false where it is too large, or its cache can't be made; what was there stays then
     */
    boolean put(CachedResponse response, Map<String, String> headers) {
        long size = response.sizeBytes();
        boolean stored = size <= MOST_BYTES && budget.fits(size) && locked(() -> replace(response, headers));
        budget.makeRoom();
        return stored;
    }

    private boolean replace(CachedResponse response, Map<String, String> headers) {
        if (!open(response.cache())) {
            return false;
        }
        find(response.cache(), new CacheQuery(response.url(), headers, false, false))
                .forEach(this::remove);
        add(response);
        while (bytes.get() > MOST_BYTES || responses.size() > MOST_ENTRIES) {
            removeOldest();
        }
        return true;
    }

    /** Lets the response leave that has not been asked for the longest. Returns whether there was one. */
    boolean dropOldest() {
        return locked(() -> {
            boolean any = !responses.isEmpty();
            if (any) {
                removeOldest();
            }
            return any;
        });
    }

    /** Takes out what answers a query. Returns whether there was anything. */
    boolean delete(String name, CacheQuery query) {
        return locked(() -> {
            List<Long> found = find(name, query);
            found.forEach(this::remove);
            return !found.isEmpty();
        });
    }

    /** The memory that all responses take, about. */
    long sizeBytes() {
        return bytes.get();
    }

    private boolean isFresh(long id) {
        boolean expired = response(id).isExpired(nanoClock.getAsLong());
        if (expired) {
            remove(id);
        }
        return !expired;
    }

    private CachedResponse response(long id) {
        CachedResponse response = responses.get(id);
        if (response == null) {
            throw new IllegalStateException("A cache has an id without a response: " + id);
        }
        return response;
    }

    private Map<String, List<Long>> cache(String name) {
        return caches.getOrDefault(name, Map.of());
    }

    private List<Long> allIn(String name) {
        return cache(name).values().stream().flatMap(List::stream).toList();
    }

    private void add(CachedResponse response) {
        long id = ++lastId;
        responses.put(id, response);
        grow(response.sizeBytes());
        cache(response.cache())
                .computeIfAbsent(response.url(), key -> new ArrayList<>())
                .add(id);
    }

    private void remove(long id) {
        CachedResponse response = response(id);
        responses.remove(id);
        grow(-response.sizeBytes());
        Map<String, List<Long>> cache = cache(response.cache());
        List<Long> ids = cache.getOrDefault(response.url(), List.of());
        ids.remove(Long.valueOf(id));
        if (ids.isEmpty()) {
            cache.remove(response.url());
        }
    }

    private void grow(long byBytes) {
        bytes.addAndGet(byBytes);
        budget.add(byBytes);
    }

    private void removeOldest() {
        remove(responses.keySet().iterator().next());
    }

    private <T> T locked(Supplier<T> body) {
        lock.lock();
        try {
            return body.get();
        } finally {
            lock.unlock();
        }
    }
}
