package dev.workerlet.runtime.message;

import dev.workerlet.runtime.limits.LimitUse;
import org.jspecify.annotations.Nullable;

/** What the host tells JavaScript: one message is one turn, billed to the request it names. */
public sealed interface CallbackMessage {
    /** The request whose turn this is. */
    int requestId();

    /** {@code streamId} of a message whose body is in memory. */
    int NO_STREAM = 0;

    /** A request arrived; its body, where it is a stream, is known to JavaScript by {@code streamId}. */
    record FetchEvent(int requestId, FetchRequest request, int streamId) implements CallbackMessage {}

    /** A timer is due. */
    record TimerFired(int requestId, int timerId) implements CallbackMessage {}

    /** An operation that answers with a response has its answer. */
    record OperationDone(int requestId, int operationId, FetchResponse response, int streamId)
            implements CallbackMessage {}

    /** An operation that was asked for by {@link SchedulerMessage.Call} has its answer. The array is not copied. */
    record CallDone(int requestId, int operationId, byte[] result) implements CallbackMessage {}

    /** A {@link SchedulerMessage.Fetch} has its answer. */
    record FetchDone(int requestId, int operationId, NetworkResponse response, int streamId)
            implements CallbackMessage {}

    /**
     * An operation has no answer: its promise is rejected.
     *
     * @param errorName one of the constants below, or the name of a DOMException
     * @param message the error's message
     */
    record OperationFailed(int requestId, int operationId, String errorName, String message)
            implements CallbackMessage {
        /** {@link #errorName} of a TypeError. */
        public static final String TYPE_ERROR = "TypeError";

        /** {@link #errorName} of a TypeError that says that the event may ask the network no more. */
        public static final String REFUSED = "Refused";

        /** {@link #errorName} where a body is too large to be kept in memory. */
        public static final String BODY_TOO_LARGE = "BodyTooLarge";

        /** {@link #errorName} of a TypeError that says that the host has no room for a body now. */
        public static final String NO_ROOM = "NoRoom";
    }

    /**
     * A message that another isolate posted reaches a channel, which may be closed by now. The array is not copied, and
     * other channels have it too.
     */
    record Broadcast(int requestId, int channelId, byte[] message) implements CallbackMessage {}

    /** Something has happened to a WebSocket, which {@link SchedulerMessage.Socket} names by the same id. */
    sealed interface Socket extends CallbackMessage {
        /** The socket. */
        int socketId();
    }

    /** The handshake is done; the texts are what the server has chosen, empty for nothing. */
    record SocketOpened(int requestId, int socketId, String protocol, String extensions) implements Socket {}

    /** A text message arrived. */
    record SocketText(int requestId, int socketId, String text) implements Socket {}

    /** A binary message arrived. The array is not copied. */
    record SocketBytes(int requestId, int socketId, byte[] data) implements Socket {}

    /** So many more bytes of messages have been written to the network. */
    record SocketWritten(int requestId, int socketId, int count) implements Socket {}

    /**
     * The connection is over; nothing further comes.
     *
     * @param code what the server gave, 1005 where it gave none, 1006 where there was no closing handshake
     * @param isClean whether the closing handshake was done
     * @param isFailed whether listeners hear of an error first
     */
    record SocketClosed(int requestId, int socketId, int code, String reason, boolean isClean, boolean isFailed)
            implements Socket {}

    /** A stream that the host feeds, or one that it reads, has news; ids of the two kinds are apart. */
    sealed interface Stream extends CallbackMessage {
        /** The stream. */
        int streamId();
    }

    /** What a {@link SchedulerMessage.StreamPull} asked for. The array is not copied. */
    record StreamChunk(int requestId, int streamId, byte[] bytes, boolean isLast) implements Stream {}

    /** A stream of the host's is over: with its end, or, where there is a reason, with a failure. */
    record StreamClosed(
            int requestId, int streamId, @Nullable String failure) implements Stream {}

    /** A stream of the script's has room again: so much of it has been taken since the last time. */
    record StreamReady(int requestId, int streamId, int chunks, int bytes) implements Stream {}

    /** Nobody reads a stream of the script's any more. */
    record StreamGone(int requestId, int streamId, String reason) implements Stream {}

    /** The client has left: its request's signal aborts, and what it waited for ends. */
    record ClientLeft(int requestId, String reason) implements CallbackMessage {}

    /** The event has used most of what a limit allows; the script has asked to hear of it. */
    record LimitNear(int requestId, LimitUse use) implements CallbackMessage {}

    /** The request has ended: what it left open is rejected with an AbortError, its signal aborts. */
    record Cancel(int requestId, String reason) implements CallbackMessage {}
}
