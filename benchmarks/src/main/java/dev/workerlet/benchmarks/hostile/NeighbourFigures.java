package dev.workerlet.benchmarks.hostile;

import dev.workerlet.benchmarks.io.Latencies;
import java.util.Map;
import java.util.TreeMap;

/** What a neighbour's clients saw during one attack. Confined to the load's thread until its window is closed. */
final class NeighbourFigures {
    private final Latencies latencies = new Latencies();
    private final Map<String, Integer> failures = new TreeMap<>();
    private int wrong;

    /** Counts an answer. */
    void answered(long millis, boolean right) {
        latencies.add(millis);
        wrong += right ? 0 : 1;
    }

    /** Counts a request that was refused, cut or not answered in time. */
    void lost(String why) {
        failures.merge(why, 1, Integer::sum);
    }

    /** Requests, with whatever came of them. */
    long asked() {
        return latencies.count() + lost();
    }

    Latencies latencies() {
        return latencies;
    }

    /** Requests without a good answer, by what came in its place. */
    Map<String, Integer> failures() {
        return failures;
    }

    int lost() {
        return failures.values().stream().mapToInt(Integer::intValue).sum();
    }

    int wrong() {
        return wrong;
    }
}
