package dev.workerlet.runtime.message;

import dev.workerlet.runtime.limits.Failure;

/**
 * The host's side of one fetch event: the request's facts, and the ways to end it.
 *
 * <p>The runtime calls exactly one of {@link #respond}, {@link #fail} and {@link #passThrough}, once, on a loop thread
 * or, when the runtime refuses or shuts down, on the thread that notices. None of them may block.
 */
public interface FetchExchange {
    /** Sends the worker's response. */
    void respond(FetchResponse response);

    /**
     * Whether a body in memory may stay there for long, until a client has read it. One that is not small comes as a
     * {@link Body.Stream} then, and counts until it has been read or is cancelled.
     */
    default boolean holdsBodies() {
        return false;
    }

    /** Ends the event without a response of the worker. */
    void fail(Failure failure);

    /**
     * Lets the event go on as if there were no worker: the script failed after it had called
     * {@code ctx.passThroughOnException()}. Called only when {@link #hasNext()}.
     */
    default void passThrough(Failure cause) {
        fail(cause);
    }

    /** Whether something stands behind the worker: {@code ctx.next()} and {@link #passThrough} exist then. */
    default boolean hasNext() {
        return false;
    }

    /**
     * Asks what stands behind the worker, and hands its answer to {@code callback} once, on any thread.
     *
     * @param request the request to pass on; the event's own where the worker gave no other
     */
    default void next(FetchRequest request, NextCallback callback) {
        callback.failed("There is nothing behind this worker: ctx.next() needs a WorkerFilter");
    }

    /**
     * Answers with a WebSocket, instead of {@link #respond}. Its listener hears the rest: also that nothing came of it,
     * and then the client has been answered otherwise.
     *
     * @param upgrade fits the request
     */
    default SocketPeer upgrade(SocketUpgrade upgrade) {
        fail(Failure.noWebSocket("The worker answered with a WebSocket, which this host can't give to its clients"));
        upgrade.listener().closed(SocketListener.ABNORMAL, "", false, true);
        return SocketPeer.NONE;
    }

    /** What the container knows of the request beside HTTP, as a JSON object; {@code ctx.servlet} reads it on demand. */
    default String hostFactsJson() {
        return "{}";
    }

    /** Whether the caller is authenticated and in {@code role}. */
    default boolean isUserInRole(String role) {
        return false;
    }

    /** Receives the answer to {@link FetchExchange#next}. */
    interface NextCallback {
        /** The downstream response. */
        void responded(FetchResponse response);

        /** There is no downstream response; {@code message} says why and becomes the message of a TypeError. */
        void failed(String message);
    }
}
