package dev.workerlet.runtime.network;

import dev.workerlet.runtime.limits.OutboundPolicy;
import dev.workerlet.runtime.message.SocketListener;
import java.util.List;

/**
 * A WebSocket to open, and who listens to it.
 *
 * @param owner the tenant on whose account it is opened
 * @param policy what the worker may reach
 * @param url a ws or wss URL as the URL Standard serialises it, with neither credentials nor a fragment
 * @param authorization value of the Authorization header, empty for none
 * @param protocols subprotocols that are offered
 * @param loopHeader the header {@code CDN-Loop}
 * @param observer told on threads of the client, or on the caller's; one call after the other, but for {@code written}
 */
public record SocketCall(
        String owner,
        OutboundPolicy policy,
        String url,
        String authorization,
        List<String> protocols,
        String loopHeader,
        SocketListener observer) {}
