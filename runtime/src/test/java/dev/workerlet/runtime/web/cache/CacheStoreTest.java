package dev.workerlet.runtime.web.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What leaves a store, and what stays. */
class CacheStoreTest {
    private static final String CACHE = "cache";
    private static final Map<String, String> NO_HEADERS = Map.of();

    private final AtomicLong nanos = new AtomicLong();
    private final CacheBudget budget = new CacheBudget(2 * CacheStore.MOST_BYTES);
    private final CacheStore store = new CacheStore(nanos::get, budget);

    @Test
    void find_expiredResponse_hasLeft() {
        store.put(response("/a", 0, 10), NO_HEADERS);
        nanos.set(9);
        assertThat(find("/a")).hasSize(1);

        nanos.set(10);

        assertThat(find("/a")).isEmpty();
        assertThat(store.sizeBytes()).isZero();
    }

    @Test
    void put_expiredOfTheSameRequest_isReplaced() {
        store.put(response("/a", 0, 10), NO_HEADERS);
        nanos.set(20);

        store.put(response("/a", 0, CachedResponse.NEVER), NO_HEADERS);

        assertThat(find("/a")).hasSize(1);
    }

    @Test
    void put_tooManyBytes_dropsTheOneThatWasNotAskedFor() {
        int third = (int) (CacheStore.MOST_BYTES / 3);
        store.put(response("/a", third, CachedResponse.NEVER), NO_HEADERS);
        store.put(response("/b", third, CachedResponse.NEVER), NO_HEADERS);
        store.take(find("/a").get(0));

        store.put(response("/c", third, CachedResponse.NEVER), NO_HEADERS);

        assertThat(find("/a")).hasSize(1);
        assertThat(find("/b")).isEmpty();
        assertThat(find("/c")).hasSize(1);
        assertThat(store.sizeBytes()).isLessThanOrEqualTo(CacheStore.MOST_BYTES);
    }

    @Test
    void put_largerThanTheStore_isRefused() {
        assertThat(store.put(response("/a", (int) CacheStore.MOST_BYTES, CachedResponse.NEVER), NO_HEADERS))
                .isFalse();
        assertThat(find("/a")).isEmpty();
    }

    @Test
    void put_largerThanAllMayTake_isRefusedAndDropsNothing() {
        CacheStore small = new CacheStore(nanos::get, new CacheBudget(10_000));
        small.put(response("/a", 1_000, CachedResponse.NEVER), NO_HEADERS);

        assertThat(small.put(response("/a", 10_000, CachedResponse.NEVER), NO_HEADERS))
                .isFalse();
        assertThat(small.find(CACHE, query("/a"))).hasSize(1);
    }

    @Test
    void put_anotherTakesTheMemory_thatOneMakesRoom() {
        CacheBudget shared = new CacheBudget(CacheStore.MOST_BYTES);
        CacheStore greedy = new CacheStore(nanos::get, shared);
        CacheStore modest = new CacheStore(nanos::get, shared);
        modest.put(response("/a", 1_000, CachedResponse.NEVER), NO_HEADERS);
        int third = (int) (CacheStore.MOST_BYTES / 3);
        for (String path : List.of("/1", "/2", "/3", "/4")) {
            assertThat(greedy.put(response(path, third - 2_000, CachedResponse.NEVER), NO_HEADERS))
                    .isTrue();
        }

        assertThat(modest.put(response("/b", third / 2, CachedResponse.NEVER), NO_HEADERS))
                .isTrue();

        assertThat(modest.find(CACHE, query(""))).hasSize(2);
        assertThat(greedy.find(CACHE, query("/2"))).isEmpty();
        assertThat(greedy.find(CACHE, query(""))).hasSize(2);
        assertThat(greedy.sizeBytes() + modest.sizeBytes()).isLessThanOrEqualTo(CacheStore.MOST_BYTES);
    }

    @Test
    void put_tooManyResponses_dropsTheOldest() {
        for (int i = 0; i <= CacheStore.MOST_ENTRIES; i++) {
            store.put(response("/" + i, 0, CachedResponse.NEVER), NO_HEADERS);
        }

        assertThat(find("/0")).isEmpty();
        assertThat(find("/1")).hasSize(1);
        assertThat(find("")).hasSize(CacheStore.MOST_ENTRIES);
    }

    @Test
    void open_tooManyCaches_isRefused() {
        for (int i = 0; i < CacheStore.MOST_CACHES; i++) {
            assertThat(store.open("c" + i)).isTrue();
        }

        assertThat(store.open("one more")).isFalse();
        assertThat(store.open("c0")).isTrue();
        store.drop("c0");
        assertThat(store.open("one more")).isTrue();
    }

    @Test
    void drop_cacheWithResponses_freesThem() {
        store.put(response("/a", 100, CachedResponse.NEVER), NO_HEADERS);
        long id = find("/a").get(0);

        assertThat(store.drop(CACHE)).isTrue();

        assertThat(store.take(id)).isNull();
        assertThat(store.sizeBytes()).isZero();
        assertThat(store.names()).isEmpty();
    }

    @Test
    void agreesWith_repeatedHeader_comparesAllOfIt() {
        Map<String, String> headers = VaryingHeaders.parse("a\n1\nb\n2\na\n3");
        VaryingHeaders vary = VaryingHeaders.of("a, c", headers);

        assertThat(headers).containsEntry("a", "1, 3");
        assertThat(vary.agreesWith(Map.of("a", "1, 3", "b", "other"))).isTrue();
        assertThat(vary.agreesWith(Map.of("a", "1"))).isFalse();
        assertThat(vary.agreesWith(Map.of("a", "1, 3", "c", ""))).isFalse();
    }

    private List<Long> find(String url) {
        return store.find(CACHE, query(url));
    }

    private static CacheQuery query(String url) {
        return new CacheQuery(url, NO_HEADERS, false, false);
    }

    private static CachedResponse response(String url, int bodyBytes, long expiresNanos) {
        return new CachedResponse(
                CACHE, url, "", "200", VaryingHeaders.of("", NO_HEADERS), new byte[bodyBytes], expiresNanos);
    }
}
