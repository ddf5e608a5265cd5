package dev.workerlet.runtime.context;

import dev.workerlet.runtime.message.FetchExchange;
import dev.workerlet.runtime.message.FetchRequest;

/** Brings events of the runtime's own to the loops. Thread-safe; does not block. */
public interface EventDispatcher {
    /** Hands an event to a loop. A refusal comes to {@code exchange}. */
    void dispatch(WorkerDefinition worker, FetchRequest request, FetchExchange exchange, CallChain calls);

    /** Ends the event of {@code exchange}, because nobody waits for it; no effect where it has ended. */
    void abort(FetchExchange exchange);
}
