package dev.workerlet.runtime.scheduler;

import dev.workerlet.runtime.message.FetchExchange;
import dev.workerlet.runtime.message.FetchRequest;

/** The way of a request that another worker answers, as the network answers others. */
@FunctionalInterface
public interface ServiceRoute {
    /**
     * Sends it.
     *
     * @param answer told once, on any thread
     * @return ends it, once nobody waits for the answer any more
     */
    Runnable send(FetchRequest request, FetchExchange.NextCallback answer);

    /** A way that is closed. */
    static ServiceRoute refused(String reason) {
        return (request, answer) -> {
            request.body().cancel(reason);
            answer.failed(reason);
            return () -> {};
        };
    }
}
