package dev.workerlet.runtime.scheduler;

import dev.workerlet.runtime.body.BodyCollector;
import dev.workerlet.runtime.body.ChunkSource;
import dev.workerlet.runtime.body.HeldBodies;
import dev.workerlet.runtime.eventloop.EventLoop;
import dev.workerlet.runtime.eventloop.TurnTarget;
import dev.workerlet.runtime.limits.StreamLimits;
import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.BodyChunk;
import dev.workerlet.runtime.message.CallbackMessage;
import dev.workerlet.runtime.message.SchedulerMessage;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The streams that cross between one request's JavaScript and the host. Confined to the loop's thread. */
public final class RequestStreams {
    private static final String ENDED = "The request has ended";

    private final int requestId;
    private final RequestOperations operations;
    private final EventLoop loop;
    private final TurnTarget target;
    private final StreamLimits bounds;
    private final HeldBodies.Share held;
    private final Map<Integer, IncomingStream> incoming = new HashMap<>();
    private final Map<Integer, OutgoingStream> outgoing = new HashMap<>();
    private int lastId;

    RequestStreams(
            int requestId,
            RequestOperations operations,
            EventLoop loop,
            TurnTarget target,
            StreamLimits bounds,
            HeldBodies.Share held) {
        this.requestId = requestId;
        this.operations = operations;
        this.loop = loop;
        this.target = target;
        this.bounds = bounds;
        this.held = held;
    }

    /**
     * Gives JavaScript a body by an id; 0 where it is in memory.
     *
     * @param gatherLimit how much of it may be gathered in memory
     */
    public int open(Body body, GatherLimit gatherLimit) {
        if (!(body instanceof Body.Stream stream)) {
            return CallbackMessage.NO_STREAM;
        }
        int id = ++lastId;
        IncomingStream.Owner owner =
                new IncomingStream.Owner(requestId, loop, target, bounds.chunks(), bounds.bytes(), gatherLimit, held);
        incoming.put(id, new IncomingStream(id, stream, owner));
        return id;
    }

    /** A body that the script will write. */
    public OutgoingStream write(int streamId) {
        OutgoingStream stream =
                new OutgoingStream(requestId, streamId, loop, target, bounds.chunks(), bounds.bytes(), held.account());
        outgoing.put(streamId, stream);
        return stream;
    }

    /** A stream that the script writes, or null where it is over. */
    public @Nullable OutgoingStream outgoing(int streamId) {
        return outgoing.get(streamId);
    }

    /** Takes a stream of the host's away from JavaScript. */
    public Body handOn(int streamId) {
        IncomingStream stream = incoming.get(streamId);
        return stream == null || stream.isOver() ? ChunkSource.failed(ENDED) : stream.handOn();
    }

    /**
     * Does what JavaScript asked for.
     *
     * @return the stream that has been written and is to be published after the turn, or null
     */
    public @Nullable OutgoingStream take(SchedulerMessage.Stream message) {
        if (message instanceof SchedulerMessage.StreamWrite write) {
            OutgoingStream stream = outgoing.get(write.streamId());
            if (stream != null) {
                stream.write(write.bytes());
            }
            return stream;
        }
        if (message instanceof SchedulerMessage.StreamEnd end) {
            OutgoingStream stream = outgoing.remove(end.streamId());
            if (stream != null) {
                stream.end(end.failure() == null ? BodyChunk.END : new BodyChunk.Failed(end.failure()));
            }
            return stream;
        }
        IncomingStream stream = incoming.get(message.streamId());
        if (stream == null) {
            return null;
        }
        if (message instanceof SchedulerMessage.StreamPull) {
            stream.pull();
        } else if (message instanceof SchedulerMessage.StreamCancel cancel) {
            incoming.remove(cancel.streamId());
            stream.cancel(cancel.reason());
        } else if (message instanceof SchedulerMessage.StreamCollect collect) {
            collect(collect, stream);
        }
        return null;
    }

    private void collect(SchedulerMessage.StreamCollect message, IncomingStream stream) {
        int operationId = message.operationId();
        operations.begin(operationId, () -> stream.cancel(ENDED));
        stream.collect(new BodyCollector.Receiver() {
            @Override
            public void collected(byte[] bytes) {
                answer(new CallbackMessage.CallDone(requestId, operationId, bytes));
            }

            @Override
            public void tooLarge(long limitBytes) {
                fail(stream.gatherLimit().errorName(), stream.gatherLimit().message());
            }

            @Override
            public void noRoom(String reason) {
                fail(CallbackMessage.OperationFailed.NO_ROOM, reason);
            }

            @Override
            public void failed(String reason) {
                fail(CallbackMessage.OperationFailed.TYPE_ERROR, reason);
            }

            private void fail(String errorName, String text) {
                answer(new CallbackMessage.OperationFailed(requestId, operationId, errorName, text));
            }

            private void answer(CallbackMessage message) {
                operations.onLoop(() -> {
                    stream.end();
                    operations.answerNow(operationId, message);
                });
            }
        });
    }

    /** Whether a stream is open that will lead to another turn, or on which somebody outside waits. */
    boolean hasPending() {
        return !outgoing.isEmpty() || incoming.values().stream().anyMatch(IncomingStream::isAwaited);
    }

    /** Streams that are open on either side. */
    public int open() {
        int open = outgoing.size();
        for (IncomingStream stream : incoming.values()) {
            open += stream.isOver() ? 0 : 1;
        }
        return open;
    }

    /** The request has ended: what was not handed on is cancelled, what is not written to its end has failed. */
    void endAll() {
        incoming.values().forEach(stream -> stream.leave(ENDED));
        incoming.clear();
        fail(ENDED);
    }

    /** The script writes nothing further. */
    private void fail(String reason) {
        outgoing.values().forEach(stream -> {
            stream.end(new BodyChunk.Failed(reason));
            stream.publish();
        });
        outgoing.clear();
    }
}
