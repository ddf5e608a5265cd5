package dev.workerlet.runtime.context;

import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.limits.Limit;
import dev.workerlet.runtime.limits.LimitUse;

/**
 * Told of what happens to workers. Called on loop threads, and on those that bring events: it must be quick, must not
 * block, must not throw.
 */
public interface WorkerListener {
    /** Hears nothing. */
    WorkerListener NONE = new WorkerListener() {};

    /** A version of the worker was loaded into an execution context. */
    default void loaded(WorkerDefinition worker, String version, long loadNanos) {}

    /** A loaded execution context was given up: a new version, no room, idle, or shutdown. */
    default void evicted(WorkerDefinition worker, String version, String cause) {}

    /** An event of the worker ended with a failure; {@code requestId} is the one in the log. */
    default void terminated(WorkerDefinition worker, String requestId, Failure failure) {}

    /** An event of the worker was not begun; {@link Failure#refusal()} says why. There may be very many of these. */
    default void refused(WorkerDefinition worker, String requestId, Failure failure) {}

    /** An event of the worker has used what a limit allows. Where that ends it, {@link #terminated} is called too. */
    default void limitReached(WorkerDefinition worker, String requestId, Limit limit) {}

    /** An event of the worker has used most of what a limit allows: told once an event and limit. */
    default void limitNear(WorkerDefinition worker, String requestId, LimitUse use) {}
}
