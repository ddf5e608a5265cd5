package dev.workerlet.benchmarks.hostile;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * A memory of the server's that a group of attacks may not make grow for good.
 *
 * @param title its name
 * @param kib reads it
 */
record Memory(String title, ToLongFunction<Holdings> kib) {
    private static final long KIB_PER_MIB = 1_024;

    /** Of the first, the whole Java heap is a part from the start. */
    static final List<Memory> ALL = List.of(
            new Memory("RSS", Holdings::rssKib),
            new Memory("V8's heaps", held -> held.told("isolateHeapKib")),
            new Memory("outside V8's heaps", held -> held.told("externalKib")),
            new Memory("Java heap", held -> held.told("heapKib")));

    /** By how many MiB it has grown. */
    long grownMib(Holdings before, Holdings after) {
        return (kib.applyAsLong(after) - kib.applyAsLong(before)) / KIB_PER_MIB;
    }

    /** Both in MiB. */
    String text(Holdings before, Holdings after) {
        return title + ' ' + kib.applyAsLong(before) / KIB_PER_MIB + " → " + kib.applyAsLong(after) / KIB_PER_MIB;
    }
}
