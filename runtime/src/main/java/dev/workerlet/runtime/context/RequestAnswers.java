package dev.workerlet.runtime.context;

import dev.workerlet.runtime.body.HeldBodies;
import dev.workerlet.runtime.context.RequestContext.Phase;
import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.limits.Limit;
import dev.workerlet.runtime.limits.Refusal;
import dev.workerlet.runtime.limits.TerminationReason;
import dev.workerlet.runtime.limits.WorkerLimits;
import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.FetchResponse;
import dev.workerlet.runtime.message.SchedulerMessage;
import dev.workerlet.runtime.message.SocketUpgrade;
import dev.workerlet.runtime.scheduler.OutgoingStream;
import dev.workerlet.runtime.scheduler.Scheduler;
import java.util.ArrayList;
import java.util.List;

/**
 * What a worker answers its requests with: a response, a WebSocket, or a failure. Confined to the loop's thread.
 *
 * <p>A response whose body the script writes is given when the turn is over: one that is complete by then goes as a whole.
 */
final class RequestAnswers {
    /** Clients that read slowly may take minutes; most do not. */
    private static final int RETRY_SECONDS = 1;

    private final WorkerLimits limits;
    private final HeldBodies.Share held;
    private final Scheduler scheduler;
    private final StackMapper stacks;
    private final OutboundBodies bodies;
    private final RequestSet requests;
    private final RequestLifecycle lifecycle;
    private final RequestFailures failures;
    /** Requests whose response the running turn has opened as a stream. */
    private final List<RequestContext> opened = new ArrayList<>();

    RequestAnswers(
            WorkerLimits limits,
            HeldBodies.Share held,
            Scheduler scheduler,
            StackMapper stacks,
            OutboundBodies bodies,
            RequestSet requests,
            RequestLifecycle lifecycle,
            RequestFailures failures) {
        this.limits = limits;
        this.held = held;
        this.scheduler = scheduler;
        this.stacks = stacks;
        this.bodies = bodies;
        this.requests = requests;
        this.lifecycle = lifecycle;
        this.failures = failures;
    }

    /** Answers with a response, at once or when the turn is over. A second answer is none. */
    void respond(RequestContext request, SchedulerMessage.Respond message) {
        if (request.phase() != Phase.ANSWERING) {
            return;
        }
        Body body = bodies.body(request, message.body());
        FetchResponse response = new FetchResponse(message.status(), message.headers(), body);
        if (message.body() instanceof SchedulerMessage.Written written) {
            // The head waits for the turn's end: by then all of the body may be here, or have failed.
            request.answerLater(response, request.operations.streams().outgoing(written.streamId()));
            opened.add(request);
        } else {
            respondInMemory(request, response);
        }
    }

    /** The body is in memory, or flows past this context. */
    private void respondInMemory(RequestContext request, FetchResponse response) {
        long length = response.body() instanceof Body.Bytes bytes ? bytes.lengthBytes() : 0;
        if (length > limits.responseBodyBytes()) {
            failures.reached(request, Limit.RESPONSE_BODY);
            failures.fail(
                    request,
                    Failure.of(
                            TerminationReason.EXCEPTION,
                            "The response has " + length + " bytes in memory, response-body-limit is "
                                    + limits.responseBodyBytes() + "; a stream has no limit"));
        } else if (length >= HeldBodies.SMALLEST_BYTES
                && request.exchange().holdsBodies()
                && response.body() instanceof Body.Bytes bytes) {
            respondHeld(request, response, bytes);
        } else {
            request.respond(response);
        }
    }

    /** The body stays in the Java heap until a client has read it. */
    private void respondHeld(RequestContext request, FetchResponse response, Body.Bytes bytes) {
        Body body = held.hold(bytes);
        if (body == null) {
            failures.fail(request, noRoom("The response has " + bytes.lengthBytes() + " bytes in memory"));
        } else {
            request.respond(new FetchResponse(response.status(), response.headers(), body));
        }
    }

    private Failure noRoom(String what) {
        return Failure.overloaded(
                Refusal.MEMORY,
                RETRY_SECONDS,
                what + ", and clients have " + held.heldBytesOfAll()
                        + " bytes still to read: there is no room for more");
    }

    /** Answers with a WebSocket, or refuses it where the client did not ask for one. */
    void upgrade(RequestContext request, SchedulerMessage.SocketUpgrade message) {
        if (request.phase() != Phase.ANSWERING) {
            scheduler.refuseSocket(message, request.operations);
            return;
        }
        String mistake = SocketUpgrade.mistake(message.headers(), request.request());
        if (mistake == null) {
            scheduler.hostSocket(
                    message,
                    request.operations,
                    listener -> request.upgrade(new SocketUpgrade(message.headers(), listener, limits.socket())));
            lifecycle.flow(request);
            requests.noteSocketOpened();
        } else {
            scheduler.refuseSocket(message, request.operations);
            failures.fail(request, Failure.of(TerminationReason.EXCEPTION, mistake));
        }
    }

    /** Answers with a failure, or lets what stands behind the worker answer. */
    void fail(RequestContext request, SchedulerMessage.Failed message) {
        String text = stacks.map(message.text());
        Failure failure = switch (message.kind()) {
            case NO_HANDLER -> Failure.noHandler(text);
            case BODY_TOO_LARGE -> Failure.bodyTooLarge(text);
            case NO_ROOM -> Failure.overloaded(Refusal.MEMORY, RETRY_SECONDS, text);
            case EXCEPTION, NO_RESPONSE -> Failure.of(TerminationReason.EXCEPTION, text);
        };
        if (message.kind() == SchedulerMessage.Failed.Kind.BODY_TOO_LARGE) {
            failures.reached(request, Limit.REQUEST_BODY);
        }
        boolean mayPassThrough = request.phase() == Phase.ANSWERING && message.passThrough();
        if (mayPassThrough && request.exchange().hasNext()) {
            failures.report(request, failure);
            request.passThrough(failure);
        } else {
            failures.fail(request, failure);
        }
    }

    /** Gives the responses that the turn has opened as streams. After the turn. */
    void publish() {
        opened.forEach(this::publish);
        opened.clear();
    }

    /** Gives the request's response, if it was opened as a stream and not given yet. */
    void publish(RequestContext request) {
        OutgoingStream stream = request.responseStream();
        if (request.phase() != Phase.ANSWERING || stream == null) {
            return;
        }
        String failure = stream.earlyFailure();
        byte[] whole = stream.takeWhole();
        if (failure != null) {
            failures.fail(request, Failure.of(TerminationReason.EXCEPTION, stacks.map(failure)));
        } else if (whole != null) {
            respondInMemory(request, request.head(new Body.Bytes(whole)));
        } else if (request.exchange().holdsBodies() && held.isFull()) {
            stream.cancel("The server is overloaded");
            failures.fail(request, noRoom("The response is a stream"));
        } else {
            request.respondStreaming();
            lifecycle.flow(request);
        }
    }
}
