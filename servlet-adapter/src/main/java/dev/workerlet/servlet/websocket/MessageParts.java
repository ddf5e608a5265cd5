package dev.workerlet.servlet.websocket;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Joins the parts of a client's messages, up to a bound. On the container's threads, one at a time. */
final class MessageParts {
    private static final Logger LOG = LoggerFactory.getLogger(MessageParts.class);
    private static final int TOO_BIG = 1009;
    private static final int TRY_AGAIN_LATER = 1013;

    private final ContainerSocket socket;
    private final ContainerSocket.Connection connection;
    private StringBuilder text = new StringBuilder(0);
    private ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);
    private long length;
    private boolean isRefused;

    MessageParts(ContainerSocket socket, ContainerSocket.Connection connection) {
        this.socket = socket;
        this.connection = connection;
    }

    void text(String part, boolean isLast) {
        if (!fits(utf8Length(part))) {
            return;
        }
        if (isLast && text.isEmpty()) {
            received(new ContainerSocket.Message(part, null, length));
        } else {
            text.append(part);
            if (isLast) {
                String whole = text.toString();
                text = new StringBuilder(0);
                received(new ContainerSocket.Message(whole, null, length));
            }
        }
    }

    void bytes(ByteBuffer part, boolean isLast) {
        if (!fits(part.remaining())) {
            return;
        }
        byte[] copy = new byte[part.remaining()];
        part.get(copy);
        if (isLast && bytes.size() == 0) {
            received(new ContainerSocket.Message(null, copy, length));
        } else {
            bytes.writeBytes(copy);
            if (isLast) {
                byte[] whole = bytes.toByteArray();
                bytes = new ByteArrayOutputStream(0);
                received(new ContainerSocket.Message(null, whole, length));
            }
        }
    }

    private void received(ContainerSocket.Message message) {
        length = 0;
        socket.received(message);
    }

    private boolean fits(int added) {
        if (isRefused) {
            return false;
        }
        length += added;
        if (length > socket.limits().messageBytes()) {
            LOG.debug(
                    "A client's message is longer than {} bytes",
                    socket.limits().messageBytes());
            refuse(TOO_BIG, "The message is too long");
        } else if (!socket.hold(added)) {
            LOG.warn("A WebSocket is closed: there is no room for {} bytes of a message of its client", length);
            refuse(TRY_AGAIN_LATER, "The server has no room for the message");
        }
        return !isRefused;
    }

    private void refuse(int code, String reason) {
        isRefused = true;
        text = new StringBuilder(0);
        bytes = new ByteArrayOutputStream(0);
        connection.close(code, reason);
    }

    private static int utf8Length(String part) {
        int count = part.length();
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            // Each half of a pair stands for two of four bytes.
            count += c < 0x80 ? 0 : c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
        }
        return count;
    }
}
