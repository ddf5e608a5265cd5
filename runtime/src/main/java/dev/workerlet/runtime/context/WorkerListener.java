package dev.workerlet.runtime.context;

import dev.workerlet.runtime.limits.Failure;

/** Told of what happens to workers. Called on loop threads: it must be quick, must not block, must not throw. */
public interface WorkerListener {
    /** Hears nothing. */
    WorkerListener NONE = new WorkerListener() {};

    /** A version of the worker was loaded into an execution context. */
    default void loaded(WorkerDefinition worker, String version, long loadNanos) {}

    /** A loaded execution context was given up: a new version, no room, idle, or shutdown. */
    default void evicted(WorkerDefinition worker, String version, String cause) {}

    /** An event of the worker ended with a failure; {@code requestId} is the one in the log. */
    default void terminated(WorkerDefinition worker, String requestId, Failure failure) {}
}
