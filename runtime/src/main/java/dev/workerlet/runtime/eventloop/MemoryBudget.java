package dev.workerlet.runtime.eventloop;

/**
 * How much memory the whole process may hold before it takes no more isolates on. Thread-safe.
 *
 * <p>Where the system does not tell what the process holds, the budget is never spent.
 */
public final class MemoryBudget {
    private static final int PERCENT = 100;

    private final long bytes;

    /** A budget of so many bytes. */
    public MemoryBudget(long bytes) {
        this.bytes = bytes;
    }

    /** So many hundredths of the container's memory, or of the machine's where there is no smaller bound. */
    public static long percentOfTotalBytes(int percent) {
        return ProcessMemory.totalBytes() / PERCENT * percent;
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
        return residentBytes > bytes;
    }

    /** The budget. */
    public long bytes() {
        return bytes;
    }
}
