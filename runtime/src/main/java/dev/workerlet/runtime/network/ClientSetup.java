package dev.workerlet.runtime.network;

import dev.workerlet.runtime.eventloop.Threads;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.ProxyAuthenticationProtocolHandler;
import org.eclipse.jetty.client.RedirectProtocolHandler;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import org.eclipse.jetty.client.transport.HttpClientConnectionFactory;
import org.eclipse.jetty.client.transport.HttpClientTransportDynamic;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.ClientConnectionFactoryOverHTTP2;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/** How the HTTP client is set up: HTTP/2 where a server offers it in the TLS handshake, else HTTP/1.1. */
final class ClientSetup {
    private static final int THREADS = 8;
    private static final long CONNECT_TIMEOUT_MILLIS = TimeUnit.SECONDS.toMillis(15);
    /** How long an unused connection is kept. */
    private static final long IDLE_MILLIS = TimeUnit.SECONDS.toMillis(15);

    private static final int HEADERS_BYTES = 64 * 1024;
    /** What one HTTP/2 stream may have sent unread. */
    private static final int STREAM_WINDOW_BYTES = 256 * 1024;
    /** What all streams of a connection may have sent unread: many may stand still before the others do. */
    private static final int SESSION_WINDOW_BYTES = 64 * STREAM_WINDOW_BYTES;

    private final AtomicInteger made = new AtomicInteger();
    private final GuardedResolver resolver;
    private final int mostConnections;
    private final SslContextFactory.Client tls;
    private final Consumer<HttpClient> prepare;

    /** A set-up with at most so many connections from one owner to one server. */
    ClientSetup(
            GuardedResolver resolver, int mostConnections, SslContextFactory.Client tls, Consumer<HttpClient> prepare) {
        this.prepare = prepare;
        this.resolver = resolver;
        this.mostConnections = mostConnections;
        this.tls = tls;
    }

    /** A client that has started. */
    HttpClient start() throws Exception {
        HttpClient client = new HttpClient(transport());
        client.setExecutor(threads());
        client.setScheduler(new ScheduledExecutorScheduler("workerlet-http-timer", true));
        client.setSocketAddressResolver(resolver);
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        client.setUserAgentField(null);
        client.setFollowRedirects(false);
        client.setDefaultRequestContentType(null);
        client.setConnectTimeout(CONNECT_TIMEOUT_MILLIS);
        client.setIdleTimeout(IDLE_MILLIS);
        client.setDestinationIdleTimeout(2 * IDLE_MILLIS);
        client.setMaxConnectionsPerDestination(mostConnections);
        client.setMaxRequestsQueuedPerDestination(mostConnections);
        // The client clears the buffer of an exchange that is aborted within a callback after it has given it back: out
        // of a
        // pool, another connection may have it by then, and lose what it has received.
        client.setByteBufferPool(ByteBufferPool.NON_POOLING);
        // Collected with the rest: native memory is freed late.
        client.setUseInputDirectByteBuffers(false);
        client.setUseOutputDirectByteBuffers(false);
        client.setMaxRequestHeadersSize(HEADERS_BYTES);
        client.setMaxResponseHeadersSize(HEADERS_BYTES);
        prepare.accept(client);
        client.start();
        // JavaScript sees what the server said: codings are undone, redirects followed and nothing authenticated
        // elsewhere.
        client.getContentDecoderFactories().clear();
        client.getProtocolHandlers().remove(RedirectProtocolHandler.NAME);
        client.getProtocolHandlers().remove(WWWAuthenticationProtocolHandler.NAME);
        client.getProtocolHandlers().remove(ProxyAuthenticationProtocolHandler.NAME);
        return client;
    }

    private HttpClientTransportDynamic transport() {
        ClientConnector connector = new ClientConnector();
        connector.setSelectors(1);
        connector.setSslContextFactory(tls);
        HTTP2Client http2 = new HTTP2Client(connector);
        http2.setUseInputDirectByteBuffers(false);
        http2.setUseOutputDirectByteBuffers(false);
        http2.setInitialStreamRecvWindow(STREAM_WINDOW_BYTES);
        http2.setInitialSessionRecvWindow(SESSION_WINDOW_BYTES);
        // The first is what a server speaks that chooses nothing.
        return new HttpClientTransportDynamic(
                connector, HttpClientConnectionFactory.HTTP11, new ClientConnectionFactoryOverHTTP2.HTTP2(http2));
    }

    private QueuedThreadPool threads() {
        return new QueuedThreadPool(THREADS, 1, (int) IDLE_MILLIS, -1, null, null, this::thread);
    }

    private Thread thread(Runnable task) {
        Thread thread = Threads.daemon("workerlet-http-" + made.getAndIncrement(), task);
        thread.setContextClassLoader(ClientSetup.class.getClassLoader());
        return thread;
    }

    /** The client looks for some of its parts with the thread's class loader, when the first connection needs them. */
    static void withClassLoader(Runnable action) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ClientSetup.class.getClassLoader());
        try {
            action.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
