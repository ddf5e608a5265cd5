package dev.workerlet.runtime.support;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on a free loopback port that does to each connection what a test wants, on a thread of its own. */
public final class RawPeer implements AutoCloseable {
    private final ServerSocket server;
    private final Handler handler;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();

    /** What is done to a connection, which is closed afterwards. */
    @FunctionalInterface
    public interface Handler {
        /** Serves it. */
        void serve(Socket socket) throws IOException;
    }

    private RawPeer(ServerSocket server, Handler handler) {
        this.server = server;
        this.handler = handler;
    }

    /** A server that runs. */
    public static RawPeer start(Handler handler) {
        try {
            ServerSocket socket = new ServerSocket();
            // Small, so that what is on its way stays little.
            socket.setReceiveBufferSize(32 * 1024);
            socket.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 2000);
            RawPeer peer = new RawPeer(socket, handler);
            peer.threads.execute(peer::accept);
            return peer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                accepted.incrementAndGet();
                open.add(socket);
                threads.execute(() -> serve(socket));
            } catch (SocketException e) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            handler.serve(socket);
        } catch (IOException e) {
            // The client went away: tests see that by what is open.
        } finally {
            open.remove(socket);
        }
    }

    /** Reads a request's head. */
    public static String head(Socket socket) throws IOException {
        return until(socket, "\r\n\r\n");
    }

    /** Reads up to a text, which must come. */
    public static String until(Socket socket, String last) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder text = new StringBuilder();
        while (text.length() < last.length() || text.indexOf(last, text.length() - last.length()) < 0) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException("Only: " + text);
            }
            text.append((char) b);
        }
        return text.toString();
    }

    /** Writes text, a line end for each {@code |}. */
    public static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.replace("|", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** Reads until the client closes the connection. */
    public static void awaitClose(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] dropped = new byte[8192];
        int count = in.read(dropped);
        while (count >= 0) {
            count = in.read(dropped);
        }
    }

    /** The absolute URL of a path. */
    public String url(String path) {
        return "http://127.0.0.1:" + server.getLocalPort() + path;
    }

    /** The port. */
    public int port() {
        return server.getLocalPort();
    }

    /** Connections that are served now. */
    public int open() {
        return open.size();
    }

    /** Connections so far. */
    public int accepted() {
        return accepted.get();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
