package dev.workerlet.runtime.limits;

import java.time.Duration;

/**
 * What one worker may use. Immutable; each value is settable per worker.
 *
 * @param cpuTime CPU time of an event's own turns, and again for what its {@code waitUntil} leaves after the response
 * @param startCpuTime CPU time of a script's top level
 * @param wallClock from the arrival at a loop to the response head; also the time {@code waitUntil} has after the response
 * @param heapBytes V8 heap of the isolate
 * @param externalBytes what the isolate holds outside its heap: ArrayBuffers; also what a turn may add in WebAssembly and shared memory
 * @param requestBodyBytes largest request body that a script may gather in memory; a stream has no bound
 * @param responseBodyBytes largest response body that is given in memory; a stream has no bound
 * @param maxConcurrentPerIsolate requests that may await in one context at once; 1 = strict
 * @param timersPerRequest timers that one request may have pending
 * @param fetchesPerRequest requests to the network that one request may make, redirects counted
 * @param concurrentFetches of these, how many at once; further ones wait
 * @param fetchBodyBytes largest body that is gathered in memory for a request to the network, either way
 * @param logChars characters that an event may write to the log, each line counted as {@link #LOG_LINE_CHARS} more; comes back as CPU time does
 * @param stream what streams may hold
 * @param outbound which other servers it may reach
 * @param socket what the WebSockets of clients may hold
 * @param script how large its script may be, and whether it may use {@code eval}
 * @param softPercent how much of its CPU time, wall clock, heap or external memory an event may use before that is told, in
 *     hundredths; 0 = nothing is told
 */
public record WorkerLimits(
        Duration cpuTime,
        Duration startCpuTime,
        Duration wallClock,
        long heapBytes,
        long externalBytes,
        long requestBodyBytes,
        long responseBodyBytes,
        int maxConcurrentPerIsolate,
        int timersPerRequest,
        int fetchesPerRequest,
        int concurrentFetches,
        long fetchBodyBytes,
        long logChars,
        StreamLimits stream,
        OutboundPolicy outbound,
        SocketLimits socket,
        ScriptLimits script,
        int softPercent) {

    private static final long MIB = 1024 * 1024;
    /** The most that {@code heapBytes} can be. */
    public static final long MOST_HEAP_BYTES = 16L * 1024 * MIB;

    /** What a line of the log takes besides its text: time, level, thread, names. */
    public static final int LOG_LINE_CHARS = 100;

    private static final int DEFAULT_SOFT_PERCENT = 75;
    private static final int MOST_SOFT_PERCENT = 99;

    /**
     * 50 ms CPU, 1 s for the top level, 30 s wall clock, 128 MiB heap and as much outside it, bodies up to 16 MiB and 64 MiB, 32 at once; 1,000
     * fetches of up to 64 MiB, 6 at once; 1,048,576 characters of log; told of at 75 %.
     */
    public static final WorkerLimits DEFAULTS = new WorkerLimits(
            Duration.ofMillis(50),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            128 * MIB,
            128 * MIB,
            16 * MIB,
            64 * MIB,
            32,
            10_000,
            1_000,
            6,
            64 * MIB,
            MIB,
            StreamLimits.DEFAULTS,
            OutboundPolicy.NONE,
            SocketLimits.DEFAULTS,
            ScriptLimits.DEFAULTS,
            DEFAULT_SOFT_PERCENT);

    public WorkerLimits {
        requirePositive("cpu-limit", cpuTime);
        requirePositive("start-cpu-limit", startCpuTime);
        requirePositive("wall-limit", wallClock);
        requireAtLeast("heap-limit", heapBytes, 8 * MIB);
        requireAtLeast("external-memory-limit", externalBytes, 8 * MIB);
        requireAtLeast("request-body-limit", requestBodyBytes, 0);
        requireAtLeast("response-body-limit", responseBodyBytes, 0);
        requireAtLeast("max-concurrent-per-isolate", maxConcurrentPerIsolate, 1);
        requireAtLeast("timers-per-request", timersPerRequest, 1);
        requireAtLeast("fetches-per-request", fetchesPerRequest, 0);
        requireAtLeast("concurrent-fetches", concurrentFetches, 1);
        requireAtLeast("fetch-body-limit", fetchBodyBytes, 0);
        requireAtLeast("log-limit", logChars, 0);
        requireAtLeast("soft-limit", softPercent, 0);
        if (heapBytes > MOST_HEAP_BYTES) {
            throw new IllegalArgumentException(
                    "heap-limit is " + heapBytes + " bytes, at most " + MOST_HEAP_BYTES + " are possible");
        }
        if (softPercent > MOST_SOFT_PERCENT) {
            throw new IllegalArgumentException(
                    "soft-limit must be at most " + MOST_SOFT_PERCENT + "%, but is " + softPercent);
        }
    }

    /** Limits like these, to be changed. */
    public WorkerLimitsBuilder toBuilder() {
        return new WorkerLimitsBuilder(this);
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(name + " must be longer than 0, but is " + value);
        }
    }

    private static void requireAtLeast(String name, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", but is " + value);
        }
    }
}
