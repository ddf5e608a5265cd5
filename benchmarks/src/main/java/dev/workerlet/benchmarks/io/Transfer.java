package dev.workerlet.benchmarks.io;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A large body sent or received while memory of the server is read. */
final class Transfer {
    private static final double MIB = 1024 * 1024;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;

    private final ServerProcess server;
    private final PrintWriter out;

    Transfer(ServerProcess server, PrintWriter out) {
        this.server = server;
        this.out = out;
    }

    /** Moves bytes and tells what went in and what came out. */
    interface Move {
        Result run() throws Exception;
    }

    /** What the sender has sent, and what the receiver has received. */
    record Result(Payload sent, Payload received) {}

    /** Sends a body of {@code bytes} on a thread of its own, while the caller reads the answer. */
    static FutureTask<Payload> upload(HttpPeer peer, long bytes, boolean isChunked) {
        Callable<Payload> task = () -> {
            peer.send(peer.head(
                    "POST", isChunked ? "transfer-encoding: chunked\r\n" : "content-length: " + bytes + "\r\n"));
            if (!isChunked) {
                return Payload.write(peer.out(), bytes);
            }
            try (OutputStream body = new ChunkedOutput(peer.out())) {
                return Payload.write(body, bytes);
            }
        };
        FutureTask<Payload> upload = new FutureTask<>(task);
        Thread thread = new Thread(upload, "upload");
        thread.setDaemon(true);
        thread.start();
        return upload;
    }

    /** Sends a body and reads the one that comes back. */
    static Result echo(URI url, long bytes, boolean isChunked) throws Exception {
        try (HttpPeer peer = HttpPeer.connect(url)) {
            FutureTask<Payload> upload = upload(peer, bytes, isChunked);
            Payload received = Payload.read(peer.response().body(peer.in()));
            return new Result(upload.get(), received);
        }
    }

    /** Runs it, prints what was seen. Returns whether both sides agree and memory stayed flat. */
    boolean measure(String title, long bytes, Move move) throws InterruptedException {
        out.printf("%n%s%n%n", title);
        ProcessFigures before = server.figures();
        long startNanos = System.nanoTime();
        try (Sampler sampler = new Sampler(server.pid())) {
            Result result = move.run();
            double seconds = (System.nanoTime() - startNanos) / NANOS_PER_SECOND;
            double cpuSeconds = (server.figures().cpuMillis() - before.cpuMillis()) / MILLIS_PER_SECOND;
            Series series = sampler.stop();
            series.print(out);
            out.printf(
                    Locale.ROOT,
                    "%n%.1f s, %.0f MiB/s, the server's CPU %.1f s; %.0f MiB resident before%n",
                    seconds,
                    bytes / MIB / seconds,
                    cpuSeconds,
                    before.rssKib() / 1024.0);
            return verdict(bytes, result, series);
        } catch (IOException | ExecutionException e) {
            out.println("FAILED: " + e);
            return false;
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean verdict(long bytes, Result result, Series series) {
        boolean isWhole = result.sent.equals(result.received) && result.sent.bytes() == bytes;
        out.println("sent " + result.sent + "; received " + result.received + (isWhole ? "" : ": DIFFERENT"));
        return Verdict.print(out, series.growth()) && isWhole;
    }
}
