package dev.workerlet.runtime.network;

import dev.workerlet.runtime.eventloop.Threads;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

/**
 * Looks up the addresses of a host and hands out those that may be reached: the client connects to these and to no
 * others, so a name can't lead elsewhere between the look-up and the connection. Looking up blocks, so it has threads of
 * its own. Thread-safe.
 */
final class GuardedResolver implements SocketAddressResolver, AutoCloseable {
    private static final int THREADS = 4;
    private static final int MOST_WAITING = 256;
    private static final long IDLE_SECONDS = 10;

    private final boolean allowPrivate;
    private final AtomicInteger made = new AtomicInteger();
    private final ThreadPoolExecutor executor;

    GuardedResolver(boolean allowPrivate) {
        this.allowPrivate = allowPrivate;
        this.executor = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MOST_WAITING),
                task -> Threads.daemon("workerlet-http-dns-" + made.getAndIncrement(), task));
        executor.allowCoreThreadTimeOut(true);
    }

    @Override
    public void resolve(String host, int port, Map<String, Object> context, Promise<List<InetSocketAddress>> promise) {
        try {
            executor.execute(() -> lookUp(host, port, promise));
        } catch (RejectedExecutionException e) {
            promise.failed(new UnknownHostException(host + " (too many look-ups are waiting)"));
        }
    }

    private void lookUp(String host, int port, Promise<List<InetSocketAddress>> promise) {
        List<InetSocketAddress> addresses;
        try {
            addresses = allowed(host, port, InetAddress.getAllByName(host));
        } catch (UnknownHostException | RefusedAddressException e) {
            promise.failed(e);
            return;
        }
        promise.succeeded(addresses);
    }

    /** The addresses that may be reached; at least one. */
    private List<InetSocketAddress> allowed(String host, int port, InetAddress[] found) throws RefusedAddressException {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (InetAddress address : found) {
            if (allowPrivate || !PrivateAddresses.contains(address)) {
                addresses.add(new InetSocketAddress(address, port));
            }
        }
        if (addresses.isEmpty()) {
            throw new RefusedAddressException(host + " has a private address, and those may not be reached");
        }
        return addresses;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
