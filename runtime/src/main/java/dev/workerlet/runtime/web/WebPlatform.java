package dev.workerlet.runtime.web;

import dev.workerlet.runtime.context.BareContext.PlatformFunctions;
import dev.workerlet.runtime.isolate.HostFunction;
import dev.workerlet.runtime.scheduler.HostOperation;
import dev.workerlet.runtime.web.cache.CacheOperations;
import dev.workerlet.runtime.web.cache.CacheStores;
import dev.workerlet.runtime.web.compression.CompressionOperations;
import dev.workerlet.runtime.web.crypto.RandomOperations;
import dev.workerlet.runtime.web.crypto.SubtleOperations;
import dev.workerlet.runtime.web.encoding.EncodingOperations;
import dev.workerlet.runtime.web.fetch.IntegrityOperations;
import dev.workerlet.runtime.web.performance.ClockOperations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All host functions of the web platform. */
public final class WebPlatform {
    private WebPlatform() {}

    /** What runs off the loop, by name. */
    public static Map<String, HostOperation> operations() {
        Map<String, HostOperation> operations = new HashMap<>(SubtleOperations.operations());
        operations.putAll(IntegrityOperations.operations());
        return operations;
    }

    /** Gives the functions of each isolate; {@code caches} are those of all owners. */
    public static PlatformFunctions functions(CacheStores caches) {
        return (scratch, objects, owner) -> {
            List<HostFunction> functions = new ArrayList<>();
            functions.addAll(EncodingOperations.functions(scratch));
            functions.addAll(CompressionOperations.functions(scratch, objects));
            functions.addAll(RandomOperations.functions(scratch));
            functions.addAll(ClockOperations.functions());
            functions.addAll(SubtleOperations.functions());
            functions.addAll(CacheOperations.functions(caches, owner));
            return functions;
        };
    }
}
