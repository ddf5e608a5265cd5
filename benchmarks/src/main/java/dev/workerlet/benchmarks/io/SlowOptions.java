package dev.workerlet.benchmarks.io;

import picocli.CommandLine.Option;

/** How slow one side is, for how long, and how far the other may be ahead of it. */
final class SlowOptions {
    @Option(names = "--seconds", defaultValue = "30", description = "How long; default ${DEFAULT-VALUE}.")
    int seconds;

    @Option(names = "--rate", defaultValue = "10000", description = "Bytes a second; default ${DEFAULT-VALUE}.")
    int rate;

    @Option(
            names = "--ahead",
            defaultValue = "8m",
            converter = Sizes.class,
            description = "How much may be ahead, the system's buffers included; default ${DEFAULT-VALUE}.")
    long mostAhead;
}
