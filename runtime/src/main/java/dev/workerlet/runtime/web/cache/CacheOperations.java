package dev.workerlet.runtime.web.cache;

import dev.workerlet.runtime.isolate.HostArguments;
import dev.workerlet.runtime.isolate.HostFunction;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the Cache API asks of the host; other half: {@code web/cache/store.js}. All of it is a look into memory, and is
 * answered within the turn.
 */
public final class CacheOperations {
    private static final int IGNORE_SEARCH = 1;
    private static final int IGNORE_VARY = 2;
    private static final int NEVER_EXPIRES = -1;

    /** Longest body; it is copied within a turn. */
    private static final int MOST_BODY_BYTES = 8 << 20;

    private final CacheStores stores;
    private final Supplier<String> owner;

    private CacheOperations(CacheStores stores, Supplier<String> owner) {
        this.stores = stores;
        this.owner = owner;
    }

    /** The functions of one isolate; {@code owner} tells whose worker is in it, once there is one. */
    public static List<HostFunction> functions(CacheStores stores, Supplier<String> owner) {
        CacheOperations operations = new CacheOperations(stores, owner);
        return List.of(
                new HostFunction("cacheOpen", arguments -> operations.store().open(arguments.string(0))),
                new HostFunction("cacheHas", arguments -> operations.store().has(arguments.string(0))),
                new HostFunction("cacheDrop", arguments -> operations.store().drop(arguments.string(0))),
                new HostFunction("cacheName", arguments -> operations.name(arguments.integer(0))),
                new HostFunction("cacheFind", operations::find),
                new HostFunction("cacheDelete", operations::delete),
                new HostFunction("cachePut", operations::put),
                new HostFunction("cacheRequest", arguments -> operations.requestHead(arguments.string(0))),
                new HostFunction("cacheResponse", arguments -> operations.responseHead(arguments.string(0))),
                new HostFunction("cacheBody", arguments -> operations.body(arguments.string(0))));
    }

    private CacheStore store() {
        return stores.of(owner.get());
    }

    private @Nullable String name(int index) {
        List<String> names = store().names();
        return index < names.size() ? names.get(index) : null;
    }

    /** The ids, with spaces between them. */
    private String find(HostArguments arguments) {
        return store().find(arguments.string(0), query(arguments)).stream()
                .map(String::valueOf)
                .collect(Collectors.joining(" "));
    }

    private boolean delete(HostArguments arguments) {
        return store().delete(arguments.string(0), query(arguments));
    }

    private static CacheQuery query(HostArguments arguments) {
        int flags = arguments.integer(3);
        return new CacheQuery(
                arguments.string(1),
                VaryingHeaders.parse(arguments.string(2)),
                (flags & IGNORE_SEARCH) != 0,
                (flags & IGNORE_VARY) != 0);
    }

    private boolean put(HostArguments arguments) {
        if (arguments.integer(8) > MOST_BODY_BYTES) {
            return false;
        }
        Map<String, String> headers = VaryingHeaders.parse(arguments.string(2));
        CachedResponse response = new CachedResponse(
                arguments.string(0),
                arguments.string(1),
                arguments.string(2),
                arguments.string(3),
                VaryingHeaders.of(arguments.string(4), headers),
                copy(arguments.buffer(6), arguments.integer(7), arguments.integer(8)),
                expiry(arguments.integer(5)));
        return store().put(response, headers);
    }

    private long expiry(int lifetimeSeconds) {
        return lifetimeSeconds == NEVER_EXPIRES
                ? CachedResponse.NEVER
                : stores.nowNanos() + TimeUnit.SECONDS.toNanos(lifetimeSeconds);
    }

    private @Nullable String requestHead(String id) {
        CachedResponse response = store().take(Long.parseLong(id));
        return response == null ? null : response.url() + "\n" + response.requestHead();
    }

    private @Nullable String responseHead(String id) {
        CachedResponse response = store().take(Long.parseLong(id));
        return response == null ? null : response.responseHead();
    }

    private byte @Nullable [] body(String id) {
        CachedResponse response = store().take(Long.parseLong(id));
        return response == null ? null : response.body();
    }

    private static byte[] copy(ByteBuffer buffer, int offset, int length) {
        byte[] bytes = new byte[length];
        buffer.get(offset, bytes);
        return bytes;
    }
}
