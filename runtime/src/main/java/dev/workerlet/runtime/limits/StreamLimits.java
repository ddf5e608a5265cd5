package dev.workerlet.runtime.limits;

import java.time.Duration;

/**
 * What a stream between a script and the host may hold, and how long it may stand still. Immutable.
 *
 * @param chunks pieces that may wait between its writer and its reader
 * @param bytes their bytes; a single piece may be larger
 * @param idle how long a response stream may stand still; 0 = without end
 */
public record StreamLimits(int chunks, int bytes, Duration idle) {
    /** 16 pieces, 1 MiB, 5 minutes. */
    public static final StreamLimits DEFAULTS = new StreamLimits(16, 1024 * 1024, Duration.ofMinutes(5));

    public StreamLimits {
        requireAtLeast("stream-chunks", chunks, 1);
        requireAtLeast("stream-bytes", bytes, 1);
        requireAtLeast("stream-idle-limit", idle.toNanos(), 0);
    }

    private static void requireAtLeast(String name, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", but is " + value);
        }
    }
}
