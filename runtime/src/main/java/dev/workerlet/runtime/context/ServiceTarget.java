package dev.workerlet.runtime.context;

import org.jspecify.annotations.Nullable;

/**
 * The worker behind a name in another worker's {@code env}. Asked at each call, since workers may name one another.
 * Thread-safe; does not block.
 */
@FunctionalInterface
public interface ServiceTarget {
    /** The worker, or null where it is no longer there. */
    @Nullable
    WorkerDefinition worker();
}
