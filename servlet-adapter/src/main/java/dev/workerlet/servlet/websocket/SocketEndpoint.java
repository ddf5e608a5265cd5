package dev.workerlet.servlet.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Extension;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The container's side of a {@link ContainerSocket}. Takes messages in parts: containers would keep a buffer of the longest
 * message for each connection.
 */
public final class SocketEndpoint extends Endpoint {
    private static final Logger LOG = LoggerFactory.getLogger(SocketEndpoint.class);

    private final ContainerSocket socket;
    private volatile boolean taken;

    SocketEndpoint(ContainerSocket socket) {
        this.socket = socket;
    }

    /** The handshake has been accepted. */
    void taken() {
        taken = true;
    }

    boolean isTaken() {
        return taken;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        // A socket may be idle for as long as its worker's limits let it.
        session.setMaxIdleTimeout(0);
        SessionConnection connection = new SessionConnection(session);
        MessageParts parts = new MessageParts(socket, connection);
        session.addMessageHandler(String.class, (MessageHandler.Partial<String>) parts::text);
        session.addMessageHandler(ByteBuffer.class, (MessageHandler.Partial<ByteBuffer>) parts::bytes);
        String extensions = session.getNegotiatedExtensions().stream()
                .map(Extension::getName)
                .collect(Collectors.joining(", "));
        String protocol = session.getNegotiatedSubprotocol();
        socket.opened(connection, protocol == null ? "" : protocol, extensions);
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        int code = reason.getCloseCode().getCode();
        String text = reason.getReasonPhrase();
        socket.closed(code, text == null ? "" : text, code != CloseCodes.CLOSED_ABNORMALLY.getCode());
    }

    @Override
    public void onError(Session session, Throwable cause) {
        LOG.debug("A WebSocket failed", cause);
    }
}
