package dev.workerlet.runtime.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What JavaScript asks of the host during a turn. */
public sealed interface SchedulerMessage {
    /** The request in whose continuation it was asked. */
    int requestId();

    /** Sets a timer; {@code timerId} is unique for the life of the isolate. */
    record SetTimer(int requestId, int timerId, int delayMillis, boolean repeat) implements SchedulerMessage {}

    /** Clears a timer; unknown ids are no error. */
    record ClearTimer(int requestId, int timerId) implements SchedulerMessage {}

    /** A console line. */
    record Log(int requestId, int level, String text) implements SchedulerMessage {
        /** {@link #level} of console.error. */
        public static final int ERROR = 0;
        /** {@link #level} of console.warn. */
        public static final int WARN = 1;
        /** {@link #level} of console.log and console.info. */
        public static final int INFO = 2;
        /** {@link #level} of console.debug. */
        public static final int DEBUG = 3;
    }

    /** A body as JavaScript names it. */
    sealed interface OutboundBody {}

    /** Bytes, which are not copied. */
    record InMemory(byte[] bytes) implements OutboundBody {}

    /** A stream that the script will write to, of the message's own request; {@code streamId} is JavaScript's. */
    record Written(int streamId) implements OutboundBody {}

    /** A stream of the host's that the script has not touched: it goes where the message goes, past V8. */
    record PassedOn(int ownerRequestId, int streamId) implements OutboundBody {}

    /** A request that JavaScript makes. */
    record OutboundRequest(String method, String url, HeaderList headers, OutboundBody body) {}

    /** The response to the request's fetch event. */
    record Respond(int requestId, int status, HeaderList headers, OutboundBody body) implements SchedulerMessage {}

    /** Asks what stands behind the worker; {@code request} is null where the event's own is passed on. */
    record Next(int requestId, int operationId, @Nullable OutboundRequest request) implements SchedulerMessage {}

    /**
     * Asks for an operation of the host that runs off the loop. The arrays are not copied.
     *
     * @param name which operation, such as {@code crypto.sign}
     * @param texts its text arguments
     * @param blobs its byte arguments
     */
    record Call(int requestId, int operationId, String name, List<String> texts, List<byte[]> blobs)
            implements SchedulerMessage {}

    /**
     * Asks for a response from the network. The request's URL is http or https, with neither credentials nor a fragment.
     * Answered by {@link CallbackMessage.FetchDone}.
     */
    record Fetch(int requestId, int operationId, OutboundRequest request) implements SchedulerMessage {}

    /**
     * Asks another worker for a response. Answered as a {@link Fetch} is.
     *
     * @param service what the worker is called in {@code env}
     */
    record CallService(int requestId, int operationId, String service, OutboundRequest request)
            implements SchedulerMessage {}

    /** Nobody waits for an operation any more: it is ended, and not answered. Unknown ids are no error. */
    record CancelOperation(int requestId, int operationId) implements SchedulerMessage {}

    /** Something a script does with a stream. */
    sealed interface Stream extends SchedulerMessage {
        /** The stream; the host's ids for those that it feeds, JavaScript's for those that it reads. */
        int streamId();
    }

    /** Asks for the next piece of a stream of the host's, answered by a StreamChunk or StreamClosed. */
    record StreamPull(int requestId, int streamId) implements Stream {}

    /** Asks for all of a stream of the host's, answered as a {@link Call} is. */
    record StreamCollect(int requestId, int streamId, int operationId) implements Stream {}

    /** Nobody wants a stream of the host's any more. */
    record StreamCancel(int requestId, int streamId, String reason) implements Stream {}

    /** A piece of a stream of the script's. The array is not copied. */
    record StreamWrite(int requestId, int streamId, byte[] bytes) implements Stream {}

    /** A stream of the script's is over: with its end, or, where there is a reason, with a failure. */
    record StreamEnd(int requestId, int streamId, @Nullable String failure) implements Stream {}

    /** A broadcast channel is open; {@code channelId} is unique for the life of the isolate. */
    record OpenChannel(int requestId, int channelId, String name) implements SchedulerMessage {}

    /** A broadcast channel is closed; unknown ids are no error. */
    record CloseChannel(int requestId, int channelId) implements SchedulerMessage {}

    /**
     * A message for the broadcast channels of that name in other isolates of the owner. The array is not copied.
     *
     * @param message what {@code web/structured-clone/serializer.js} has made
     */
    record PostBroadcast(int requestId, String name, byte[] message) implements SchedulerMessage {}

    /** Something a script does with a WebSocket. Ids are unique among those of operations. */
    sealed interface Socket extends SchedulerMessage {
        /** The socket. */
        int socketId();
    }

    /**
     * Opens a connection, answered by {@link CallbackMessage.Socket}s.
     *
     * @param url a ws or wss URL, with neither credentials nor a fragment
     * @param authorization value of the Authorization header, empty for none
     * @param protocols subprotocols that are offered
     */
    record SocketConnect(int requestId, int socketId, String url, String authorization, List<String> protocols)
            implements Socket {}

    /**
     * Answers the request's fetch event with a WebSocket: the script's end becomes the client's connection.
     *
     * @param isAccepted whether the script takes messages already; a {@link SocketAccept} follows otherwise
     */
    record SocketUpgrade(int requestId, int socketId, boolean isAccepted, HeaderList headers) implements Socket {}

    /** The script takes messages from now on. */
    record SocketAccept(int requestId, int socketId) implements Socket {}

    /** Sends a message, of UTF-8 where it is text. The array is not copied. */
    record SocketSend(int requestId, int socketId, boolean isText, byte[] data) implements Socket {}

    /** Begins the closing handshake, with a code of 0 for none; or fails the connection, {@link #FAIL}. */
    record SocketClose(int requestId, int socketId, int code, String reason) implements Socket {
        /** A {@link #code} that asks for no handshake: the connection is over. */
        public static final int FAIL = -1;
    }

    /** The script wants to hear of limits that its event is near, by {@link CallbackMessage.LimitNear}, or no more. */
    record ListenToLimits(int requestId, boolean isListening) implements SchedulerMessage {}

    /** The event can't be answered by the script. */
    record Failed(int requestId, Kind kind, boolean passThrough, String text) implements SchedulerMessage {
        /** What went wrong. */
        public enum Kind {
            /** The handler threw or its promise was rejected; the text is the error with its stack. */
            EXCEPTION,
            /** The worker has no handler for the event. */
            NO_HANDLER,
            /** The handler ended without a Response; the text says what it gave instead. */
            NO_RESPONSE,
            /** The handler wanted more of the request's body in memory than it may have, and did nothing about it. */
            BODY_TOO_LARGE,
            /** The host had no room for a body that the handler wanted in memory, and the handler did nothing about it. */
            NO_ROOM
        }
    }

    /** Nothing of the event is left in JavaScript: its handler and all its waitUntil promises have settled. */
    record Done(int requestId) implements SchedulerMessage {}
}
