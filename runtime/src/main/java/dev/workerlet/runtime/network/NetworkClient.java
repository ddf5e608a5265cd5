package dev.workerlet.runtime.network;

import dev.workerlet.runtime.eventloop.Threads;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.websocket.core.client.WebSocketCoreClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends HTTP requests: one client for all loops, started when it is first needed. It keeps no cookies and follows no
 * redirects. Thread-safe; nothing here blocks the caller, and its threads never enter V8.
 */
public final class NetworkClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NetworkClient.class);

    private final ClientSetup setup;
    private final GuardedResolver resolver;
    private final OwnerExchanges owners;
    private final OwnerExchanges socketOwners;
    /** Null until the first request. */
    private final AtomicReference<@Nullable CompletableFuture<HttpClient>> started = new AtomicReference<>();
    /** Null until the first WebSocket. */
    private final AtomicReference<@Nullable CompletableFuture<WebSocketCoreClient>> sockets = new AtomicReference<>();

    /**
     * A client that is not started.
     *
     * @param allowPrivate whether private, loopback and link-local addresses may be reached where a policy says nothing
     * @param fetchesPerOwner most requests that one owner may have under way, and most WebSockets; as many again wait
     */
    public NetworkClient(boolean allowPrivate, int fetchesPerOwner) {
        this(allowPrivate, fetchesPerOwner, new SslContextFactory.Client(), client -> {});
    }

    /** A client with TLS of its own, and with something done to it before it starts. */
    NetworkClient(
            boolean allowPrivate, int fetchesPerOwner, SslContextFactory.Client tls, Consumer<HttpClient> prepare) {
        this.resolver = new GuardedResolver(allowPrivate);
        this.owners = new OwnerExchanges(fetchesPerOwner);
        this.socketOwners = new OwnerExchanges(fetchesPerOwner);
        this.setup = new ClientSetup(resolver, fetchesPerOwner, tls, prepare);
    }

    /** Sends a request, now or when its owner has room. The way to end it runs on any thread, any number of times. */
    public Runnable send(NetworkCall call) {
        NetworkExchange exchange = new NetworkExchange(call, () -> owners.release(call.owner()));
        Runnable begin = () -> begin(exchange);
        if (!owners.acquire(call.owner(), begin)) {
            call.observer().ownerLimitReached();
            exchange.refuse("too many fetches of the owner are under way and waiting; fetches-per-owner bounds them");
        }
        return () -> {
            if (owners.withdraw(call.owner(), begin)) {
                exchange.refuse("aborted");
            } else {
                exchange.cancel();
            }
        };
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the exchange tells its observer of every failure
    private void begin(NetworkExchange exchange) {
        client().whenComplete((client, failure) -> {
            if (client == null) {
                LOG.error("The HTTP client can't start", failure);
                exchange.end("the HTTP client can't start");
            } else {
                ClientSetup.withClassLoader(() -> exchange.begin(client));
            }
        });
    }

    /** Requests and WebSockets that are under way. */
    public int open() {
        return owners.running() + socketOwners.running();
    }

    /** What is under way and what is kept, for tests. */
    OwnerExchanges owners() {
        return owners;
    }

    /** The client, once it has been needed. */
    @Nullable
    HttpClient http() {
        CompletableFuture<HttpClient> client = started.get();
        return client == null ? null : client.getNow(null);
    }

    /** A WebSocket that has not begun. */
    public NetworkSocket socket(SocketCall call) {
        return new NetworkSocket(call, socketOwners, this::withSockets);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the action hears of every failure
    private void withSockets(Consumer<@Nullable WebSocketCoreClient> action) {
        socketClient().whenComplete((client, failure) -> {
            if (failure != null) {
                LOG.error("The WebSocket client can't start", failure);
            }
            action.accept(client);
        });
    }

    private CompletableFuture<WebSocketCoreClient> socketClient() {
        CompletableFuture<WebSocketCoreClient> known = sockets.get();
        if (known != null) {
            return known;
        }
        CompletableFuture<WebSocketCoreClient> made = new CompletableFuture<>();
        CompletableFuture<WebSocketCoreClient> earlier = sockets.compareAndExchange(null, made);
        if (earlier != null) {
            return earlier;
        }
        return made.completeAsync(() -> startSockets(client().join()), NetworkClient::runStart);
    }

    /** The client looks for its parts with the thread's class loader, which has to be the one that holds them. */
    private static void runStart(Runnable start) {
        Thread thread = Threads.daemon("workerlet-http-start", start);
        thread.setContextClassLoader(NetworkClient.class.getClassLoader());
        thread.start();
    }

    private static WebSocketCoreClient startSockets(HttpClient client) {
        WebSocketCoreClient sockets = new WebSocketCoreClient(client, null);
        try {
            sockets.start();
        } catch (Exception e) {
            throw new IllegalStateException("The WebSocket client did not start", e);
        }
        return sockets;
    }

    private CompletableFuture<HttpClient> client() {
        CompletableFuture<HttpClient> known = started.get();
        if (known != null) {
            return known;
        }
        CompletableFuture<HttpClient> made = new CompletableFuture<>();
        CompletableFuture<HttpClient> earlier = started.compareAndExchange(null, made);
        if (earlier != null) {
            return earlier;
        }
        // Loading the client's classes takes a while: not on a loop's thread.
        runStart(() -> start(made));
        return made;
    }

    private void start(CompletableFuture<HttpClient> promise) {
        try {
            promise.complete(setup.start());
        } catch (Exception | LinkageError e) {
            promise.completeExceptionally(e);
        }
    }

    /** Ends what is under way, and the threads. */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // a stop that fails is logged
    public void close() {
        CompletableFuture<WebSocketCoreClient> socketClient = sockets.get();
        if (socketClient != null) {
            socketClient.thenAccept(NetworkClient::stop);
        }
        CompletableFuture<HttpClient> client = started.get();
        if (client != null) {
            client.thenAccept(NetworkClient::stop);
        }
        resolver.close();
    }

    private static void stop(LifeCycle client) {
        try {
            client.stop();
        } catch (Exception e) {
            LOG.warn("The HTTP client did not stop", e);
        }
    }
}
