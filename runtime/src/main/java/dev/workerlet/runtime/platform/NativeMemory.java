package dev.workerlet.runtime.platform;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.ReflectionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives memory that the C allocator keeps back to the operating system. Thread-safe.
 *
 * <p>V8's compilers and the memory of closed isolates pass through {@code malloc}, which holds on to what was freed; the
 * JVM has a command that trims it (JDK 17.0.9 and later, on Linux with glibc). Where there is none, this does nothing.
 * A trim takes some milliseconds, and several times as many where the cores are busy; meanwhile nobody gets memory from the arena that
 * it is at. So there is one a second at most, or one in three hundred times what the last one took, in ten seconds at the latest.
 */
public final class NativeMemory {
    private static final Logger LOG = LoggerFactory.getLogger(NativeMemory.class);
    private static final String COMMANDS = "com.sun.management:type=DiagnosticCommand";
    private static final String TRIM = "systemTrimNativeHeap";
    private static final long LEAST_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long MOST_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int INTERVAL_PER_DURATION = 300;

    private final AtomicLong nextNanos = new AtomicLong(System.nanoTime());
    private volatile boolean missing;

    /** Tells the log what keeps the allocator from holding on to memory, where that is not done. On Linux, where V8 needs glibc. */
    static void advise() {
        if (needsAdvice(System.getenv())) {
            LOG.info("MALLOC_ARENA_MAX is not set: set it to 2 in the server's environment, or the C allocator may keep"
                    + " some hundred MB that nobody uses");
        }
    }

    /** Whether neither the number of arenas nor another allocator is chosen. */
    static boolean needsAdvice(Map<String, String> environment) {
        return !environment.containsKey("MALLOC_ARENA_MAX")
                && !environment.getOrDefault("GLIBC_TUNABLES", "").contains("glibc.malloc.arena_max")
                && !environment.getOrDefault("LD_PRELOAD", "").contains("malloc");
    }

    /** Whether a trim may be run now; true for one caller. That one calls {@link #trim()}, on a thread that may wait. */
    public boolean claimTrim() {
        long next = nextNanos.get();
        long now = System.nanoTime();
        return !missing && now - next >= 0 && nextNanos.compareAndSet(next, now + LEAST_INTERVAL_NANOS);
    }

    /** Whether the JVM has the command, as far as is known. */
    public boolean canTrim() {
        return !missing;
    }

    /** How long {@link #claimTrim()} will say no. */
    public Duration untilNextTrim() {
        return Duration.ofNanos(Math.max(0, nextNanos.get() - System.nanoTime()));
    }

    /** Trims the allocator's memory; takes milliseconds. */
    public void trim() {
        long startNanos = System.nanoTime();
        try {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            Object report = server.invoke(new ObjectName(COMMANDS), TRIM, null, null);
            LOG.debug("{}", report);
        } catch (ReflectionException | InstanceNotFoundException | MalformedObjectNameException e) {
            missing = true;
            LOG.debug("This JVM can't trim native memory; the C allocator keeps what was freed", e);
        } catch (JMException | RuntimeException e) {
            missing = true;
            LOG.warn("Native memory can't be trimmed; the C allocator keeps what was freed", e);
        }
        long endNanos = System.nanoTime();
        long pauseNanos = Math.min(MOST_INTERVAL_NANOS, INTERVAL_PER_DURATION * (endNanos - startNanos));
        nextNanos.accumulateAndGet(endNanos + Math.max(LEAST_INTERVAL_NANOS, pauseNanos), Math::max);
    }
}
