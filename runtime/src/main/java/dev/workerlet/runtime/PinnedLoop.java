package dev.workerlet.runtime;

import dev.workerlet.runtime.context.FetchEvent;
import dev.workerlet.runtime.context.Services;
import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.eventloop.EventLoop;
import dev.workerlet.runtime.eventloop.LoopClock;
import dev.workerlet.runtime.eventloop.MemoryBudget;
import dev.workerlet.runtime.eventloop.Watchdog;
import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.limits.TerminationReason;
import dev.workerlet.runtime.message.FetchExchange;
import dev.workerlet.runtime.platform.Platform;
import dev.workerlet.runtime.pool.Pool;
import dev.workerlet.runtime.pool.PoolLimits;
import dev.workerlet.runtime.pool.PoolStatistics;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A loop thread with its pool, and how far it is behind. Thread-safe, except where the loop's thread is named. */
final class PinnedLoop {
    private static final Logger LOG = LoggerFactory.getLogger(PinnedLoop.class);

    private final EventLoop loop;
    private final Pool pool;
    private final int queueLimit;
    /** Events handed over that the loop has not looked at. */
    private final AtomicInteger handedOver = new AtomicInteger();

    PinnedLoop(
            int index,
            Platform platform,
            Watchdog watchdog,
            PoolLimits limits,
            Services services,
            MemoryBudget memory) {
        this.loop = new EventLoop("workerlet-loop-" + index, LoopClock.SYSTEM, watchdog);
        this.pool = new Pool(platform, loop, limits, services, memory);
        this.queueLimit = limits.queue();
    }

    void start() {
        loop.start(pool);
    }

    /** Hands an event over. Returns false when the loop has too many that it has not looked at. */
    boolean offer(WorkerDefinition worker, String version, FetchEvent event) {
        if (handedOver.incrementAndGet() > queueLimit) {
            handedOver.decrementAndGet();
            return false;
        }
        loop.execute(() -> {
            handedOver.decrementAndGet();
            run(worker, version, event);
        });
        return true;
    }

    private void run(WorkerDefinition worker, String version, FetchEvent event) {
        try {
            pool.execute(worker, version, event);
        } catch (RuntimeException e) {
            LOG.error("[{}] [{}] The event can't be run", worker.name(), event.requestId(), e);
            event.exchange().fail(Failure.of(TerminationReason.INITIALIZATION_ERROR, e.toString()));
        }
    }

    /** Ends the event of {@code exchange}, if it is here. */
    void abort(FetchExchange exchange, Failure failure) {
        loop.execute(() -> pool.abort(exchange, failure));
    }

    /** Events handed over that the loop has not looked at. */
    int backlog() {
        return handedOver.get();
    }

    /** How long the running turn has taken so far, 0 when none runs. */
    long turnNanos() {
        return loop.guard().runningNanos();
    }

    /** Asks the loop for its figures; null when it does not tell in time. */
    @Nullable
    PoolStatistics statistics(Duration timeout) {
        CompletableFuture<PoolStatistics> answer = new CompletableFuture<>();
        loop.execute(() -> answer.complete(pool.statistics()));
        try {
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("Loop did not tell its figures", e);
            return null;
        }
    }

    /** Lets running events finish until {@code deadlineNanos}. */
    void drain(long deadlineNanos) {
        CountDownLatch quiet = new CountDownLatch(1);
        loop.execute(() -> {
            pool.closeSockets("The server is stopping");
            awaitQuiet(quiet);
        });
        await(quiet, deadlineNanos - System.nanoTime());
    }

    /** Lets running events finish until {@code deadlineNanos}, then ends them, closes the pool and the loop. */
    void close(long deadlineNanos, Failure failure) {
        drain(deadlineNanos);
        CountDownLatch closed = new CountDownLatch(1);
        loop.execute(() -> {
            pool.close(failure);
            // The pool's isolates close themselves by tasks of the loop, before this one.
            loop.execute(closed::countDown);
        });
        while (!await(closed, TimeUnit.MILLISECONDS.toNanos(50)) && !loop.isTerminated()) {
            loop.guard().terminate(TerminationReason.ABORTED);
        }
        if (!loop.close(Duration.ofSeconds(5))) {
            LOG.error("A loop did not end in 5 s; its isolates stay open");
        }
    }

    private void awaitQuiet(CountDownLatch quiet) {
        if (pool.isQuiet()) {
            quiet.countDown();
        } else if (quiet.getCount() > 0) {
            loop.schedule(Duration.ofMillis(5), () -> awaitQuiet(quiet));
        }
    }

    private static boolean await(CountDownLatch latch, long nanos) {
        try {
            return latch.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return latch.getCount() == 0;
        }
    }
}
