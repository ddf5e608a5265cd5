package dev.workerlet.runtime.scheduler;

import dev.workerlet.runtime.eventloop.Threads;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for what is too slow for a loop: {@value #MOST_WAITING} tasks wait at most, further ones are refused. Thread-safe.
 */
public final class ComputeThreads implements AutoCloseable {
    private static final int MOST_WAITING = 1_000;

    private final AtomicInteger made = new AtomicInteger();
    private final ThreadPoolExecutor executor;

    /** Starts {@code threads} threads. */
    public ComputeThreads(int threads) {
        executor = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MOST_WAITING),
                task -> Threads.daemon("workerlet-compute-" + made.getAndIncrement(), task));
        executor.prestartAllCoreThreads();
    }

    /** Runs {@code task} when there is a thread for it. Returns false when too many are waiting. */
    boolean offer(Runnable task) {
        try {
            executor.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** Refuses what comes, forgets what waits; what runs is left to see that nobody wants it any more. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
