package dev.workerlet.runtime;

import dev.workerlet.runtime.limits.LimitCounts;
import dev.workerlet.runtime.pool.PoolStatistics;
import java.util.List;

/**
 * Figures of a runtime at one time.
 *
 * @param pools one a loop; a loop that did not tell in time is left out
 * @param openIsolates isolates of the whole process, spares included
 * @param openFetches requests to the network and WebSockets there that are under way
 * @param counts events that were ended or refused and limits that were reached, since the start
 * @param stuckThreads threads that are left to turns which can't be ended
 */
public record WorkerletStatistics(
        List<PoolStatistics> pools, int openIsolates, int openFetches, LimitCounts counts, int stuckThreads) {
    public WorkerletStatistics {
        pools = List.copyOf(pools);
    }

    /** Events that are running. */
    public int activeRequests() {
        return pools.stream().mapToInt(PoolStatistics::activeRequests).sum();
    }

    /** Bodies that flow between scripts and the host. */
    public int openStreams() {
        return pools.stream().mapToInt(PoolStatistics::openStreams).sum();
    }

    /** Isolates with a script. */
    public int isolates() {
        return pools.stream().mapToInt(PoolStatistics::isolates).sum();
    }

    /** Collections that the runtime has asked V8 for, of isolates at rest and of heaps that are nearly full, since the start. */
    public long collections() {
        return pools.stream().mapToLong(PoolStatistics::collections).sum();
    }

    /** Size of the isolates' heaps, as far as they have been looked at. */
    public long heapBytes() {
        return pools.stream().mapToLong(PoolStatistics::heapBytes).sum();
    }

    /** What isolates hold outside their heaps, as far as they have been looked at. */
    public long externalBytes() {
        return pools.stream().mapToLong(PoolStatistics::externalBytes).sum();
    }

    /** V8 references and callback contexts that the host holds. */
    public int openHandles() {
        return pools.stream().mapToInt(PoolStatistics::openHandles).sum();
    }
}
