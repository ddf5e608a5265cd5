package dev.workerlet.benchmarks.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** Counts of visits by name and outcome, and what was wrong. Thread-safe. */
final class Tally {
    private static final int MOST_TOLD = 50;

    private final Map<String, Map<String, LongAdder>> counts = new ConcurrentHashMap<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final LongAdder visits = new LongAdder();
    private final LongAdder faulty = new LongAdder();

    /** Counts a visit. */
    void add(String name, Outcome outcome) {
        visits.increment();
        counts.computeIfAbsent(name, key -> new ConcurrentHashMap<>())
                .computeIfAbsent(outcome.text(), key -> new LongAdder())
                .increment();
        if (outcome.fault() != null) {
            faulty.increment();
            if (faults.size() < MOST_TOLD) {
                faults.add(name + ": " + outcome.fault());
            }
        }
    }

    long visits() {
        return visits.sum();
    }

    long faulty() {
        return faulty.sum();
    }

    /** The first things that were wrong. */
    List<String> faults() {
        return new ArrayList<>(faults);
    }

    /** Counts by name and outcome. */
    Map<String, Map<String, Long>> counts() {
        Map<String, Map<String, Long>> copy = new TreeMap<>();
        counts.forEach((name, outcomes) -> {
            Map<String, Long> ofName = new TreeMap<>();
            outcomes.forEach((outcome, count) -> ofName.put(outcome, count.sum()));
            copy.put(name, ofName);
        });
        return copy;
    }
}
