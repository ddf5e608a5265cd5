package dev.workerlet.runtime.message;

import dev.workerlet.runtime.message.SchedulerMessage.Failed;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the scheduler messages that {@code message/outbound.js} left in an isolate's outbound buffer. Confined to the
 * isolate's loop thread.
 *
 * <p>The buffer's first 32-bit word is the end of the messages. Each begins with its type and its request id; strings
 * and bytes carry a word with their kind and length, and are padded to four bytes. What was too long to copy into the
 * buffer crossed by a call and is named by its slot. A script can't reach the buffer, but lengths are checked all the
 * same: a wrong one must be an exception, never a crash.
 */
public final class OutboundReader {
    /** Where messages begin. */
    public static final int START_OFFSET = 8;

    private static final int SET_TIMER = 1;
    private static final int CLEAR_TIMER = 2;
    private static final int LOG = 3;
    private static final int RESPOND = 4;
    private static final int NEXT = 5;
    private static final int FAILED = 6;
    private static final int DONE = 7;
    private static final int CALL = 8;
    private static final int FETCH = 9;
    private static final int CANCEL_OPERATION = 10;
    private static final int OPEN_CHANNEL = 11;
    private static final int CLOSE_CHANNEL = 12;
    private static final int POST_BROADCAST = 13;
    private static final int SOCKET_CONNECT = 14;
    private static final int SOCKET_SEND = 15;
    private static final int SOCKET_CLOSE = 16;
    private static final int STREAM_PULL = 17;
    private static final int STREAM_COLLECT = 18;
    private static final int STREAM_CANCEL = 19;
    private static final int STREAM_WRITE = 20;
    private static final int STREAM_END = 21;
    private static final int STREAM_FAIL = 22;
    private static final int CALL_SERVICE = 23;
    private static final int LISTEN_TO_LIMITS = 24;

    private static final int SOCKET_UPGRADE = 30;
    private static final int SOCKET_ACCEPT = 31;

    private static final int KIND_BITS = 3;
    private static final int KIND_MASK = 7;
    private static final int LATIN1 = 0;
    private static final int UTF16 = 1;
    private static final int STRING_SLOT = 2;
    private static final int BYTES = 3;
    private static final int BYTES_SLOT = 4;
    private static final int STREAM_WRITTEN = 5;
    private static final int STREAM_PASSED_ON = 6;

    private static final Failed.Kind[] FAILURE_KINDS = Failed.Kind.values();

    private final ByteBuffer buffer;
    private final List<Object> slots = new ArrayList<>();

    /** A reader of {@code buffer}, which is direct and stays with the isolate. */
    public OutboundReader(ByteBuffer buffer) {
        this.buffer = buffer.order(ByteOrder.LITTLE_ENDIAN);
        reset();
    }

    /** Whether JavaScript left anything. */
    public boolean hasMessages() {
        return buffer.getInt(0) > START_OFFSET;
    }

    /** Keeps a string that is too long for the buffer until the next {@link #drainTo}. Returns its slot. */
    public int putString(String value) {
        slots.add(value);
        return slots.size() - 1;
    }

    /** Keeps bytes that are too long for the buffer until the next {@link #drainTo}. Returns their slot. */
    public int putBytes(byte[] value) {
        slots.add(value);
        return slots.size() - 1;
    }

    /**
     * Adds all messages to {@code messages} in order, and empties the buffer.
     *
     * @throws IllegalStateException where something else than messages is in the buffer, which is empty then as well
     */
    public void drainTo(List<SchedulerMessage> messages) {
        int end = buffer.getInt(0);
        try {
            if (end < START_OFFSET || end > buffer.capacity()) {
                throw new IllegalStateException("The outbound buffer ends at " + end + " of " + buffer.capacity());
            }
            buffer.limit(end).position(START_OFFSET);
            while (buffer.hasRemaining()) {
                messages.add(readMessage());
            }
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IllegalStateException("No message at " + buffer.position() + " of " + end, e);
        } finally {
            buffer.clear();
            reset();
        }
    }

    /** Drops what is there. */
    public void reset() {
        buffer.putInt(0, START_OFFSET);
        slots.clear();
    }

