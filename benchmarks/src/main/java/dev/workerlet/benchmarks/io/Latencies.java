package dev.workerlet.benchmarks.io;

/** Times in milliseconds, counted. Confined to one thread. */
public final class Latencies {
    private static final int MOST = 60_000;

    private final long[] counts = new long[MOST + 1];
    private long count;

    public void add(long millis) {
        counts[(int) Math.max(0, Math.min(MOST, millis))]++;
        count++;
    }

    public long count() {
        return count;
    }

    /** The time that so many of all did not exceed; 0.5 is the median. */
    public long quantile(double share) {
        long seen = 0;
        for (int millis = 0; millis < MOST; millis++) {
            seen += counts[millis];
            if (seen >= share * count) {
                return millis;
            }
        }
        return MOST;
    }

    @Override
    public String toString() {
        return quantile(0.5) + " | " + quantile(0.99) + " | " + quantile(1);
    }
}
