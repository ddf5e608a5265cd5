package dev.workerlet.runtime.eventloop;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that long turns have to themselves: of those that are detached, and of those that can't be ended and were given up.
 * Each of the latter may keep a core busy for as long as its built-in takes, which can be for ever, so there is a bound to them
 * all. Half of it is for the long turns of one owner: the rest is left for others, and for turns that can't be ended. Of an
 * owner whose given-up turns keep a quarter, no further turn begins; three quarters while there is no other owner.
 * Thread-safe.
 */
public final class StuckThreads {
    private static final Logger LOG = LoggerFactory.getLogger(StuckThreads.class);

    /** Of all threads one of several owners may keep one of so many parts. */
    private static final int PARTS = 4;
    /** How many of these parts an owner may keep that is alone. */
    private static final int LONE_PARTS = 3;
    /** Threads that any owner may keep. */
    private static final int LEAST_SHARE = 2;

    private final int most;
    private final AtomicBoolean fullReported = new AtomicBoolean();
    /** Those that were given up, and whose turns they run. */
    private final Map<Thread, String> threads = new ConcurrentHashMap<>();
    /** Whether turns of two owners have been asked for while one of them kept a thread. */
    private volatile boolean severalOwners;

    // Guarded by this.
    private final Map<String, Integer> ofOwners = new HashMap<>();
    private int count;

    /** @param most how many there may be at a time; past it a loop waits for its turn to end */
    public StuckThreads(int most) {
        this.most = most;
    }

    /** Asks for room for a long turn of {@code owner}, which {@link #release} gives back. */
    boolean claim(String owner) {
        return claim(owner, Math.max(1, most / 2));
    }

    /** The same for a turn that can't be ended, and holds up its loop. */
    boolean claimLast(String owner) {
        return claim(owner, most);
    }

    private synchronized boolean claim(String owner, int mostOfOwner) {
        int own = ofOwners.getOrDefault(owner, 0);
        boolean hasRoom = count < most && own < mostOfOwner;
        if (hasRoom) {
            // The only line that can fail comes first.
            ofOwners.put(owner, own + 1);
            count++;
        }
        return hasRoom;
    }

    /** A turn can't be ended and holds up its loop, since there is no room. */
    void reportFull() {
        if (most > 0 && fullReported.compareAndSet(false, true)) {
            LOG.error("A loop stands still: its turn can't be ended, and stuck-threads-limit of {} is reached", most);
        }
    }

    /** What was claimed for {@code from} is used by a turn of {@code to}, which began just before the other could be detached. */
    synchronized void pass(String from, String to) {
        ofOwners.merge(to, 1, Integer::sum);
        takeFrom(from);
    }

    private void takeFrom(String owner) {
        ofOwners.computeIfPresent(owner, (name, own) -> own == 1 ? null : own - 1);
    }

    /** Gives back what was claimed for {@code owner}, and not used or no longer. */
    void release(String owner) {
        synchronized (this) {
            count--;
            takeFrom(owner);
        }
        fullReported.set(false);
    }

    private synchronized int count() {
        return count;
    }

    /** The turn of {@code thread} is given up; within what was claimed for {@code owner}. */
    void add(Thread thread, String owner) {
        threads.put(thread, owner);
        LOG.warn(
                "A turn does not end when it is told to: {} is left to it, another thread runs its loop."
                        + " {} of {} such threads, stuck-threads-limit",
                thread.getName(),
                count(),
                most);
    }

    /** {@code thread} has come back from V8 and ends. */
    void remove(Thread thread) {
        String owner = threads.remove(thread);
        if (owner != null) {
            release(owner);
            LOG.info("{} has come back and ends", thread.getName());
        }
    }

    /**
     * Why no turn of {@code owner} is to begin, or null where one may. Told as soon as a turn is given up, before the loop has come
     * to it; costs a look where there is none.
     */
    public @Nullable String refusal(String owner) {
        if (threads.isEmpty()) {
            return null;
        }
        int own = 0;
        for (String other : threads.values()) {
            if (other.equals(owner)) {
                own++;
            } else {
                severalOwners = true;
            }
        }
        if (own < mostOfOwner()) {
            return null;
        }
        return own + " turns of workers of owner " + owner
                + " can't be ended and keep a thread each; until one is over, or the"
                + " application starts anew, no event of the owner is taken: of " + most
                + " threads, stuck-threads-limit, it may keep " + mostOfOwner();
    }

    private int mostOfOwner() {
        return Math.max(LEAST_SHARE, (severalOwners ? 1 : LONE_PARTS) * most / PARTS);
    }

    /** How many turns are given up now. */
    public int size() {
        return threads.size();
    }

    /** Waits until all have ended, {@code nanos} at most. Returns how many have not. */
    public int await(long nanos) {
        long deadlineNanos = System.nanoTime() + nanos;
        for (Thread thread : threads.keySet()) {
            long leftMillis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
            Threads.join(thread, Math.max(1, leftMillis));
        }
        return threads.size();
    }
}
