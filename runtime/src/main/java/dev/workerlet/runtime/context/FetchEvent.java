package dev.workerlet.runtime.context;

import dev.workerlet.runtime.message.FetchExchange;
import dev.workerlet.runtime.message.FetchRequest;

/**
 * One fetch event on its way to a worker.
 *
 * @param requestId names the request in the log; unique in the process
 * @param request what came
 * @param exchange where the answer goes
 * @param calls the calls between workers that have led to it
 */
public record FetchEvent(String requestId, FetchRequest request, FetchExchange exchange, CallChain calls) {
    /** An event that comes from outside. */
    public FetchEvent(String requestId, FetchRequest request, FetchExchange exchange) {
        this(requestId, request, exchange, CallChain.begin(request.headers()));
    }
}
