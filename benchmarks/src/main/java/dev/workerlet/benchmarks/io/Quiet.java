package dev.workerlet.benchmarks.io;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Waits until a server has let go of what its clients have left. */
public final class Quiet {
    private static final long LONGEST_MILLIS = 60_000;
    private static final long STEP_MILLIS = 100;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final ServerProcess server;
    private final Upstream upstream;
    private final boolean tells;

    /** {@code tells} where the server can be asked for the runtime's figures. */
    public Quiet(ServerProcess server, Upstream upstream, boolean tells) {
        this.server = server;
        this.upstream = upstream;
        this.tells = tells;
    }

    /** Waits until nothing is open that was not when {@code earlier} was taken, a minute at most. */
    public Leftovers await(int requests, @Nullable Leftovers earlier) throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        while (true) {
            long millis = (System.nanoTime() - startNanos) / NANOS_PER_MILLI;
            Leftovers seen = look(requests, millis);
            boolean isQuiet =
                    seen.isQuiet() && (earlier == null || seen.faults(earlier).isEmpty());
            if (isQuiet || millis > LONGEST_MILLIS) {
                return seen;
            }
            Thread.sleep(STEP_MILLIS);
        }
    }

    private Leftovers look(int requests, long millis) throws IOException {
        Map<String, Long> told = tells ? server.statistics() : Map.of();
        return new Leftovers(
                requests,
                millis,
                server.figures(),
                told.getOrDefault("activeRequests", -1L),
                told.getOrDefault("openStreams", -1L),
                told.getOrDefault("openFetches", -1L),
                told.getOrDefault("openIsolates", -1L),
                told.getOrDefault("openHandles", -1L),
                upstream.exchanges(),
                upstream.connections());
    }
}