    private SchedulerMessage readMessage() {
        int type = buffer.getInt();
        int requestId = buffer.getInt();
        switch (type) {
            case SET_TIMER:
                return new SchedulerMessage.SetTimer(requestId, buffer.getInt(), buffer.getInt(), readFlag());
            case CLEAR_TIMER:
                return new SchedulerMessage.ClearTimer(requestId, buffer.getInt());
            case LOG:
                return new SchedulerMessage.Log(requestId, buffer.getInt(), readString());
            case RESPOND:
                return new SchedulerMessage.Respond(requestId, buffer.getInt(), readHeaders(), readBody());
            case NEXT:
                return new SchedulerMessage.Next(requestId, buffer.getInt(), readFlag() ? readRequest() : null);
            case FAILED:
                return new Failed(requestId, FAILURE_KINDS[buffer.getInt()], readFlag(), readString());
            case DONE:
                return new SchedulerMessage.Done(requestId);
            case CALL:
                return new SchedulerMessage.Call(
                        requestId,
                        buffer.getInt(),
                        readString(),
                        readList(this::readString),
                        readList(this::readBytes));
            case FETCH:
                return new SchedulerMessage.Fetch(requestId, buffer.getInt(), readRequest());
            case CALL_SERVICE:
                return new SchedulerMessage.CallService(requestId, buffer.getInt(), readString(), readRequest());
            case CANCEL_OPERATION:
                return new SchedulerMessage.CancelOperation(requestId, buffer.getInt());
            case OPEN_CHANNEL:
                return new SchedulerMessage.OpenChannel(requestId, buffer.getInt(), readString());
            case CLOSE_CHANNEL:
                return new SchedulerMessage.CloseChannel(requestId, buffer.getInt());
            case POST_BROADCAST:
                return new SchedulerMessage.PostBroadcast(requestId, readString(), readBytes());
            case SOCKET_CONNECT:
                return new SchedulerMessage.SocketConnect(
                        requestId, buffer.getInt(), readString(), readString(), readList(this::readString));
            case SOCKET_SEND:
                return new SchedulerMessage.SocketSend(requestId, buffer.getInt(), readFlag(), readBytes());
            case SOCKET_CLOSE:
                return new SchedulerMessage.SocketClose(requestId, buffer.getInt(), buffer.getInt(), readString());
            case SOCKET_UPGRADE:
                return new SchedulerMessage.SocketUpgrade(requestId, buffer.getInt(), readFlag(), readHeaders());
            case SOCKET_ACCEPT:
                return new SchedulerMessage.SocketAccept(requestId, buffer.getInt());
            case LISTEN_TO_LIMITS:
                return new SchedulerMessage.ListenToLimits(requestId, readFlag());
            case STREAM_PULL, STREAM_COLLECT, STREAM_CANCEL, STREAM_WRITE, STREAM_END, STREAM_FAIL:
                return readStreamMessage(type, requestId, buffer.getInt());
            default:
                throw new IllegalStateException("Unknown scheduler message type " + type);
        }
    }

    private SchedulerMessage readStreamMessage(int type, int requestId, int streamId) {
        switch (type) {
            case STREAM_PULL:
                return new SchedulerMessage.StreamPull(requestId, streamId);
            case STREAM_COLLECT:
                return new SchedulerMessage.StreamCollect(requestId, streamId, buffer.getInt());
            case STREAM_CANCEL:
                return new SchedulerMessage.StreamCancel(requestId, streamId, readString());
            case STREAM_WRITE:
                return new SchedulerMessage.StreamWrite(requestId, streamId, readBytes());
            case STREAM_END:
                return new SchedulerMessage.StreamEnd(requestId, streamId, null);
            default:
                return new SchedulerMessage.StreamEnd(requestId, streamId, readString());
        }
    }

    private SchedulerMessage.OutboundRequest readRequest() {
        String method = readString();
        String url = readString();
        HeaderList headers = readHeaders();
        return new SchedulerMessage.OutboundRequest(method, url, headers, readBody());
    }

    private SchedulerMessage.OutboundBody readBody() {
        int start = buffer.position();
        int idAndKind = buffer.getInt();
        int id = idAndKind >>> KIND_BITS;
        return switch (idAndKind & KIND_MASK) {
            case STREAM_WRITTEN -> new SchedulerMessage.Written(id);
            case STREAM_PASSED_ON -> new SchedulerMessage.PassedOn(buffer.getInt(), id);
            default -> {
                buffer.position(start);
                yield new SchedulerMessage.InMemory(readBytes());
            }
        };
    }

    private HeaderList readHeaders() {
        int count = buffer.getInt();
        HeaderList headers = new HeaderList();
        for (int i = 0; i < count; i++) {
            String name = readString();
            headers.add(name, readString());
        }
        return headers;
    }

    private <T> List<T> readList(Supplier<T> readItem) {
        int count = buffer.getInt();
        List<T> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(readItem.get());
        }
        return items;
    }

    private boolean readFlag() {
        return buffer.getInt() != 0;
    }

    private String readString() {
        int lengthAndKind = buffer.getInt();
        int length = lengthAndKind >>> KIND_BITS;
        return switch (lengthAndKind & KIND_MASK) {
            case LATIN1 -> new String(readInline(length), StandardCharsets.ISO_8859_1);
            case UTF16 -> new String(readInline(length), StandardCharsets.UTF_16LE);
            case STRING_SLOT -> slot(length, String.class);
            default -> throw new IllegalStateException("Not a string: kind " + (lengthAndKind & KIND_MASK));
        };
    }

    /** Bytes, or the UTF-8 of a long string. */
    private byte[] readBytes() {
        int lengthAndKind = buffer.getInt();
        int length = lengthAndKind >>> KIND_BITS;
        return switch (lengthAndKind & KIND_MASK) {
            case BYTES -> readInline(length);
            case BYTES_SLOT -> slot(length, byte[].class);
            case STRING_SLOT -> slot(length, String.class).getBytes(StandardCharsets.UTF_8);
            default -> throw new IllegalStateException("Not bytes: kind " + (lengthAndKind & KIND_MASK));
        };
    }

    private byte[] readInline(int length) {
        if (length > buffer.remaining()) {
            throw new IllegalStateException(length + " bytes announced, " + buffer.remaining() + " left");
        }
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        buffer.position(buffer.position() + (-length & 3));
        return bytes;
    }

    private <T> T slot(int index, Class<T> type) {
        @Nullable Object value = index < slots.size() ? slots.get(index) : null;
        if (!type.isInstance(value)) {
            throw new IllegalStateException("Slot " + index + " holds no " + type.getSimpleName());
        }
        return type.cast(value);
    }
}
