package dev.workerlet.runtime.limits;

import org.jspecify.annotations.Nullable;

/**
 * How an event ended when it did not end with a response: what the client is told, and what the log is told.
 *
 * @param status the HTTP status for the client
 * @param reason the termination reason, or null where the script is not at fault (no handler: 501)
 * @param publicMessage one plain line that may leave the server
 * @param detail the script's error with its stack, or what the host found; for the log and for development mode
 * @param retryAfterSeconds the value for {@code Retry-After}, 0 for none
 * @param refusal why the event was not begun, where it was not
 */
public record Failure(
        int status,
        @Nullable TerminationReason reason,
        String publicMessage,
        @Nullable String detail,
        int retryAfterSeconds,
        @Nullable Refusal refusal) {

    /** What a script throws may have any length, and is kept, logged and formatted for a while. */
    private static final int MOST_DETAIL_CHARS = 16 * 1024;

    private static final int OVERLOAD_RETRY_SECONDS = 1;

    public Failure {
        detail = detail == null ? null : shortened(detail);
    }

    /** How an event ended that had begun. */
    public Failure(
            int status,
            @Nullable TerminationReason reason,
            String publicMessage,
            @Nullable String detail,
            int retryAfterSeconds) {
        this(status, reason, publicMessage, detail, retryAfterSeconds, null);
    }

    /** The beginning of a text that tells of a failure, as much as is told of it. */
    public static String shortened(String text) {
        return text.length() <= MOST_DETAIL_CHARS
                ? text
                : text.substring(0, MOST_DETAIL_CHARS) + "… (" + text.length() + " characters)";
    }

    /** A failure with the status and the public line of its reason. */
    public static Failure of(TerminationReason reason, @Nullable String detail) {
        int retryAfterSeconds = reason.httpStatus() == 503 ? OVERLOAD_RETRY_SECONDS : 0;
        return new Failure(reason.httpStatus(), reason, reason.publicMessage(), detail, retryAfterSeconds);
    }

    /** There is more to do than can be done in time. */
    public static Failure overloaded(Refusal refusal, int retryAfterSeconds, String detail) {
        return new Failure(
                TerminationReason.OVERLOADED.httpStatus(),
                TerminationReason.OVERLOADED,
                TerminationReason.OVERLOADED.publicMessage(),
                detail,
                retryAfterSeconds,
                refusal);
    }

    /** The runtime ends: it begins nothing any more, and waits no longer for what runs. */
    public static Failure stopping() {
        return new Failure(
                TerminationReason.ABORTED.httpStatus(),
                TerminationReason.ABORTED,
                TerminationReason.ABORTED.publicMessage(),
                "The runtime is stopping",
                OVERLOAD_RETRY_SECONDS,
                Refusal.STOPPING);
    }

    /** The worker has cost its isolate too often of late. */
    public static Failure heldBack(int retryAfterSeconds, String detail) {
        return new Failure(
                TerminationReason.OVERLOADED.httpStatus(),
                TerminationReason.OVERLOADED,
                "Worker is held back after repeated failures, please try again later",
                detail,
                retryAfterSeconds,
                Refusal.BREAKER);
    }

    /** The request's body is too large for what the worker does with it. */
    public static Failure bodyTooLarge(String detail) {
        return new Failure(413, null, "Request body is too large", detail, 0);
    }

    /** The request was sent by workers that have answered one another too often. */
    public static Failure loopDetected() {
        return new Failure(508, null, "Loop detected", "CDN-Loop names this runtime too often", 0, Refusal.LOOP);
    }

    /** The server has no WebSockets. */
    public static Failure noWebSocket(String detail) {
        return new Failure(501, null, "WebSocket is not available on this server", detail, 0);
    }

    /** The worker has no handler for the event. */
    public static Failure noHandler(String event) {
        return new Failure(501, null, "Worker does not implement " + event + " handler", null, 0);
    }
}
