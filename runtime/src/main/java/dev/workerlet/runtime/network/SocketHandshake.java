package dev.workerlet.runtime.network;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.client.CoreClientUpgradeRequest;
import org.eclipse.jetty.websocket.core.client.WebSocketCoreClient;

/** The request that opens a WebSocket. It carries no Origin: there is no page that it could come from. */
final class SocketHandshake {
    private static final String COMPRESSION = "permessage-deflate";
    private static final String LOOP_HEADER = "CDN-Loop";

    private SocketHandshake() {}

    /**
     * The request.
     *
     * @throws IllegalArgumentException when the host is none that the client can reach
     */
    static CoreClientUpgradeRequest request(WebSocketCoreClient client, SocketCall call, FrameHandler frames) {
        CoreClientUpgradeRequest request = CoreClientUpgradeRequest.from(client, uri(call.url()), frames);
        // It takes over a connection of its own.
        request.setVersion(HttpVersion.HTTP_1_1);
        request.tag(new Tenant(call.owner(), call.policy()));
        request.addExtensions(COMPRESSION);
        request.headers(fields -> {
            fields.put(HttpHeader.USER_AGENT, OutboundRequest.USER_AGENT);
            fields.put(LOOP_HEADER, call.loopHeader());
            if (!call.authorization().isEmpty()) {
                fields.put(HttpHeader.AUTHORIZATION, call.authorization());
            }
            if (!call.protocols().isEmpty()) {
                fields.put(HttpHeader.SEC_WEBSOCKET_SUBPROTOCOL, String.join(", ", call.protocols()));
            }
        });
        Configuration.ConfigurationCustomizer settings = new Configuration.ConfigurationCustomizer();
        // The event that opened it has a limit of its own, which ends the socket.
        settings.setIdleTimeout(Duration.ZERO);
        request.setConfiguration(settings);
        return request;
    }

    /** The URL Standard lets characters stand in a path and a query that RFC 3986 wants escaped. */
    static URI uri(String url) {
        int pathStart = url.indexOf('/', url.indexOf("://") + 3);
        StringBuilder text = new StringBuilder(url.substring(0, pathStart));
        for (int i = pathStart; i < url.length(); i++) {
            char c = url.charAt(i);
            if ("[]^|`{}\\\"<>".indexOf(c) >= 0 || (c == '%' && !isEscape(url, i))) {
                text.append('%').append(String.format(Locale.ROOT, "%02X", (int) c));
            } else {
                text.append(c);
            }
        }
        return URI.create(text.toString());
    }

    private static boolean isEscape(String url, int at) {
        return at + 2 < url.length()
                && Character.digit(url.charAt(at + 1), 16) >= 0
                && Character.digit(url.charAt(at + 2), 16) >= 0;
    }
}
