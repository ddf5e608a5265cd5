package dev.workerlet.launcher;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Jetty with one site: HTTP/1.1 and cleartext HTTP/2 on one port, a bounded number of connections at a time.
 *
 * <p>The end of the JVM stops it: requests under way are answered within {@link #DRAIN_MILLIS}, then the site closes.
 */
final class SiteServer {
    private static final long DRAIN_MILLIS = 15_000;
    /** Longer than a stream may stand still by default: a client that reads slowly may take as long for what is in its buffers. */
    private static final long IDLE_MILLIS = 6 * 60_000;
    /** Jetty's cache of header fields takes 96 KiB of Java heap in each connection: 3,000 of them would fill 256 MiB. */
    private static final int NO_HEADER_CACHE = 0;
    /** A second one could wait in the operating system for a connection when the bound is reached, and would have to close it. */
    private static final int ONE_ACCEPTOR = 1;

    private static final int SELECTORS_BY_PROCESSORS = -1;

    private final Server server;
    private final ServerConnector connector;
    private final String host;
    private final int port;

    /** A server for {@code site} that has up to {@code connections} open; more wait to be accepted until one of them ends. */
    SiteServer(String host, int port, int connections, Site site) {
        this.host = host;
        this.port = port;
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("http");
        this.server = new Server(threads);
        this.connector = connector();
        server.addConnector(connector);
        server.addBean(new ConnectionBound(connections, server));
        server.setHandler(new GracefulHandler(site.context()));
        server.setStopTimeout(DRAIN_MILLIS);
        server.setStopAtShutdown(true);
    }

    private ServerConnector connector() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setHeaderCacheSize(NO_HEADER_CACHE);
        ServerConnector http = new ServerConnector(
                server,
                ONE_ACCEPTOR,
                SELECTORS_BY_PROCESSORS,
                new HttpConnectionFactory(configuration),
                new HTTP2CServerConnectionFactory(configuration));
        http.setHost(host);
        http.setPort(port);
        http.setIdleTimeout(IDLE_MILLIS);
        return http;
    }

    /** Starts, and hands over the address that it answers at. */
    URI start() throws StartFailure {
        listen();
        try (StartLog log = new StartLog()) {
            startJetty(log);
        }
        String shownHost = host.contains(":") ? "[" + host + "]" : host;
        return URI.create("http://" + shownHost + ":" + connector.getLocalPort() + "/");
    }

    /** From now on the process ends so long after it was told to, even if the site does not. */
    void boundStop(int seconds) {
        StopBound.of(server, seconds);
    }

    /** Before the site starts, which takes longer: a port in use is told at once. */
    private void listen() throws StartFailure {
        if (new InetSocketAddress(host, port).isUnresolved()) {
            throw new StartFailure("no such host: " + host);
        }
        try {
            connector.open();
        } catch (IOException e) {
            throw new StartFailure(
                    "can't listen on " + host + ", port " + port, e.getCause() == null ? e : e.getCause());
        }
    }

    private void startJetty(StartLog log) throws StartFailure {
        try {
            server.start();
        } catch (Exception e) {
            log.failed(e);
            stopAfter(e);
            throw new StartFailure("the server did not start", e);
        }
    }

    private void stopAfter(Exception problem) {
        try {
            server.stop();
        } catch (Exception e) {
            problem.addSuppressed(e);
        }
    }

    /** Returns when the server has stopped. */
    void join() throws InterruptedException {
        server.join();
    }
}
