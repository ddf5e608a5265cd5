package dev.workerlet.runtime.eventloop;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much memory the whole process may hold before it takes no more isolates on. Thread-safe.
 *
 * <p>Where the system does not tell what the process holds, the budget is never spent.
 */
public final class MemoryBudget {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryBudget.class);
    private static final int PERCENT = 100;
    private static final long TELLING_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final long bytes;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong nextTellingNanos = new AtomicLong(System.nanoTime());

    /** A budget of so many bytes. */
    public MemoryBudget(long bytes) {
        this.bytes = bytes;
    }

    /** So many hundredths of the container's memory, or of the machine's where there is no smaller bound. */
    public static long percentOfTotalBytes(int percent) {
        return ProcessMemory.totalBytes() / PERCENT * percent;
    }

    /** Runs {@code listener} once a second at most when the budget is found to be spent, on the thread that finds it. */
    public void onSpent(Runnable listener) {
        listeners.add(listener);
    }

    /** What the process holds in memory, or a negative number where that is not known. */
    public long residentBytes() {
        return ProcessMemory.residentBytes();
    }

    /** Whether the process holds more than its budget; takes some microseconds. */
    public boolean isSpent() {
        return isSpentBy(residentBytes());
    }

    boolean isSpentBy(long residentBytes) {
        boolean spent = residentBytes > bytes;
        if (spent && claimTelling()) {
            LOG.warn(
                    "The process holds {} MiB of memory, memory-limit is {} MiB: no isolates are added",
                    residentBytes >> 20,
                    bytes >> 20);
            listeners.forEach(Runnable::run);
        }
        return spent;
    }

    private boolean claimTelling() {
        long next = nextTellingNanos.get();
        long now = System.nanoTime();
        return now - next >= 0 && nextTellingNanos.compareAndSet(next, now + TELLING_INTERVAL_NANOS);
    }

    /** The budget. */
    public long bytes() {
        return bytes;
    }
}
