package dev.workerlet.runtime.context;

import dev.workerlet.runtime.context.RequestContext.Phase;
import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.limits.Limit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of a worker's failures: the client, the log and the listener. Confined to the loop's thread. */
final class RequestFailures {
    private static final Logger LOG = LoggerFactory.getLogger(RequestFailures.class);

    private final WorkerDefinition worker;
    private final WorkerListener listener;

    RequestFailures(WorkerDefinition worker, WorkerListener listener) {
        this.worker = worker;
        this.listener = listener;
    }

    /** Answers a request with a failure; no effect where it has an answer. */
    void fail(RequestContext request, Failure failure) {
        if (request.phase() != Phase.ANSWERING) {
            return;
        }
        report(request, failure);
        request.fail(failure);
    }

    /** The same, where the request is about to end: the client of an open stream sees a connection that breaks off. */
    void failAny(RequestContext request, Failure failure) {
        if (request.phase() == Phase.STREAMING || request.phase() == Phase.CONNECTED) {
            report(request, failure);
        } else {
            fail(request, failure);
        }
    }

    /** What the request has left to {@code waitUntil} ends: its client has an answer, the log must do. */
    void backgroundEnded(RequestContext request, Failure failure) {
        LOG.warn(
                "[{}] [{}] What was given to waitUntil is ended: {}: {}",
                worker.name(),
                request.logId(),
                failure.publicMessage(),
                failure.detail());
    }

    /** Tells that the request has used what a limit allows. */
    void reached(RequestContext request, Limit limit) {
        listener.limitReached(worker, request.logId(), limit);
    }

    /** Tells all but the client. */
    void report(RequestContext request, Failure failure) {
        LOG.warn(
                "[{}] [{}] {} {}: {}",
                worker.name(),
                request.logId(),
                failure.status(),
                failure.publicMessage(),
                failure.detail());
        listener.terminated(worker, request.logId(), failure);
    }
}
