package dev.workerlet.servlet.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection of the container's. */
final class SessionConnection implements ContainerSocket.Connection {
    private static final Logger LOG = LoggerFactory.getLogger(SessionConnection.class);
    private static final int NORMAL_CLOSURE = 1000;
    /** How long a client may take for its part of the closing handshake, or a write for the closing frame. */
    private static final long CLOSE_MILLIS = 10_000;

    /** How long a client that broke the protocol may hold up being told so: 50 ms, the default, is little on a busy machine. */
    private static final long FAILURE_MILLIS = 1_000;

    private final Session session;

    SessionConnection(Session session) {
        this.session = session;
        // Tomcat's names for the bounds of what blocks; others know nothing of them.
        session.getUserProperties().put("org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT", CLOSE_MILLIS);
        session.getUserProperties().put("org.apache.tomcat.websocket.SESSION_CLOSE_TIMEOUT", CLOSE_MILLIS);
        session.getUserProperties()
                .put("org.apache.tomcat.websocket.ABNORMAL_SESSION_CLOSE_SEND_TIMEOUT", FAILURE_MILLIS);
    }

    @Override
    public void send(boolean isText, byte[] data, Consumer<@Nullable Throwable> sent) {
        if (isText) {
            session.getAsyncRemote()
                    .sendText(new String(data, StandardCharsets.UTF_8), result -> sent.accept(result.getException()));
        } else {
            session.getAsyncRemote().sendBinary(ByteBuffer.wrap(data), result -> sent.accept(result.getException()));
        }
    }

    @Override
    public void close(int code, String reason) {
        try {
            // Jetty waits for the client's part for as long as a connection may be idle.
            session.setMaxIdleTimeout(CLOSE_MILLIS);
            int status = code == 0 ? NORMAL_CLOSURE : code;
            session.close(new CloseReason(() -> status, reason));
        } catch (IOException | RuntimeException e) {
            LOG.debug("A WebSocket was closed already", e);
        }
    }
}
