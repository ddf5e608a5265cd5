package dev.workerlet.runtime.pool;

/** What the pool's policy sees of an isolate. */
interface PoolSlot {
    /** The tenant whose isolate it is. */
    String owner();

    /** The name of the worker that is loaded. */
    String workerName();

    /** The version of the worker that is loaded. */
    String version();

    /** Events that it could take now. */
    int freePlaces();

    /** Whether a turn is under way there which others do not wait for. */
    boolean isAway();

    /** Whether nothing would be harmed by closing it. */
    boolean isIdle();

    /** When an event last began or ended, in nanoseconds. */
    long lastUsedNanos();
}
