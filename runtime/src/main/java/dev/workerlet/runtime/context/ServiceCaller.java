package dev.workerlet.runtime.context;

import dev.workerlet.runtime.message.FetchExchange;
import dev.workerlet.runtime.message.FetchRequest;

/** Lets a worker ask another one. Thread-safe. */
public interface ServiceCaller {
    /**
     * Hands a request to another worker as an event of its own.
     *
     * @param name what the caller calls it
     * @param target who is asked
     * @param caller the event that asks
     * @param request what it asks
     * @param answer told once, on any thread, possibly before this returns
     * @return ends the other event, once nobody waits for it any more; does not block
     */
    Runnable call(
            String name,
            ServiceTarget target,
            FetchEvent caller,
            FetchRequest request,
            FetchExchange.NextCallback answer);
}
