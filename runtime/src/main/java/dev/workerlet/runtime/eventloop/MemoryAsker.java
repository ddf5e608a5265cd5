package dev.workerlet.runtime.eventloop;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that asks the isolates of long turns what they hold. Asking may wait for an isolate's locker, until its turn
 * ends: whoever finds that it {@linkplain #isHeldUp() is held up} retires it, and has another one ask the others. No
 * isolate is asked by two, so that there are never more of these threads than turns that run.
 */
final class MemoryAsker {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryAsker.class);

    /** How long a round may take that asks all isolates; without waiting that is microseconds. */
    private static final long HELD_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final long RESTING = 0;

    private final List<TurnGuard> guards;
    private final AtomicLong roundBeganNanos = new AtomicLong(RESTING);
    private final Thread thread = Threads.enteringV8("workerlet-memory-asker", this::run);
    private volatile boolean retired;

    MemoryAsker(List<TurnGuard> guards) {
        this.guards = guards;
    }

    void start() {
        thread.start();
    }

    /** Has it ask once more. Any thread. */
    void wakeUp() {
        LockSupport.unpark(thread);
    }

    /** Whether it has been waiting for one isolate for long. Any thread. */
    boolean isHeldUp() {
        long began = roundBeganNanos.get();
        return began != RESTING && System.nanoTime() - began > HELD_UP_NANOS;
    }

    /** Lets it end as soon as it comes back. Any thread. */
    void retire() {
        retired = true;
        LockSupport.unpark(thread);
    }

    /** Waits until it has ended, for so long at most. */
    void awaitEnd(long millis) {
        Threads.join(thread, millis);
    }

    private void run() {
        while (!retired) {
            LockSupport.park(this);
            // An odd number is never the one that stands for rest.
            roundBeganNanos.set(System.nanoTime() | 1);
            ask();
            roundBeganNanos.set(RESTING);
        }
    }

    private void ask() {
        for (TurnGuard guard : guards) {
            if (retired) {
                return;
            }
            try {
                guard.watchMemory();
            } catch (RuntimeException | Error e) {
                Threads.report(LOG, "An isolate can't be asked what it holds", e);
            }
        }
    }
}
