package dev.workerlet.runtime.network;

import dev.workerlet.runtime.message.SocketListener;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/** A message as its frames arrive. One thread at a time. */
final class SocketMessage {
    /** Most bytes that a message may have. */
    static final int LIMIT_BYTES = 16 * 1024 * 1024;

    private final boolean isText;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** The message that {@code first} begins. */
    SocketMessage(Frame first) {
        this.isText = first.getOpCode() == OpCode.TEXT;
    }

    /** Adds a frame's payload. Returns false where the message gets too long. */
    boolean add(Frame frame) {
        ByteBuffer payload = frame.getPayload();
        int length = payload == null ? 0 : payload.remaining();
        if (payload == null || length > LIMIT_BYTES - bytes.size()) {
            return payload == null;
        }
        byte[] part = new byte[length];
        payload.get(part);
        bytes.writeBytes(part);
        return true;
    }

    /** The bytes that are here. */
    int length() {
        return bytes.size();
    }

    /**
     * Hands the message on.
     *
     * @throws CharacterCodingException when it is text, but not UTF-8
     */
    void tell(SocketListener observer) throws CharacterCodingException {
        if (isText) {
            observer.receivedText(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString());
        } else {
            observer.receivedBytes(bytes.toByteArray());
        }
    }
}
