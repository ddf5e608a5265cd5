package dev.workerlet.runtime.pool;

/**
 * How a worker's last events have ended, {@value #MOST} at most: a row of bits, the newest the lowest. Immutable.
 *
 * @param killBits a bit each, 1 where the event has cost the isolate
 * @param count how many are known
 */
record Outcomes(long killBits, int count) {
    /** As many as are remembered. */
    static final int MOST = Long.SIZE;

    static final Outcomes NONE = new Outcomes(0, 0);

    /** These and an event that has cost the isolate. */
    Outcomes killed() {
        return new Outcomes(killBits << 1 | 1, Math.min(count + 1, MOST));
    }

    /** These and an event that has not. */
    Outcomes survived() {
        return new Outcomes(killBits << 1, Math.min(count + 1, MOST));
    }

    /** How many of all have cost the isolate. */
    int kills() {
        return Long.bitCount(killBits);
    }

    /** How many of the last {@code window}, from 1 to {@value #MOST}, have. */
    int kills(int window) {
        return Long.bitCount(killBits & (-1L >>> (MOST - window)));
    }
}
