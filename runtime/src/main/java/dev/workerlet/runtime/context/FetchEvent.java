package dev.workerlet.runtime.context;

import dev.workerlet.runtime.limits.Failure;
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

    /** Answers it without its having begun, and tells {@code listener} of it. */
    public void refuse(WorkerDefinition worker, Failure failure, WorkerListener listener) {
        listener.refused(worker, requestId, failure);
        exchange.fail(failure);
    }

    /** Answers it because of a defect or a failure of its script. */
    public void fail(WorkerDefinition worker, Failure failure, WorkerListener listener) {
        listener.terminated(worker, requestId, failure);
        exchange.fail(failure);
    }
}
