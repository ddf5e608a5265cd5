package dev.workerlet.runtime.scheduler;

import dev.workerlet.runtime.limits.WorkerLimits;
import dev.workerlet.runtime.message.CallbackMessage;

/**
 * How much of a stream a script may gather in memory.
 *
 * @param bytes the most
 * @param setting what it is called where it is set
 * @param errorName of the error that a script gets, see {@link CallbackMessage.OperationFailed}
 */
public record GatherLimit(long bytes, String setting, String errorName) {
    /** That of an event's own body. */
    public static GatherLimit ofRequest(WorkerLimits limits) {
        return new GatherLimit(
                limits.requestBodyBytes(), "request-body-limit", CallbackMessage.OperationFailed.BODY_TOO_LARGE);
    }

    /** That of an answer's body. */
    public static GatherLimit ofAnswer(WorkerLimits limits) {
        return new GatherLimit(limits.fetchBodyBytes(), "fetch-body-limit", CallbackMessage.OperationFailed.TYPE_ERROR);
    }

    String message() {
        return "The body has more bytes than " + setting + ", " + bytes + ": read it as a stream";
    }
}
