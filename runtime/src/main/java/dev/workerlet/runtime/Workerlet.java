package dev.workerlet.runtime;

import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.context.WorkerListener;
import dev.workerlet.runtime.message.FetchExchange;
import dev.workerlet.runtime.message.FetchRequest;

/**
 * The runtime of one class loader: a V8 platform, loop threads, and on each a pool of isolates.
 *
 * <p>Thread-safe. {@link #dispatch} returns at once; the answer comes to the exchange. Start one, share it, close it.
 */
public interface Workerlet extends AutoCloseable {
    /** Starts V8 and the loop threads. */
    static Workerlet start(WorkerletOptions options, WorkerListener listener) {
        throw new UnsupportedOperationException("not wired yet");
    }

    /** Hands a fetch event to a loop. A refusal comes to {@code exchange} as well, never as an exception. */
    void dispatch(WorkerDefinition worker, FetchRequest request, FetchExchange exchange);

    /** Refuses new events, lets running ones finish within the drain timeout, ends the rest, closes V8. Idempotent. */
    @Override
    void close();
}
