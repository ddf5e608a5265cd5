package dev.workerlet.runtime.network;

import dev.workerlet.runtime.limits.OutboundPolicy;
import dev.workerlet.runtime.message.FetchRequest;
import dev.workerlet.runtime.message.NetworkResponse;

/**
 * A request to send, and who waits for its answer.
 *
 * @param owner the tenant on whose account it goes
 * @param policy what the worker may reach
 * @param request the request; its URL has neither credentials nor a fragment
 * @param observer told once, on a thread of the client or on the caller's
 */
public record NetworkCall(String owner, OutboundPolicy policy, FetchRequest request, Observer observer) {
    /** Waits for an answer. Must not block. */
    public interface Observer {
        /** The answer is here; its body may still come. */
        void responded(NetworkResponse response);

        /** There is no answer; {@code reason} says why, fit for a script. */
        void failed(String reason);

        /** There will be no answer: the owner has too much under way. Followed by {@link #failed}; on the caller's thread. */
        default void ownerLimitReached() {}
    }
}
