package dev.workerlet.benchmarks.io;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is open when all clients have left.
 *
 * @param requests requests so far
 * @param quietMillis how long it took until nothing changed any more
 * @param process the system's figures
 * @param activeRequests events that run; -1 where the server does not tell
 * @param openStreams bodies that flow between scripts and the host; -1 where the server does not tell
 * @param openFetches requests to the network that are under way; -1 where the server does not tell
 * @param isolates isolates of the process; -1 where the server does not tell
 * @param handles V8 references that the host holds; -1 where the server does not tell
 * @param upstreamExchanges requests that the upstream has not answered and whose client is there
 * @param upstreamConnections connections to the upstream, idle ones included
 */
public record Leftovers(
        int requests,
        long quietMillis,
        ProcessFigures process,
        long activeRequests,
        long openStreams,
        long openFetches,
        long isolates,
        long handles,
        int upstreamExchanges,
        int upstreamConnections) {
    private static final double KIB_PER_MIB = 1024;
    private static final double MILLIS_PER_SECOND = 1000;

    /** Files that the JVM may have opened meanwhile. */
    private static final int MORE_DESCRIPTORS = 8;

    static void printTitle(PrintWriter out) {
        out.println(
                "| aborted | quiet after, s | active requests | streams | fetches | upstream: exchanges | connections | descriptors |"
                        + " isolates | V8 references | threads | RSS, MiB |");
        out.println("|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    }

    void print(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "| %d | %.1f | %d | %d | %d | %d | %d | %d | %d | %d | %d | %.0f |%n",
                requests,
                quietMillis / MILLIS_PER_SECOND,
                activeRequests,
                openStreams,
                openFetches,
                upstreamExchanges,
                upstreamConnections,
                process.descriptors(),
                isolates,
                handles,
                process.threads(),
                process.rssKib() / KIB_PER_MIB);
        out.flush();
    }

    /** Whether nothing of a request is open. */
    public boolean isQuiet() {
        return activeRequests <= 0 && openStreams <= 0 && openFetches <= 0 && upstreamExchanges == 0;
    }

    /** Open files and sockets, but for the client's idle connections, which it keeps for a while. */
    private int otherDescriptors() {
        return process.descriptors() - upstreamConnections;
    }

    /** What is open that was not when {@code earlier} was taken. */
    public List<String> faults(Leftovers earlier) {
        List<String> faults = new ArrayList<>();
        if (activeRequests > 0) {
            faults.add(activeRequests + " requests");
        }
        if (openStreams > 0) {
            faults.add(openStreams + " streams");
        }
        if (openFetches > 0) {
            faults.add(openFetches + " fetches");
        }
        if (upstreamExchanges > 0) {
            faults.add(upstreamExchanges + " requests to the upstream");
        }
        if (otherDescriptors() > earlier.otherDescriptors() + MORE_DESCRIPTORS) {
            faults.add("descriptors, " + earlier.otherDescriptors() + " before, now " + otherDescriptors());
        }
        return faults;
    }
}
