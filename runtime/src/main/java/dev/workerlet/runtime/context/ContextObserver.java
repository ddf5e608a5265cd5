package dev.workerlet.runtime.context;

import dev.workerlet.runtime.limits.Failure;
import org.jspecify.annotations.Nullable;

/** Told of what happens to an execution context; called on its loop's thread, at the end of a turn. */
public interface ContextObserver {
    /** A turn that others did not wait for has returned: the context may be used again. */
    void turnReturned();

    /** A turn has ended that used so much CPU time. What it has led to is told afterwards. */
    void turnEnded(long cpuNanos);

    /** The script's top level is done; {@code failure} is null when it may take requests. */
    void loaded(@Nullable Failure failure);

    /** Requests have been answered and go on: others may take their places. */
    void requestsAnswered();

    /** A request has become a WebSocket. */
    void socketOpened();

    /** A request has ended altogether: its place is free. */
    void requestEnded();

    /** The context must not be used again, for {@code cause}; all its requests have been answered. */
    void broken(Failure cause);

    /** The thread that was left in V8 with the context has come back, and the isolate is closed. On that thread. */
    void disposed();
}
