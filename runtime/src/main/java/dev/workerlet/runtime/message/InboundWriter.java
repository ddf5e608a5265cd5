package dev.workerlet.runtime.message;

import dev.workerlet.runtime.limits.LimitUse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Writes callback messages into an isolate's inbound buffer, where {@code message/inbound.js} reads them. Confined to
 * the isolate's loop thread.
 *
 * <p>Layout, 32-bit little-endian: type, request id, three parameters; bytes from {@link #BODY_OFFSET}. Text crosses
 * beside the buffer, as the argument of the call into V8: V8 makes one string of it, faster than JavaScript could.
 */
public final class InboundWriter {
    /** Where a body begins. */
    public static final int BODY_OFFSET = 32;

    /** The word behind the four that every message has. */
    private static final int STREAM_OFFSET = 16;

    private static final int FETCH_EVENT = 1;
    private static final int TIMER_FIRED = 2;
    private static final int OPERATION_DONE = 3;
    private static final int OPERATION_FAILED = 4;
    private static final int CANCEL = 5;
    private static final int CALL_DONE = 6;
    private static final int FETCH_DONE = 7;
    private static final int BROADCAST = 9;
    private static final int SOCKET_OPENED = 14;
    private static final int SOCKET_TEXT = 10;
    private static final int SOCKET_BYTES = 11;
    private static final int SOCKET_WRITTEN = 12;
    private static final int SOCKET_CLOSED = 13;
    private static final int STREAM_CHUNK = 15;
    private static final int STREAM_LAST_CHUNK = 16;
    private static final int STREAM_END = 17;
    private static final int STREAM_FAILED = 18;
    private static final int STREAM_READY = 19;
    private static final int STREAM_GONE = 20;
    private static final int CLIENT_LEFT = 21;
    private static final int LIMIT_NEAR = 22;
    /** The body does not fit; JavaScript fetches it by a call. */
    private static final int BODY_BY_CALL = -1;
    /** The body is a stream, whose id stands in the fifth word. */
    private static final int BODY_IS_STREAM = -2;

    private static final byte[] NO_BYTES = {};

    private final ByteBuffer buffer;
    private byte[] pendingBody = NO_BYTES;

    /** A writer into {@code buffer}, which is direct and stays with the isolate. */
    public InboundWriter(ByteBuffer buffer) {
        this.buffer = buffer.order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Writes {@code message}. Returns the text that belongs to it, or null. */
    public @Nullable String write(CallbackMessage message) {
        if (message instanceof CallbackMessage.FetchEvent event) {
            FetchRequest request = event.request();
            putHead(FETCH_EVENT, event.requestId(), 0, putBody(request.body(), event.streamId()));
            return head(request.method(), request.url(), request.headers());
        }
        if (message instanceof CallbackMessage.TimerFired fired) {
            putHead(TIMER_FIRED, fired.requestId(), fired.timerId(), 0);
            return null;
        }
        if (message instanceof CallbackMessage.OperationDone done) {
            FetchResponse response = done.response();
            putHead(OPERATION_DONE, done.requestId(), done.operationId(), putBody(response.body(), done.streamId()));
            return head(Integer.toString(response.status()), "", response.headers());
        }
        if (message instanceof CallbackMessage.FetchDone done) {
            NetworkResponse response = done.response();
            putHead(FETCH_DONE, done.requestId(), done.operationId(), putBody(response.body(), done.streamId()));
            return head(Integer.toString(response.status()), response.statusText(), response.headers());
        }
        if (message instanceof CallbackMessage.Stream stream) {
            return writeStream(stream);
        }
        if (message instanceof CallbackMessage.CallDone done) {
            putHead(CALL_DONE, done.requestId(), done.operationId(), putBody(done.result()));
            return null;
        }
        if (message instanceof CallbackMessage.Broadcast broadcast) {
            putHead(BROADCAST, broadcast.requestId(), broadcast.channelId(), putBody(broadcast.message()));
            return null;
        }
        if (message instanceof CallbackMessage.OperationFailed failed) {
            putHead(OPERATION_FAILED, failed.requestId(), failed.operationId(), 0);
            return failed.errorName() + '\n' + failed.message();
        }
        if (message instanceof CallbackMessage.Socket socket) {
            return writeSocket(socket);
        }
        if (message instanceof CallbackMessage.ClientLeft left) {
            putHead(CLIENT_LEFT, left.requestId(), 0, 0);
            return left.reason();
        }
        if (message instanceof CallbackMessage.LimitNear near) {
            putHead(LIMIT_NEAR, near.requestId(), 0, 0);
            LimitUse use = near.use();
            return use.limit().scriptName() + '\n' + use.used() + '\n' + use.allowed();
        }
        CallbackMessage.Cancel cancel = (CallbackMessage.Cancel) message;
        putHead(CANCEL, cancel.requestId(), 0, 0);
        return cancel.reason();
    }

    private @Nullable String writeSocket(CallbackMessage.Socket message) {
        int requestId = message.requestId();
        int socketId = message.socketId();
        if (message instanceof CallbackMessage.SocketText text) {
            putHead(SOCKET_TEXT, requestId, socketId, 0);
            return text.text();
        }
        if (message instanceof CallbackMessage.SocketBytes bytes) {
            putHead(SOCKET_BYTES, requestId, socketId, putBody(bytes.data()));
            return null;
        }
        if (message instanceof CallbackMessage.SocketWritten written) {
            putHead(SOCKET_WRITTEN, requestId, socketId, written.count());
            return null;
        }
        if (message instanceof CallbackMessage.SocketOpened opened) {
            putHead(SOCKET_OPENED, requestId, socketId, 0);
            return opened.protocol() + '\n' + opened.extensions();
        }
        CallbackMessage.SocketClosed closed = (CallbackMessage.SocketClosed) message;
        putHead(SOCKET_CLOSED, requestId, socketId, closed.code());
        return (closed.isClean() ? "1" : "0") + (closed.isFailed() ? "1" : "0") + closed.reason();
    }

    private @Nullable String writeStream(CallbackMessage.Stream message) {
        int requestId = message.requestId();
        int streamId = message.streamId();
        if (message instanceof CallbackMessage.StreamChunk chunk) {
            putHead(chunk.isLast() ? STREAM_LAST_CHUNK : STREAM_CHUNK, requestId, streamId, putBody(chunk.bytes()));
            return null;
        }
        if (message instanceof CallbackMessage.StreamClosed closed) {
            putHead(closed.failure() == null ? STREAM_END : STREAM_FAILED, requestId, streamId, 0);
            return closed.failure();
        }
        if (message instanceof CallbackMessage.StreamReady ready) {
            putHead(STREAM_READY, requestId, streamId, ready.bytes());
            buffer.putInt(STREAM_OFFSET, ready.chunks());
            return null;
        }
        CallbackMessage.StreamGone gone = (CallbackMessage.StreamGone) message;
        putHead(STREAM_GONE, requestId, streamId, 0);
        return gone.reason();
    }

    /** The body that did not fit into the buffer; handed out once. */
    public byte[] takeBody() {
        byte[] body = pendingBody;
        pendingBody = NO_BYTES;
        return body;
    }

    private void putHead(int type, int requestId, int parameter, int bodyLength) {
        buffer.putInt(0, type);
        buffer.putInt(4, requestId);
        buffer.putInt(8, parameter);
        buffer.putInt(12, bodyLength);
    }

    private int putBody(Body body, int streamId) {
        if (body instanceof Body.Bytes inMemory) {
            return putBody(inMemory.bytes());
        }
        buffer.putInt(STREAM_OFFSET, streamId);
        return BODY_IS_STREAM;
    }

    private int putBody(byte[] body) {
        if (body.length > buffer.capacity() - BODY_OFFSET) {
            pendingBody = body;
            return BODY_BY_CALL;
        }
        buffer.put(BODY_OFFSET, body);
        return body.length;
    }

    /** First and second line, then a line each for names and values. */
    private static String head(String first, String second, HeaderList headers) {
        StringBuilder head = new StringBuilder(64 + second.length() + 40 * headers.size());
        head.append(first).append('\n').append(line(second));
        for (int i = 0; i < headers.size(); i++) {
            head.append('\n').append(line(headers.name(i))).append('\n').append(line(headers.value(i)));
        }
        return head.toString();
    }

    /** What comes from HTTP has no line feed, but what Java gives may have: it would begin another header. */
    private static String line(String text) {
        return text.indexOf('\n') < 0 ? text : text.replace('\n', ' ');
    }
}
