package dev.workerlet.runtime.binding.service;

import dev.workerlet.runtime.context.EventDispatcher;
import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.limits.TerminationReason;
import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.FetchExchange;
import dev.workerlet.runtime.message.FetchRequest;
import dev.workerlet.runtime.message.FetchResponse;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The event of a worker that another one calls: its answer goes back to the caller, whose facts of the request it shares.
 * Thread-safe; the first of answer, failure and abort counts.
 */
final class ServiceExchange implements FetchExchange {
    private static final String NOBODY_WAITS = "The caller no longer waits";

    private final String name;
    private final FetchExchange caller;
    private final FetchRequest request;
    private final NextCallback answer;
    private final EventDispatcher events;
    private final AtomicBoolean isOver = new AtomicBoolean();

    ServiceExchange(
            String name, FetchExchange caller, FetchRequest request, NextCallback answer, EventDispatcher events) {
        this.name = name;
        this.caller = caller;
        this.request = request;
        this.answer = answer;
        this.events = events;
    }

    @Override
    public void respond(FetchResponse response) {
        if (!isOver.compareAndSet(false, true)) {
            response.body().cancel(NOBODY_WAITS);
        } else if (response.body() instanceof Body.Stream stream) {
            String failure = "the worker behind env." + name + " broke its response off";
            CalledBody body = new CalledBody(stream.source(), failure, () -> events.abort(this));
            answer.responded(new FetchResponse(
                    response.status(), response.headers(), new Body.Stream(body, stream.lengthBytes())));
        } else {
            answer.responded(response);
        }
    }

    /** What the other worker is asked. */
    FetchRequest request() {
        if (!(request.body() instanceof Body.Stream stream)) {
            return request;
        }
        CalledBody body = new CalledBody(stream.source(), "the caller broke the request's body off", () -> {});
        return request.withBody(new Body.Stream(body, stream.lengthBytes()));
    }

    /** The caller hears the line that a client would, never what the script has said: it may be another owner's. */
    @Override
    public void fail(Failure failure) {
        String why = failure.reason() == TerminationReason.OVERLOADED && failure.detail() != null
                ? failure.publicMessage() + " (" + failure.detail() + ")"
                : failure.publicMessage();
        refuse("the worker behind env." + name + " gave no response: " + why);
    }

    /** Ends the call without an answer. */
    void refuse(String reason) {
        if (isOver.compareAndSet(false, true)) {
            request.body().cancel(reason);
            answer.failed(reason);
        }
    }

    /** Nobody waits for the answer any more. A response that is here already has its own way to end. */
    void abort() {
        if (isOver.compareAndSet(false, true)) {
            request.body().cancel(NOBODY_WAITS);
            answer.failed(NOBODY_WAITS);
            events.abort(this);
        }
    }

    @Override
    public String hostFactsJson() {
        return caller.hostFactsJson();
    }

    @Override
    public boolean isUserInRole(String role) {
        return caller.isUserInRole(role);
    }
}
