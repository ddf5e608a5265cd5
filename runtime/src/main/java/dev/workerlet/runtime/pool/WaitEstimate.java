package dev.workerlet.runtime.pool;

import java.util.concurrent.TimeUnit;

/**
 * How long the next one in a queue will wait, judged by those that waited before: the length of the queue times the time
 * between two that leave it. One thread notes, any may ask.
 */
final class WaitEstimate {
    /** So many must have waited one after another: one slow turn, such as the loading of a script, tells nothing. */
    private static final int LEAST_SAMPLES = 8;
    /** A forecast counts only where waiting has taken so great a part of the most already. */
    private static final int EVIDENCE = 8;

    private static final int MOST_RETRY_SECONDS = 60;

    private final long mostNanos;
    /** Mean time between two that leave, 0 while there are too few samples. */
    private volatile long intervalNanos;
    /** How long the last one that left the queue had waited. */
    private volatile long waitedNanos;

    private long meanNanos;
    private int samples;
    private long leftNanos;

    /** @param mostNanos longest time that one should have to wait; 0 = never too long */
    WaitEstimate(long mostNanos) {
        this.mostNanos = mostNanos;
    }

    /** One has left the queue that had come then. */
    void left(long cameNanos, long nowNanos) {
        long waited = nowNanos - cameNanos;
        long sample = samples == 0 ? waited : Math.min(waited, nowNanos - leftNanos);
        leftNanos = nowNanos;
        samples = Math.min(samples + 1, LEAST_SAMPLES);
        meanNanos += (sample - meanNanos) / samples;
        intervalNanos = samples < LEAST_SAMPLES ? 0 : meanNanos;
        waitedNanos = waited;
    }

    /** One has not had to wait. */
    void passed() {
        if (waitedNanos != 0) {
            waitedNanos = 0;
            samples = 0;
            meanNanos = 0;
        }
    }

    /** Whether one with so many before it would wait for too long. */
    boolean isTooLong(int before) {
        return mostNanos > 0 && waitedNanos > mostNanos / EVIDENCE && before * intervalNanos > mostNanos;
    }

    /** How long one with so many before it would wait, in seconds: at least 1. */
    int seconds(int before) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(before * intervalNanos);
        return Math.toIntExact(Math.max(1, Math.min(MOST_RETRY_SECONDS, seconds)));
    }
}
