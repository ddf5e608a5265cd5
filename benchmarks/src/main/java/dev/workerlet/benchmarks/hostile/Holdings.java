package dev.workerlet.benchmarks.hostile;

import dev.workerlet.benchmarks.io.ServerProcess;
import java.io.IOException;
import java.util.Map;

/**
 * What a server holds at one time, after a collection of its Java heap.
 *
 * @param rssKib resident memory
 * @param told the runtime's figures
 */
record Holdings(long rssKib, Map<String, Long> told) {
    Holdings {
        told = Map.copyOf(told);
    }

    /** Reads them. */
    static Holdings of(ServerProcess server) throws IOException {
        Map<String, Long> told = server.collected(Layout.LOOPS);
        return new Holdings(server.figures().rssKib(), told);
    }

    /** A figure of the runtime's. */
    long told(String name) {
        return told.getOrDefault(name, 0L);
    }
}
