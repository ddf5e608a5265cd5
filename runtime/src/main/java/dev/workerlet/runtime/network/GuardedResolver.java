package dev.workerlet.runtime.network;

import dev.workerlet.runtime.eventloop.FairThreads;
import dev.workerlet.runtime.limits.OutboundPolicy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.transport.HttpDestination;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

/**
 * Looks up the addresses of a host and hands out those that may be reached: the client connects to these and to no
 * others, so a name can't lead elsewhere between the look-up and the connection. Looking up blocks, so it has threads of
 * its own, for owners in turn: names that nobody answers for are slow. Thread-safe.
 */
final class GuardedResolver implements SocketAddressResolver, AutoCloseable {
    private static final int THREADS = 8;
    private static final int MOST_WAITING = 512;
    private static final Duration IDLE = Duration.ofSeconds(10);

    private static final Tenant NOBODY = new Tenant(FairThreads.HOST, OutboundPolicy.NONE);

    private final boolean allowPrivate;
    private final FairThreads threads = new FairThreads("workerlet-http-dns-", THREADS, MOST_WAITING, IDLE);

    GuardedResolver(boolean allowPrivate) {
        this.allowPrivate = allowPrivate;
    }

    @Override
    public void resolve(String host, int port, Map<String, Object> context, Promise<List<InetSocketAddress>> promise) {
        Tenant tenant = tenant(context);
        if (!threads.offer(tenant.owner(), () -> lookUp(host, port, tenant.policy(), promise))) {
            promise.failed(new UnknownHostException(host + " (too many look-ups are waiting)"));
        }
    }

    /** The destination's: connections are kept by it, so each was judged by the policy of whoever uses it. */
    private static Tenant tenant(Map<String, Object> context) {
        return context.get(Destination.CONTEXT_KEY) instanceof HttpDestination destination
                        && destination.getOrigin().getTag() instanceof Tenant tenant
                ? tenant
                : NOBODY;
    }

    private void lookUp(String host, int port, OutboundPolicy policy, Promise<List<InetSocketAddress>> promise) {
        List<InetSocketAddress> addresses;
        try {
            addresses = allowed(host, port, policy);
        } catch (UnknownHostException | RefusedAddressException e) {
            promise.failed(e);
            return;
        }
        promise.succeeded(addresses);
    }

    /** The addresses that may be reached; at least one. */
    private List<InetSocketAddress> allowed(String host, int port, OutboundPolicy policy)
            throws UnknownHostException, RefusedAddressException {
        OutboundPolicy.Verdict ofHost = policy.ofHost(host, port);
        if (ofHost == OutboundPolicy.Verdict.DENIED) {
            throw new RefusedAddressException(host + ":" + port + " is refused by fetch-deny");
        }
        List<InetSocketAddress> addresses = new ArrayList<>();
        boolean isDenied = false;
        for (InetAddress address : InetAddress.getAllByName(host)) {
            OutboundPolicy.Verdict verdict = policy.ofAddress(address, port);
            isDenied |= verdict == OutboundPolicy.Verdict.DENIED;
            if (verdict != OutboundPolicy.Verdict.DENIED
                    && (verdict == OutboundPolicy.Verdict.ALLOWED
                            || ofHost == OutboundPolicy.Verdict.ALLOWED
                            || isReachable(address))) {
                addresses.add(new InetSocketAddress(address, port));
            }
        }
        if (addresses.isEmpty()) {
            throw new RefusedAddressException(refusal(host, port, isDenied));
        }
        return addresses;
    }

    private boolean isReachable(InetAddress address) {
        return allowPrivate || !PrivateAddresses.contains(address);
    }

    private static String refusal(String host, int port, boolean isDenied) {
        return isDenied
                ? "the address of " + host + ":" + port + " is refused by fetch-deny"
                : host + " has a private address, and those may not be reached unless fetch-allow or"
                        + " allow-private-network says so";
    }

    @Override
    public void close() {
        threads.close();
    }
}
