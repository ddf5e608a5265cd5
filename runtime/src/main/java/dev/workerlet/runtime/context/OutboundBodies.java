package dev.workerlet.runtime.context;

import dev.workerlet.runtime.body.ChunkSource;
import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.FetchRequest;
import dev.workerlet.runtime.message.SchedulerMessage;
import dev.workerlet.runtime.scheduler.OutgoingStream;

/** Makes bodies and requests of what JavaScript names them by. Confined to the loop's thread. */
final class OutboundBodies {
    private final RequestSet requests;

    /** @param requests those whose streams a body may be */
    OutboundBodies(RequestSet requests) {
        this.requests = requests;
    }

    /** A request that {@code request} has made. */
    FetchRequest request(RequestContext request, SchedulerMessage.OutboundRequest made) {
        return new FetchRequest(made.method(), made.url(), made.headers(), body(request, made.body()));
    }

    /** What goes to what stands behind the worker: a request that it has made, or the event's own. */
    FetchRequest requestToPassOn(RequestContext request, SchedulerMessage.Next next) {
        if (next.request() != null) {
            return request(request, next.request());
        }
        FetchRequest own = request.request();
        return own.body() instanceof Body.Stream
                ? own.withBody(request.operations.streams().handOn(request.bodyStreamId))
                : own;
    }

    /** A body of something that {@code request} has made. */
    Body body(RequestContext request, SchedulerMessage.OutboundBody named) {
        if (named instanceof SchedulerMessage.InMemory memory) {
            return memory.bytes().length == 0 ? Body.NONE : new Body.Bytes(memory.bytes());
        }
        if (named instanceof SchedulerMessage.Written opened) {
            OutgoingStream stream = request.operations.streams().write(opened.streamId());
            return new Body.Stream(stream, Body.UNKNOWN_LENGTH);
        }
        SchedulerMessage.PassedOn passed = (SchedulerMessage.PassedOn) named;
        RequestContext owner = requests.find(passed.ownerRequestId());
        return owner == null
                ? ChunkSource.failed("The request that the body belongs to has ended")
                : owner.operations.streams().handOn(passed.streamId());
    }
}
