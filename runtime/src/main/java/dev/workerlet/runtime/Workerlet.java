package dev.workerlet.runtime;

import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.context.WorkerListener;
import dev.workerlet.runtime.message.FetchExchange;
import dev.workerlet.runtime.message.FetchRequest;

/**
 * The runtime of one class loader: a V8 platform, loop threads, and on each a pool of isolates.
 *
 * <p>Thread-safe. {@link #dispatch} returns at once; the answer comes to the exchange. Start one, share it, close it:
 *
 * <pre>{@code
 * try (Workerlet workerlet = Workerlet.start(WorkerletOptions.defaults(directory), WorkerListener.NONE)) {
 *     workerlet.dispatch(worker, request, exchange);
 * }
 * }</pre>
 */
public interface Workerlet extends AutoCloseable {
    /**
     * Starts V8 and the loop threads.
     *
     * @throws IllegalStateException when V8 can't start; the message says why
     */
    static Workerlet start(WorkerletOptions options, WorkerListener listener) {
        return WorkerletEngine.start(options, listener);
    }

    /** Hands a fetch event to a loop. A refusal comes to {@code exchange} as well, never as an exception. */
    void dispatch(WorkerDefinition worker, FetchRequest request, FetchExchange exchange);

    /**
     * Ends the event of {@code exchange}, because its client has left: its signal aborts, what it has open is rejected. An
     * exchange that is not answered yet gets a failure. No effect when the event has ended.
     */
    void abort(FetchExchange exchange);

    /** Figures of the runtime; waits for each loop to tell its own, at most a second. */
    WorkerletStatistics statistics();

    /** Refuses new events, lets running ones finish within the drain timeout, ends the rest, closes V8. Idempotent. */
    @Override
    void close();
}
