package dev.workerlet.runtime.network;

import dev.workerlet.runtime.limits.OutboundPolicy;
import java.util.List;

/**
 * A WebSocket to open, and who listens to it.
 *
 * @param owner the tenant on whose account it is opened
 * @param policy what the worker may reach
 * @param url a ws or wss URL as the URL Standard serialises it, with neither credentials nor a fragment
 * @param authorization value of the Authorization header, empty for none
 * @param protocols subprotocols that are offered
 * @param observer told on threads of the client, or on the caller's; one call after the other, but for {@code written}
 */
public record SocketCall(
        String owner,
        OutboundPolicy policy,
        String url,
        String authorization,
        List<String> protocols,
        Observer observer) {
    /** Code of a connection that ended without a closing handshake. */
    public static final int ABNORMAL = 1006;

    /** Listens to a socket. Must not block. */
    public interface Observer {
        /** The handshake is done; the texts are what the server has chosen, empty for nothing. */
        void opened(String protocol, String extensions);

        /** A text message arrived. */
        void receivedText(String text);

        /** A binary message arrived. */
        void receivedBytes(byte[] data);

        /** A message of so many bytes has been written. */
        void written(int count);

        /** It is over; the last call but for {@code written}. */
        void closed(int code, String reason, boolean isClean, boolean isFailed);
    }
}
