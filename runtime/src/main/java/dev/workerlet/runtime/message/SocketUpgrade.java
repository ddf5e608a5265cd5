package dev.workerlet.runtime.message;

import dev.workerlet.runtime.limits.SocketLimits;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An answer that makes a WebSocket of the client's connection.
 *
 * @param headers of the response; which subprotocol is chosen stands in {@code Sec-WebSocket-Protocol}
 * @param listener hears what the client sends
 * @param limits what the socket may hold
 */
public record SocketUpgrade(HeaderList headers, SocketListener listener, SocketLimits limits) {
    private static final String PROTOCOL = "sec-websocket-protocol";

    /** The subprotocol, empty for none. */
    public String protocol() {
        return protocol(headers);
    }

    private static String protocol(HeaderList headers) {
        String chosen = headers.first(PROTOCOL);
        return chosen == null ? "" : chosen;
    }

    /** Why {@code request} can't be answered with these headers; null where it can. */
    public static @Nullable String mistake(HeaderList headers, FetchRequest request) {
        if (!isUpgrade(request)) {
            return "The worker answered with a WebSocket, but the request is no WebSocket handshake:"
                    + " it needs the method GET and the header \"Upgrade: websocket\"";
        }
        String chosen = protocol(headers);
        return chosen.isEmpty() || offered(request).contains(chosen)
                ? null
                : "The worker's response has the subprotocol \"" + chosen + "\", but the client offered "
                        + offered(request);
    }

    private static boolean isUpgrade(FetchRequest request) {
        String wanted = request.headers().first("upgrade");
        // https://www.rfc-editor.org/rfc/rfc8441: HTTP/2 has no Upgrade
        return "CONNECT".equals(request.method())
                || ("GET".equals(request.method())
                        && wanted != null
                        && wanted.toLowerCase(Locale.ROOT).contains("websocket"));
    }

    private static List<String> offered(FetchRequest request) {
        return request.headers().all(PROTOCOL).stream()
                .flatMap(line -> List.of(line.split(",")).stream())
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
