package dev.workerlet.runtime.limits;

/** Why an event is answered without having been begun. */
public enum Refusal {
    /** Too many events wait, or have waited for too long: {@code queue-limit}, {@code queue-target}, {@code queue-wait}. */
    QUEUE,
    /** Too many of the owner's events wait: {@code queue-per-owner}, or its share of a full queue. */
    OWNER,
    /** The worker is held back: {@code kills-before-break}. */
    BREAKER,
    /** The process holds too much memory: {@code memory-limit}. */
    MEMORY,
    /** The runtime is stopping. */
    STOPPING,
    /** The request has passed this server too often. */
    LOOP
}
