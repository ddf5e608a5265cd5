package dev.workerlet.runtime.eventloop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How this runtime makes and waits for threads; the only place that does. Thread-safe.
 *
 * <p>A thread that has entered V8 keeps destructors that lie in V8's library. Where the library is unloaded before the
 * thread has ended natively, the process crashes: so V8 is entered by threads of our own only, and their native ends,
 * which come a little after {@link Thread#join()}, are waited for.
 */
public final class Threads {
    private static final Logger LOG = LoggerFactory.getLogger(Threads.class);

    /** V8 takes up to 1 MB of stack of its own; scripts may recurse, and host functions need room below. */
    private static final long V8_STACK_BYTES = 8L * 1024 * 1024;

    private static final Path THREAD_SELF = Path.of("/proc/thread-self");
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** Directories of the threads that may have entered V8, where the system has such. */
    private static final Set<Path> ENTERED = ConcurrentHashMap.newKeySet();
    /** Past so many, those that have ended are taken out whenever one is added. */
    private static final int MOST_NOT_LOOKED_AT = 64;

    private Threads() {}

    /** A daemon thread with the default stack, which never enters V8; not started. */
    public static Thread daemon(String name, Runnable body) {
        Thread thread = new Thread(null, body, name);
        thread.setDaemon(true);
        return thread;
    }

    /** A daemon thread that may enter V8; not started. */
    public static Thread enteringV8(String name, Runnable body) {
        Runnable noted = () -> {
            noteNativeThread();
            body.run();
        };
        Thread thread = new Thread(null, noted, name, V8_STACK_BYTES);
        thread.setDaemon(true);
        // Not the maker's: it may be a container's thread, with the class loader of whatever it served.
        thread.setContextClassLoader(Threads.class.getClassLoader());
        return thread;
    }

    private static void noteNativeThread() {
        Path directory = nativeDirectory();
        if (directory != null) {
            if (ENTERED.size() >= MOST_NOT_LOOKED_AT) {
                ENTERED.removeIf(Files::notExists);
            }
            ENTERED.add(directory);
        }
    }

    /** The directory of the current thread in {@code /proc}, or null where the system has no such. */
    static @Nullable Path nativeDirectory() {
        try {
            return Files.exists(THREAD_SELF) ? Path.of("/proc").resolve(Files.readSymbolicLink(THREAD_SELF)) : null;
        } catch (IOException e) {
            LOG.warn("Can't tell the native id of {}", Thread.currentThread().getName(), e);
            return null;
        }
    }

    /** Waits until all threads that may have entered V8 have ended natively. Returns false where one has not in time. */
    public static boolean awaitNativeEnds(Duration most) {
        long deadlineNanos = System.nanoTime() + most.toNanos();
        ENTERED.removeIf(Files::notExists);
        while (!ENTERED.isEmpty()) {
            if (System.nanoTime() - deadlineNanos > 0) {
                return false;
            }
            LockSupport.parkNanos(INTERVAL_NANOS);
            ENTERED.removeIf(Files::notExists);
        }
        return true;
    }

    /** Ends an executor's threads after what waits for them. Returns whether that was done within {@code timeout}. */
    public static boolean end(ExecutorService executor, Duration timeout) {
        executor.shutdown();
        try {
            return executor.awaitTermination(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Logs what has failed on a thread that must go on, even where there is no memory left to log it. */
    public static void report(Logger log, String what, Throwable cause) {
        try {
            log.error(what, cause);
        } catch (OutOfMemoryError e) {
            // There may be memory again for what comes next; the thread must be there for it.
            Thread.onSpinWait();
        }
    }

    /** Waits for {@code thread} at most {@code millis}. Returns whether it has ended. */
    static boolean join(Thread thread, long millis) {
        try {
            thread.join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }
}
