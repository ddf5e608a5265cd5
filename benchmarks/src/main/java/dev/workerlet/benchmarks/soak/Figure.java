package dev.workerlet.benchmarks.soak;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What is watched during a soak, and by how much it may grow.
 *
 * @param title its name and unit
 * @param value reads it
 * @param most by how much it may grow
 * @param mostShare by which part of its median it may grow, if that is more
 */
record Figure(String title, ToLongFunction<Reading> value, long most, double mostShare) {
    private static final long KIB_PER_MIB = 1_024;

    // Of the Java heap, caches may take an eighth (64 MiB), whenever a script first fills one.
    static final List<Figure> ALL = List.of(
            new Figure("RSS, MiB", reading -> reading.process().rssKib() / KIB_PER_MIB, 48, 0.08),
            new Figure("Java heap after a collection, MiB", reading -> reading.told("heapKib") / KIB_PER_MIB, 96, 0),
            new Figure("V8's heaps, MiB", reading -> reading.told("isolateHeapKib") / KIB_PER_MIB, 96, 0.25),
            new Figure("outside V8's heaps, MiB", reading -> reading.told("externalKib") / KIB_PER_MIB, 64, 0.25),
            new Figure("threads", reading -> reading.process().threads(), 24, 0),
            new Figure("threads besides pools", reading -> ServerThreads.besidesPools(reading.threads()), 4, 0),
            new Figure("open files", reading -> reading.process().descriptors(), 16, 0),
            new Figure("isolates", reading -> reading.told("openIsolates"), 8, 0),
            new Figure("V8 references", reading -> reading.told("openHandles"), 1_000, 0),
            new Figure("mappings", Reading::mappings, 400, 0));

    long of(Reading reading) {
        return value.applyAsLong(reading);
    }

    /** Its trend over readings. */
    Trend trend(List<Reading> readings) {
        long[] seconds = readings.stream().mapToLong(Reading::seconds).toArray();
        long[] values = readings.stream().mapToLong(value).toArray();
        return Trend.of(seconds, values);
    }

    /** By how much it may grow in all of a soak. */
    double bound(Trend trend) {
        return Math.max((double) most, mostShare * trend.median());
    }
}
