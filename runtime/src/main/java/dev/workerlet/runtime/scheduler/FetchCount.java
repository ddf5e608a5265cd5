package dev.workerlet.runtime.scheduler;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many requests to the network an event has made, together with the events that these have led to in this runtime:
 * a worker that asks itself can't make more of them by doing so. Thread-safe.
 */
public final class FetchCount {
    private final AtomicInteger made = new AtomicInteger();

    /** Counts a further one. Returns false where there are {@code most} already. */
    boolean take(int most) {
        return made.get() < most && made.incrementAndGet() <= most;
    }
}
