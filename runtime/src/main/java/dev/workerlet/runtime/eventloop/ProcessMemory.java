package dev.workerlet.runtime.eventloop;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the process and its threads hold in memory, as Linux counts it in {@code /proc}; elsewhere nothing is known.
 * Thread-safe.
 */
public final class ProcessMemory {
    /** The answer where the system does not tell. */
    static final long UNKNOWN = -1;

    private static final Logger LOG = LoggerFactory.getLogger(ProcessMemory.class);
    private static final Path STATM = Path.of("/proc/self/statm");
    private static final Path THREAD_SELF = Path.of("/proc/thread-self");
    private static final Path AUXILIARY = Path.of("/proc/self/auxv");
    private static final Path LARGE_PAGES = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
    private static final String TOTAL = "TotalMemorySize";
    private static final long PAGE_SIZE_ENTRY = 6;
    private static final long USUAL_PAGE_BYTES = 4096;
    private static final long LARGE_PAGE_BYTES = 2L * 1024 * 1024;
    /** Minor faults, counted from the field after the thread's name. */
    private static final int FAULTS_FIELD = 7;

    private static final long PAGE_BYTES = pageBytes();
    private static final long FAULT_BYTES = faultBytes();

    private ProcessMemory() {}

    /** Memory that the process may use at most: the container's, or the machine's; without end where the JVM does not tell. */
    static long totalBytes() {
        try {
            // By its name: some servers hide the JDK's own interface for it from the applications that they run.
            return (long) ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(new ObjectName(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME), TOTAL);
        } catch (JMException | RuntimeException e) {
            LOG.warn(
                    "The JVM does not tell how much memory there is: give memory-limit in bytes, it is without end now",
                    e);
            return Long.MAX_VALUE;
        }
    }

    /** What the process holds in memory; takes some microseconds. */
    public static long residentBytes() {
        String text = read(STATM);
        return text == null ? UNKNOWN : Long.parseLong(text.split(" ", 3)[1]) * PAGE_BYTES;
    }

    /**
     * Most memory that a thread can have touched for the first time since it began; takes some microseconds.
     *
     * @param thread its directory in {@code /proc}
     */
    static long touchedBytes(Path thread) {
        String text = read(thread.resolve("stat"));
        if (text == null) {
            return UNKNOWN;
        }
        String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", FAULTS_FIELD + 2);
        return Long.parseLong(fields[FAULTS_FIELD]) * FAULT_BYTES;
    }

    /** The same for the current thread. */
    public static long touchedBytesHere() {
        return touchedBytes(THREAD_SELF);
    }

    private static @Nullable String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            // No Linux, or the thread has ended.
            LOG.debug("Can't read {}", file, e);
            return null;
        }
    }

    private static long pageBytes() {
        try {
            ByteBuffer entries = ByteBuffer.wrap(Files.readAllBytes(AUXILIARY)).order(ByteOrder.nativeOrder());
            while (entries.remaining() >= 2 * Long.BYTES) {
                long name = entries.getLong();
                long value = entries.getLong();
                if (name == PAGE_SIZE_ENTRY) {
                    return value;
                }
            }
        } catch (IOException e) {
            LOG.debug("The size of a page is not told; {} bytes are assumed", USUAL_PAGE_BYTES, e);
        }
        return USUAL_PAGE_BYTES;
    }

    /** Where the system gives large pages unasked, a single fault may have brought one. */
    private static long faultBytes() {
        String modes = Files.exists(LARGE_PAGES) ? read(LARGE_PAGES) : null;
        return modes != null && modes.contains("[always]") ? LARGE_PAGE_BYTES : PAGE_BYTES;
    }
}
