package dev.workerlet.runtime.network;

import dev.workerlet.runtime.eventloop.Threads;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.ProxyAuthenticationProtocolHandler;
import org.eclipse.jetty.client.RedirectProtocolHandler;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
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

    private static final int THREADS = 8;
    private static final long CONNECT_TIMEOUT_MILLIS = TimeUnit.SECONDS.toMillis(15);
    /** How long an unused connection is kept. */
    private static final long IDLE_MILLIS = TimeUnit.SECONDS.toMillis(15);

    private static final int HEADERS_BYTES = 64 * 1024;

    private final AtomicInteger made = new AtomicInteger();
    private final GuardedResolver resolver;
    /** Null until the first request. */
    private final AtomicReference<@Nullable CompletableFuture<HttpClient>> started = new AtomicReference<>();
    /** Null until the first WebSocket. */
    private final AtomicReference<@Nullable CompletableFuture<WebSocketCoreClient>> sockets = new AtomicReference<>();

    /**
     * A client that is not started.
     *
     * @param allowPrivate whether private, loopback and link-local addresses may be reached
     */
    public NetworkClient(boolean allowPrivate) {
        this.resolver = new GuardedResolver(allowPrivate);
    }

    /** Sends a request. The way to end it runs on any thread, any number of times. */
    @SuppressWarnings("FutureReturnValueIgnored") // the exchange tells its observer of every failure
    public Runnable send(NetworkCall call) {
        NetworkExchange exchange = new NetworkExchange(call);
        client().whenComplete((client, failure) -> {
            if (client == null) {
                LOG.error("The HTTP client can't start", failure);
                call.observer().failed("the HTTP client can't start");
            } else {
                exchange.begin(client);
            }
        });
        return exchange::cancel;
    }

    /** A WebSocket that has not begun. */
    public NetworkSocket socket(SocketCall call) {
        return new NetworkSocket(call, this::withSockets);
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
            promise.complete(started());
        } catch (Exception | LinkageError e) {
            promise.completeExceptionally(e);
        }
    }

    private HttpClient started() throws Exception {
        QueuedThreadPool threads = new QueuedThreadPool(
                THREADS,
                1,
                (int) IDLE_MILLIS,
                -1,
                null,
                null,
                task -> Threads.daemon("workerlet-http-" + made.getAndIncrement(), task));
        ClientConnector connector = new ClientConnector();
        connector.setSelectors(1);
        HttpClient client = new HttpClient(new HttpClientTransportOverHTTP(connector));
        client.setExecutor(threads);
        client.setScheduler(new ScheduledExecutorScheduler("workerlet-http-timer", true));
        client.setSocketAddressResolver(resolver);
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        client.setUserAgentField(null);
        client.setFollowRedirects(false);
        client.setDefaultRequestContentType(null);
        client.setConnectTimeout(CONNECT_TIMEOUT_MILLIS);
        client.setIdleTimeout(IDLE_MILLIS);
        client.setDestinationIdleTimeout(2 * IDLE_MILLIS);
        client.setMaxRequestHeadersSize(HEADERS_BYTES);
        client.setMaxResponseHeadersSize(HEADERS_BYTES);
        client.start();
        // JavaScript sees what the server said: codings are undone, redirects followed and nothing authenticated
        // elsewhere.
        client.getContentDecoderFactories().clear();
        client.getProtocolHandlers().remove(RedirectProtocolHandler.NAME);
        client.getProtocolHandlers().remove(WWWAuthenticationProtocolHandler.NAME);
        client.getProtocolHandlers().remove(ProxyAuthenticationProtocolHandler.NAME);
        return client;
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
