package dev.workerlet.runtime.context;

import dev.workerlet.runtime.context.RequestContext.Phase;
import dev.workerlet.runtime.eventloop.TurnTarget;
import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.limits.Limit;
import dev.workerlet.runtime.limits.TerminationReason;
import dev.workerlet.runtime.message.CallbackMessage;
import dev.workerlet.runtime.message.FetchExchange;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the requests of one context go on after their answer, and how they end: by themselves, because their time is up or
 * their client gone, because nothing can call them back, or with the whole context. Confined to the loop's thread.
 */
final class RequestLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(RequestLifecycle.class);

    private static final int GOING_AWAY = 1001;
    private static final int INTERNAL_ERROR = 1011;

    private static final String NEVER_ANSWERS =
            "The worker can never answer: its handler waits for a promise, and nothing is pending that could settle it";

    private final WorkerDefinition worker;
    private final HostObjects objects;
    private final TurnTarget turns;
    private final ContextObserver observer;
    private final RequestSet requests;
    private final LoadEvent load;
    private final RequestFailures failures;
    private boolean endingAll;
    private boolean broken;

    /**
     * The life of {@code requests}.
     *
     * @param objects what their JavaScript holds of the host
     * @param turns takes what they are told
     * @param load the event that is ended as a request, and told of in another way
     */
    RequestLifecycle(
            WorkerDefinition worker,
            HostObjects objects,
            TurnTarget turns,
            ContextObserver observer,
            RequestSet requests,
            LoadEvent load,
            RequestFailures failures) {
        this.worker = worker;
        this.objects = objects;
        this.turns = turns;
        this.observer = observer;
        this.requests = requests;
        this.load = load;
        this.failures = failures;
    }

    /** Whether the context was given up. */
    boolean isBroken() {
        return broken;
    }

    /** Nothing of the context is looked after any more. */
    void giveUp() {
        broken = true;
    }

    /** A request begins: as the load event, or as any other. */
    void begin(RequestContext request) {
        if (load.is(request)) {
            request.budget.beginLoad(() -> deadlinePassed(request));
        } else {
            request.budget.begin(() -> deadlinePassed(request));
        }
    }

    /** A request has answered with a stream or a WebSocket. */
    void flow(RequestContext request) {
        requests.flow(request);
        request.beginStreamBudget(() -> stoodStill(request));
    }

    /** The request has nothing left in JavaScript. */
    void end(RequestContext request) {
        boolean isLoad = load.is(request);
        if (request.phase() == Phase.ANSWERING && !isLoad) {
            failures.fail(request, Failure.of(TerminationReason.EXCEPTION, "The handler ended without a response"));
        }
        forget(request);
        if (isLoad) {
            observer.loaded(load.end());
        } else {
            observer.requestEnded();
        }
    }

    private void forget(RequestContext request) {
        request.end();
        objects.closeOf(request.id);
        requests.remove(request);
    }

    /**
     * Looks after the requests that are still here after a turn: those just answered get their fresh budget, and where
     * nothing at all is pending in the context, nobody will ever be called back.
     */
    void lookAfter() {
        if (requests.waiting().isEmpty()) {
            return;
        }
        boolean pending = requests.hasFlowing();
        for (RequestContext request : requests.waiting()) {
            pending |= request.operations.hasPending() || request.awaitsWarning();
            if (request.startsDraining()) {
                request.budget.begin(() -> deadlinePassed(request));
            }
        }
        if (!pending && !broken && !endingAll) {
            endAllThatWait();
        }
    }

    private void endAllThatWait() {
        // Each cancellation is a turn, which comes by here again.
        endingAll = true;
        for (RequestContext request : List.copyOf(requests.waiting())) {
            if (load.is(request)) {
                load.fail(TerminationReason.INITIALIZATION_ERROR, "A top-level await never settles");
            }
            cancel(request, Failure.of(TerminationReason.EXCEPTION, NEVER_ANSWERS));
        }
        endingAll = false;
    }

    /** Tells the observer of the places that a turn has given. */
    void tellOfPlaces() {
        if (!broken && requests.takeSocketOpened()) {
            observer.socketOpened();
        }
        if (!broken && requests.takePlaceFreed() && requests.size() > 0) {
            observer.requestsAnswered();
        }
    }

    /** A stream may live as long as it moves. */
    private void stoodStill(RequestContext request) {
        boolean isSocket = request.phase() == Phase.CONNECTED;
        if (request.phase() != Phase.STREAMING && !isSocket) {
            return;
        }
        if (request.idleLeftNanos() > 0) {
            request.beginStreamBudget(() -> stoodStill(request));
        } else if (isSocket) {
            // The script hears of it, and its event ends as with any other close.
            request.operations.closeClientSocket(GOING_AWAY, "Idle for too long");
        } else {
            failures.reached(request, Limit.STREAM_IDLE);
            cancel(
                    request,
                    outOfTime("The response stream did not move for " + idleSeconds() + " s, stream-idle-limit: "
                            + request.request().url()));
        }
    }

    private long idleSeconds() {
        return worker.limits().stream().idle().toSeconds();
    }

    private void deadlinePassed(RequestContext request) {
        if (load.is(request)) {
            load.fail(TerminationReason.WALL_CLOCK_TIMEOUT, "The script's top level took too long");
        }
        failures.reached(request, request.phase() == Phase.DRAINING ? Limit.WAIT_UNTIL : Limit.WALL);
        if (request.phase() == Phase.DRAINING) {
            LOG.warn(
                    "[{}] [{}] What was given to waitUntil is not done in time; it is ended",
                    worker.name(),
                    request.logId());
        }
        cancel(request, outOfTime(request.request().url()));
    }

    private static Failure outOfTime(String detail) {
        return Failure.of(TerminationReason.WALL_CLOCK_TIMEOUT, detail);
    }

    /** Answers a request if it is not yet, and ends it in JavaScript: what it has open is rejected. */
    private void cancel(RequestContext request, Failure failure) {
        if (request.phase() == Phase.ENDED) {
            return;
        }
        if (!load.is(request)) {
            failures.failAny(request, failure);
        }
        request.budget.begin(() -> end(request));
        turns.receive(new CallbackMessage.Cancel(request.id, failure.publicMessage()));
        if (request.phase() != Phase.ENDED && !broken) {
            end(request);
            // Another request may have waited for what this one had open.
            lookAfter();
        }
    }

    /** The client has left: what it waited for ends, what was given to waitUntil goes on. */
    void clientLeft(FetchExchange exchange, Failure failure) {
        for (RequestContext request : requests.all()) {
            if (request.exchange() == exchange && request.leave(failure)) {
                LOG.debug("[{}] [{}] The client has left", worker.name(), request.logId());
                turns.receive(new CallbackMessage.ClientLeft(request.id, "The client has left"));
            }
        }
    }

    /** Begins the closing handshake of all sockets, and breaks response streams off. */
    void endOpen(int code, String reason) {
        closeSockets(code, reason);
        for (RequestContext request : requests.all()) {
            if (request.phase() == Phase.STREAMING) {
                cancel(request, Failure.of(TerminationReason.ABORTED, reason));
            }
        }
    }

    /** Begins the closing handshake of all sockets. */
    void closeSockets(int code, String reason) {
        for (RequestContext request : requests.all()) {
            request.operations.closeClientSocket(code, reason);
        }
    }

    /**
     * Gives the context up.
     *
     * @param culprit the request whose turn it was, if any; the others are told that they were stopped
     */
    void breakDown(@Nullable RequestContext culprit, Failure failure) {
        giveUp();
        Failure stopped = Failure.of(TerminationReason.ABORTED, "The context failed under another request: " + failure);
        boolean wasLoading = load.isRunning();
        for (RequestContext request : requests.all()) {
            request.operations.leaveClientSocket(culprit == null ? GOING_AWAY : INTERNAL_ERROR);
            if (!load.is(request)) {
                tellOfBreakdown(request, request == culprit || culprit == null ? failure : stopped);
            }
            forget(request);
        }
        if (wasLoading) {
            load.end();
            observer.loaded(failure);
        }
        observer.broken(failure);
    }

    private void tellOfBreakdown(RequestContext request, Failure failure) {
        if (request.phase() == Phase.DRAINING) {
            failures.backgroundEnded(request, failure);
        } else {
            failures.failAny(request, failure);
        }
    }
}
