package dev.workerlet.runtime.eventloop;

import dev.workerlet.runtime.limits.TerminationReason;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that ends turns that take too much memory outside V8's heap. Woken by the watchdog while a turn takes
 * long, asleep otherwise.
 *
 * <p>It has two sources. The isolate itself tells of its ArrayBuffers; asking it may wait for the isolate's locker, so a
 * thread of its own {@linkplain MemoryAsker asks}. WebAssembly and shared memory are not told: of these, what the process has
 * grown by during a turn counts, as far as the loop's thread has touched new pages. That needs no isolate, and bounds what
 * a turn adds while its isolate can't be asked.
 */
final class MemoryWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryWatch.class);

    /** What a turn may add while the process is over its budget. */
    private static final long TIGHT_BYTES = 32L * 1024 * 1024;

    private static final long CLOSE_MILLIS = TimeUnit.SECONDS.toMillis(5);

    private final List<TurnGuard> guards;
    private final MemoryBudget budget;
    private final IdentityHashMap<TurnGuard, Seen> seen = new IdentityHashMap<>();
    private final Thread thread = Threads.daemon("workerlet-memory", this::run);
    private volatile MemoryAsker asker;
    /** Whether it was told that there is no thread for another asker; its own. */
    private boolean failureReported;

    private volatile boolean closed;

    /** What was there when a turn was first looked at. */
    private record Seen(long turn, long residentBytes, long touchedBytes) {}

    MemoryWatch(List<TurnGuard> guards, MemoryBudget budget) {
        this.guards = guards;
        this.budget = budget;
        this.asker = new MemoryAsker(guards);
    }

    void start() {
        asker.start();
        thread.start();
    }

    /** A turn takes long. Any thread. */
    void wakeUp() {
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!closed) {
            LockSupport.park(this);
            try {
                look();
            } catch (RuntimeException | Error e) {
                Threads.report(LOG, "The memory of running turns can't be looked at", e);
            }
        }
    }

    private void look() {
        seen.keySet().retainAll(guards);
        long residentBytes = budget.residentBytes();
        boolean spent = budget.isSpentBy(residentBytes);
        for (TurnGuard guard : guards) {
            watchGrowth(guard, residentBytes, spent);
        }
        askIsolates();
    }

    private void askIsolates() {
        if (asker.isHeldUp()) {
            try {
                // Started first: there may be no memory for another thread just now.
                MemoryAsker next = new MemoryAsker(guards);
                next.start();
                asker.retire();
                asker = next;
                failureReported = false;
            } catch (RuntimeException | Error e) {
                if (!failureReported) {
                    failureReported = true;
                    Threads.report(LOG, "Isolates are not asked what they hold: there is no thread for it", e);
                }
            }
        }
        asker.wakeUp();
    }

    private void watchGrowth(TurnGuard guard, long residentBytes, boolean spent) {
        long turn = guard.runningTurn();
        long touchedBytes = turn == TurnGuard.NO_TURN ? ProcessMemory.UNKNOWN : guard.touchedBytes();
        if (residentBytes < 0 || touchedBytes < 0) {
            return;
        }
        Seen before = seen.get(guard);
        if (before == null || before.turn() != turn) {
            seen.put(guard, new Seen(turn, residentBytes, touchedBytes));
            return;
        }
        long grown = Math.min(residentBytes - before.residentBytes(), touchedBytes - before.touchedBytes());
        guard.noteGrowth(turn, grown);
        long mostBytes = guard.turnMemoryBytes();
        if (grown > mostBytes) {
            LOG.warn(
                    "A turn has added {} MiB to the process, heap-limit and external-memory-limit make {} MiB: it is ended",
                    grown >> 20,
                    mostBytes >> 20);
            guard.terminate(turn, TerminationReason.MEMORY_LIMIT);
        } else if (spent && grown > TIGHT_BYTES) {
            LOG.warn(
                    "A turn has added {} MiB to the process, which is over its memory-limit: it is ended", grown >> 20);
            guard.terminate(turn, TerminationReason.MEMORY_LIMIT);
        }
    }

    /** Stops both threads and waits for them. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        Threads.join(thread, CLOSE_MILLIS);
        asker.retire();
        asker.awaitEnd(CLOSE_MILLIS);
    }
}
