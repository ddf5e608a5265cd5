package dev.workerlet.benchmarks.lifecycle;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** What came of the requests to one web application, by kind. Thread-safe. */
final class Answers {
    /** The right answer. */
    static final String GOOD = "good";
    /** Begins the kinds that are complete answers, and not the right ones. */
    static final String WRONG = "WRONG ";
    /** Begins the kinds where a connection ended without a complete answer. */
    static final String CUT = "cut ";
    /** Nothing came in time. */
    static final String NONE = "NO ANSWER";

    private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();

    void count(String kind) {
        counts.computeIfAbsent(kind, key -> new AtomicLong()).incrementAndGet();
    }

    long good() {
        return count(GOOD::equals);
    }

    /** How many are of such kinds. */
    long count(Predicate<String> kind) {
        return counts.entrySet().stream()
                .filter(entry -> kind.test(entry.getKey()))
                .mapToLong(entry -> entry.getValue().get())
                .sum();
    }

    @Override
    public String toString() {
        return new TreeMap<>(counts).toString();
    }
}
