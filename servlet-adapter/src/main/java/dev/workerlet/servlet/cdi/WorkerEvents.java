package dev.workerlet.servlet.cdi;

import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.context.WorkerListener;
import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.limits.LimitUse;
import dev.workerlet.runtime.limits.Refusal;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fires what loop threads tell as CDI events, on a thread of its own that ends when idle.
 *
 * <p>At most 1,024 events wait; when observers are slower than that, further ones are dropped, counted and logged.
 */
final class WorkerEvents implements WorkerListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerEvents.class);
    private static final int MOST_WAITING = 1_024;
    private static final long IDLE_SECONDS = 5;
    private static final long END_SECONDS = 5;

    private final Event<Object> events;
    private final AtomicLong dropped = new AtomicLong();
    private final ThreadPoolExecutor executor;

    WorkerEvents(Event<Object> events, ClassLoader loader) {
        this.events = events;
        this.executor = new ThreadPoolExecutor(
                1,
                1,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                task -> thread(task, loader),
                (task, full) -> drop());
        executor.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable task, ClassLoader loader) {
        Thread thread = new Thread(task, "workerlet-events");
        thread.setDaemon(true);
        thread.setContextClassLoader(loader);
        return thread;
    }

    private void drop() {
        long count = dropped.incrementAndGet();
        if (Long.bitCount(count) == 1) {
            LOG.warn("{} events were dropped so far: observers are too slow", count);
        }
    }

    private void fire(Object event) {
        executor.execute(() -> {
            try {
                // Observers run here, one event after the other: that is what bounds them.
                events.fireAsync(event, NotificationOptions.ofExecutor(Runnable::run))
                        .exceptionally(e -> failed(event, e));
            } catch (RuntimeException e) {
                failed(event, e);
            }
        });
    }

    private static Object failed(Object event, Throwable cause) {
        LOG.warn("an observer of {} failed", event, cause);
        return event;
    }

    @Override
    public void loaded(WorkerDefinition worker, String version, long loadNanos) {
        fire(new WorkerLoaded(worker.name(), worker.owner(), version, Duration.ofNanos(loadNanos)));
    }

    @Override
    public void evicted(WorkerDefinition worker, String version, String cause) {
        fire(new WorkerEvicted(worker.name(), worker.owner(), version, cause));
    }

    @Override
    public void terminated(WorkerDefinition worker, String requestId, Failure failure) {
        fire(new WorkerTerminated(worker.name(), worker.owner(), requestId, failure));
    }

    /** There may be very many of these: they leave room for the others. */
    @Override
    public void refused(WorkerDefinition worker, String requestId, Failure failure) {
        Refusal refusal = failure.refusal();
        if (refusal != null && executor.getQueue().remainingCapacity() > MOST_WAITING / 2) {
            fire(new WorkerRefused(worker.name(), worker.owner(), requestId, refusal, failure));
        } else {
            drop();
        }
    }

    @Override
    public void limitNear(WorkerDefinition worker, String requestId, LimitUse use) {
        fire(new WorkerLimitNear(worker.name(), worker.owner(), requestId, use));
    }

    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
