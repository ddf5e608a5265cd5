package dev.workerlet.servlet.websocket;

import dev.workerlet.runtime.message.SocketUpgrade;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The handshake of Jakarta WebSocket for one request: what a worker has answered decides, not a mapping of paths. */
final class JakartaUpgrade extends ServerEndpointConfig.Configurator {
    private static final Logger LOG = LoggerFactory.getLogger(JakartaUpgrade.class);

    private final String protocol;
    private final SocketEndpoint endpoint;

    private JakartaUpgrade(String protocol, SocketEndpoint endpoint) {
        this.protocol = protocol;
        this.endpoint = endpoint;
    }

    static void perform(
            @Nullable Object container,
            HttpServletRequest request,
            HttpServletResponse response,
            SocketUpgrade upgrade,
            ContainerSocket socket)
            throws IOException {
        SocketEndpoint endpoint = new SocketEndpoint(socket);
        ServerEndpointConfig config = ServerEndpointConfig.Builder.create(SocketEndpoint.class, "/")
                .configurator(new JakartaUpgrade(upgrade.protocol(), endpoint))
                .build();
        try {
            if (!(container instanceof ServerContainer known)) {
                throw new DeploymentException(WebSockets.MISSING);
            }
            known.upgradeHttpToWebSocket(request, response, config, Map.of());
        } catch (DeploymentException | IllegalStateException e) {
            LOG.debug("The container refused a WebSocket handshake", e);
            if (!response.isCommitted()) {
                response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            }
        } finally {
            if (!endpoint.isTaken()) {
                socket.refused();
            }
        }
    }

    @Override
    public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
        return protocol;
    }

    /** The worker has seen the request, and decided. */
    @Override
    public boolean checkOrigin(String originHeaderValue) {
        return true;
    }

    @Override
    public <T> T getEndpointInstance(Class<T> endpointClass) {
        return endpointClass.cast(endpoint);
    }

    @Override
    public void modifyHandshake(
            ServerEndpointConfig config,
            jakarta.websocket.server.HandshakeRequest request,
            jakarta.websocket.HandshakeResponse response) {
        endpoint.taken();
    }
}
