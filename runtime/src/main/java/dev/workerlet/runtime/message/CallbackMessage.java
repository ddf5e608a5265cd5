package dev.workerlet.runtime.message;

/** What the host tells JavaScript: one message is one turn, billed to the request it names. */
public sealed interface CallbackMessage {
    /** The request whose turn this is. */
    int requestId();

    /** A request arrived. */
    record FetchEvent(int requestId, FetchRequest request) implements CallbackMessage {}

    /** A timer is due. */
    record TimerFired(int requestId, int timerId) implements CallbackMessage {}

    /** An operation that answers with a response has its answer. */
    record OperationDone(int requestId, int operationId, FetchResponse response) implements CallbackMessage {}

    /** An operation has no answer; {@code message} becomes the message of a TypeError. */
    record OperationFailed(int requestId, int operationId, String message) implements CallbackMessage {}

    /** The request has ended: what it left open is rejected with an AbortError, its signal aborts. */
    record Cancel(int requestId, String reason) implements CallbackMessage {}
}
