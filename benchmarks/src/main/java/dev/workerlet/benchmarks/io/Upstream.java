package dev.workerlet.benchmarks.io;

import dev.workerlet.benchmarks.support.Checksum;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The server behind the server: {@code /bytes?n} sends n bytes, {@code /sink} reads what comes and tells its checksum,
 * {@code /late?n} answers after n milliseconds, {@code /drip} sends for ever, {@code /checksum?text} tells the text's checksum. A thread for each connection.
 */
public final class Upstream implements AutoCloseable {
    private static final int BACKLOG = 1_024;
    private static final int DRIP_BYTES = 4_096;
    private static final int DRIP_MILLIS = 5;

    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "upstream");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger exchanges = new AtomicInteger();
    private final BlockingQueue<Payload> payloads = new LinkedBlockingQueue<>();

    public Upstream() throws IOException {
        listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    /** The address of a resource. */
    public URI url(String target) {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort() + target);
    }

    /** Connections that the other side has not closed. */
    int connections() {
        return connections.get();
    }

    /** Requests that are not answered to their end, and whose client is still there as far as can be seen. */
    int exchanges() {
        return exchanges.get();
    }

    /** What {@code /bytes} has sent or {@code /sink} has read, in order. */
    Payload takePayload() throws InterruptedException {
        return payloads.take();
    }

    private void accept() {
        while (!listener.isClosed()) {
            Socket socket = next();
            if (socket != null) {
                connections.incrementAndGet();
                threads.execute(() -> serve(socket));
            }
        }
    }

    private @Nullable Socket next() {
        try {
            return listener.accept();
        } catch (IOException e) {
            // The listener is closed, or a client has left before it was accepted.
            return null;
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
            while (true) {
                MessageHead head = MessageHead.read(in);
                exchanges.incrementAndGet();
                try {
                    answer(head, in, socket.getOutputStream());
                } finally {
                    exchanges.decrementAndGet();
                }
            }
        } catch (IOException | InterruptedException e) {
            // The client has left: what this server is for.
            return;
        } finally {
            connections.decrementAndGet();
        }
    }

    private void answer(MessageHead head, InputStream in, OutputStream out) throws IOException, InterruptedException {
        String[] target = head.second().split("\\?", -1);
        switch (target[0]) {
            case "/bytes" -> {
                out.write(head("transfer-encoding: chunked"));
                ChunkedOutput body = new ChunkedOutput(out);
                payloads.add(Payload.write(body, Long.parseLong(target[1])));
                body.close();
            }
            case "/sink" -> {
                Payload payload = Payload.read(head.body(in));
                payloads.add(payload);
                respond(out, payload.toString());
            }
            case "/late" -> {
                Thread.sleep(Long.parseLong(target[1]));
                respond(out, "late");
            }
            case "/checksum" -> respond(out, Checksum.of(target[1]));
            case "/drip" -> drip(out);
            default -> throw new IOException("No such resource: " + head);
        }
    }

    private static void drip(OutputStream out) throws IOException, InterruptedException {
        out.write(head("transfer-encoding: chunked"));
        ChunkedOutput body = new ChunkedOutput(out);
        while (true) {
            body.write(new byte[DRIP_BYTES]);
            Thread.sleep(DRIP_MILLIS);
        }
    }

    private static void respond(OutputStream out, String text) throws IOException {
        out.write(head("content-length: " + text.length()));
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] head(String field) {
        return ("HTTP/1.1 200 OK\r\ncontent-type: application/octet-stream\r\n" + field + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
    }
}
