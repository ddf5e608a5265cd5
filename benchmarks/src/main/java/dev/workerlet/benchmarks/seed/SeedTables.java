package dev.workerlet.benchmarks.seed;

import java.time.Duration;
import java.util.List;

/** The seed's tables: its Worker mode against its thread-pinned pool. */
final class SeedTables {
    private static final String LOOP = "loop-1000.js";
    private static final String MATH = "math-10000.js";
    private static final Duration NO_PAUSE = Duration.ZERO;

    /** 4 x 5 owners: 20 cold isolates for 80 requests. */
    static final SeedTable FOUR_THREADS = new SeedTable(
            "4 threads x 20 requests",
            LOOP,
            4,
            20,
            4,
            20,
            (thread, index) -> "pinned-t" + thread + "-w" + index % 5,
            NO_PAUSE,
            false,
            1_474,
            5_766);

    /** All of them, in the seed's order. */
    static final List<SeedTable> ALL = List.of(
            FOUR_THREADS,
            new SeedTable(
                    "CPU-bound",
                    MATH,
                    1,
                    30,
                    1,
                    100,
                    (thread, index) -> "cpu-" + index % 10,
                    NO_PAUSE,
                    false,
                    400,
                    556),
            new SeedTable(
                    "Standard (5 ms)",
                    LOOP,
                    1,
                    20,
                    1,
                    100,
                    (thread, index) -> "standard-" + index % 10,
                    Duration.ofMillis(5),
                    false,
                    118,
                    126),
            new SeedTable("Warm cache", LOOP, 1, 50, 1, 100, (thread, index) -> "warm", NO_PAUSE, true, null, 2_077),
            new SeedTable(
                    "CPU, 8 threads on 4 isolates",
                    MATH,
                    8,
                    50,
                    4,
                    1,
                    (thread, index) -> "shared-" + thread % 4,
                    NO_PAUSE,
                    false,
                    9_945,
                    10_450),
            new SeedTable(
                    "Extreme, 8 threads on 1 isolate",
                    MATH,
                    8,
                    50,
                    1,
                    1,
                    (thread, index) -> "shared",
                    NO_PAUSE,
                    false,
                    10_083,
                    19_511));

    private SeedTables() {}
}
