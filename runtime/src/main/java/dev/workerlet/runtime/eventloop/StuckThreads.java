package dev.workerlet.runtime.eventloop;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that long turns have to themselves: of those that are detached, and of those that can't be ended and were given up.
 * Each of the latter may keep a core busy for as long as its built-in takes, which can be for ever, so there is a bound to them
 * all. Thread-safe.
 */
public final class StuckThreads {
    private static final Logger LOG = LoggerFactory.getLogger(StuckThreads.class);

    private final int most;
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicBoolean fullReported = new AtomicBoolean();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    /** @param most how many there may be at a time; past it a loop waits for its turn to end */
    public StuckThreads(int most) {
        this.most = most;
    }

    /** Asks for room for one more. */
    boolean claim() {
        return count.getAndUpdate(now -> now < most ? now + 1 : now) < most;
    }

    /** A turn can't be ended and holds up its loop, since there is no room. */
    void reportFull() {
        if (most > 0 && fullReported.compareAndSet(false, true)) {
            LOG.error("A loop stands still: its turn can't be ended, and stuck-threads-limit of {} is reached", most);
        }
    }

    /** Gives back what was claimed, and not used or no longer. */
    void release() {
        count.decrementAndGet();
        fullReported.set(false);
    }

    /** The turn of {@code thread} is given up; within what was claimed. */
    void add(Thread thread) {
        threads.add(thread);
        LOG.warn(
                "A turn does not end when it is told to: {} is left to it, another thread runs its loop."
                        + " {} of {} such threads, stuck-threads-limit",
                thread.getName(),
                count.get(),
                most);
    }

    /** {@code thread} has come back from V8 and ends. */
    void remove(Thread thread) {
        if (threads.remove(thread)) {
            release();
            LOG.info("{} has come back and ends", thread.getName());
        }
    }

    /** How many turns are given up now. */
    public int size() {
        return threads.size();
    }

    /** Waits until all have ended, {@code nanos} at most. Returns how many have not. */
    public int await(long nanos) {
        long deadlineNanos = System.nanoTime() + nanos;
        for (Thread thread : threads) {
            long leftMillis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
            Threads.join(thread, Math.max(1, leftMillis));
        }
        return threads.size();
    }
}
