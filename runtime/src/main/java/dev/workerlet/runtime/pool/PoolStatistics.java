package dev.workerlet.runtime.pool;

/**
 * Figures of one pool at one time.
 *
 * @param isolates isolates with a script
 * @param spares isolates that are kept prepared
 * @param activeRequests events that are running
 * @param waitingRequests events that wait for a place
 * @param openStreams bodies that flow between scripts and the host
 * @param openHandles V8 references and callback contexts that the host holds in isolates with a script
 * @param collections collections that the runtime has asked V8 for, of isolates at rest and of heaps that are nearly full, since
 *     the start
 * @param heapBytes size of these isolates' heaps, as far as they have been looked at
 * @param externalBytes what they hold outside their heaps, as far as they have been looked at
 */
public record PoolStatistics(
        int isolates,
        int spares,
        int activeRequests,
        int waitingRequests,
        int openStreams,
        int openHandles,
        long collections,
        long heapBytes,
        long externalBytes) {}
