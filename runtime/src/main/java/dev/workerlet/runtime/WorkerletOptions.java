package dev.workerlet.runtime;

import dev.workerlet.runtime.eventloop.MemoryBudget;
import dev.workerlet.runtime.limits.OverloadLimits;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How the runtime is set up. Immutable; {@link #defaults(Path)} gives what is right for most.
 *
 * @param workDirectory a directory of this runtime's own for the native library, ICU data, snapshot and code caches;
 *     made if missing, for the owner only. Not shared by two class loaders
 * @param loops loop threads
 * @param isolatesPerLoop most isolates on one loop
 * @param isolatesPerOwner most isolates of one owner on one loop
 * @param sparesPerLoop isolates kept prepared on each loop
 * @param queuePerLoop most events waiting on one loop
 * @param queueWait longest time an event waits for a place
 * @param drainTimeout longest time {@link Workerlet#close()} lets running events finish
 * @param allowPrivateNetwork whether workers may reach private, loopback and link-local addresses
 * @param fetchesPerOwner requests to other servers that one owner may have under way at once; as many again wait
 * @param overload what keeps one worker or one owner from taking what the others need
 * @param memoryBytes what the whole process may hold in memory; past it no isolates are added
 * @param unloadLibrary whether the native library is unloaded at the end; false where other class loaders share Javet
 */
public record WorkerletOptions(
        Path workDirectory,
        int loops,
        int isolatesPerLoop,
        int isolatesPerOwner,
        int sparesPerLoop,
        int queuePerLoop,
        Duration queueWait,
        Duration drainTimeout,
        boolean allowPrivateNetwork,
        int fetchesPerOwner,
        OverloadLimits overload,
        long memoryBytes,
        boolean unloadLibrary) {
    private static final int MEMORY_PERCENT = 90;

    public WorkerletOptions {
        if (memoryBytes < 1) {
            throw new IllegalArgumentException("memory-limit must be at least 1, but is " + memoryBytes);
        }
    }

    /** So many hundredths of the container's memory, or of the machine's where there is no smaller bound. */
    public static long percentOfMemoryBytes(int percent) {
        return MemoryBudget.percentOfTotalBytes(percent);
    }

    /** As many loops as cores, 100 isolates a loop, 10 a loop and owner, 2 spares, 1,000 events queued for 10 s at most, 1,000 fetches an owner, 90 % of the memory. */
    public static WorkerletOptions defaults(Path workDirectory) {
        return new WorkerletOptions(
                workDirectory,
                Runtime.getRuntime().availableProcessors(),
                100,
                10,
                2,
                1_000,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                false,
                1_000,
                OverloadLimits.DEFAULTS,
                percentOfMemoryBytes(MEMORY_PERCENT),
                true);
    }

    /** The same options, to change some of them. */
    public WorkerletOptionsBuilder toBuilder() {
        return new WorkerletOptionsBuilder(this);
    }
}
