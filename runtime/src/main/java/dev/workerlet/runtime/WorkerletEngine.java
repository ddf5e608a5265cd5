package dev.workerlet.runtime;

import dev.workerlet.runtime.binding.service.ServiceCalls;
import dev.workerlet.runtime.body.HeldBodies;
import dev.workerlet.runtime.context.CodeCache;
import dev.workerlet.runtime.context.ContextCloser;
import dev.workerlet.runtime.context.ContextMaker;
import dev.workerlet.runtime.context.Services;
import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.context.WorkerJournal;
import dev.workerlet.runtime.context.WorkerListener;
import dev.workerlet.runtime.eventloop.FairThreads;
import dev.workerlet.runtime.eventloop.LoopClock;
import dev.workerlet.runtime.eventloop.MemoryBudget;
import dev.workerlet.runtime.eventloop.StuckThreads;
import dev.workerlet.runtime.eventloop.Watchdog;
import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.message.FetchExchange;
import dev.workerlet.runtime.message.FetchRequest;
import dev.workerlet.runtime.network.NetworkClient;
import dev.workerlet.runtime.platform.NativeMemory;
import dev.workerlet.runtime.platform.Platform;
import dev.workerlet.runtime.pool.CircuitBreaker;
import dev.workerlet.runtime.pool.PoolLimits;
import dev.workerlet.runtime.pool.PoolStatistics;
import dev.workerlet.runtime.scheduler.Scheduler;
import dev.workerlet.runtime.web.WebPlatform;
import dev.workerlet.runtime.web.cache.CacheStores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runtime behind {@link Workerlet}: platform, watchdog and loops, put together and taken apart. */
final class WorkerletEngine implements Workerlet {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerletEngine.class);
    private static final Duration CLOSING_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration MAKING_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration STATISTICS_TIMEOUT = Duration.ofSeconds(1);
    /** How long the end waits for turns that take very long, but not for ever. */
    private static final long STUCK_WAIT_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** What turns have to end in once they are told to. Most do at once; a built-in that never looks may never. */
    private static final Duration LONGEST_TURN_END = Duration.ofSeconds(5);

    /** What the end may take after running events had their time: turns, the watch on memory, V8's threads. */
    private static final Duration LONGEST_END = Duration.ofSeconds(20);

    /** Operations that may wait for a thread that computes; one owner may have half of them. */
    private static final int MOST_TO_COMPUTE = 2_000;

    private final Platform platform;
    private final Watchdog watchdog;
    private final PinnedLoop[] loops;
    private final Scheduler scheduler;
    private final LoopDispatcher dispatcher;
    private final WorkerJournal journal;
    private final ContextMaker maker;
    private final ContextCloser closer;
    private final Duration drainTimeout;
    private final ExitHook exitHook;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    private WorkerletEngine(
            Platform platform,
            Watchdog watchdog,
            PinnedLoop[] loops,
            LoopDispatcher dispatcher,
            Scheduler scheduler,
            WorkerJournal journal,
            ContextMaker maker,
            ContextCloser closer,
            Duration drainTimeout,
            ExitHook exitHook) {
        this.platform = platform;
        this.watchdog = watchdog;
        this.loops = loops;
        this.scheduler = scheduler;
        this.maker = maker;
        this.closer = closer;
        this.dispatcher = dispatcher;
        this.journal = journal;
        this.drainTimeout = drainTimeout;
        this.exitHook = exitHook;
    }

    static WorkerletEngine start(WorkerletOptions options, WorkerListener listener) {
        // Before V8 starts: the JVM may be told to exit at any time.
        ExitHook exitHook = ExitHook.add();
        try {
            WorkerletEngine engine = make(options, listener, exitHook);
            engine.start();
            exitHook.started(engine::closeOnce);
            return engine;
        } catch (RuntimeException | Error e) {
            exitHook.remove();
            throw e;
        }
    }

    /** Twice as many as processors: one owner, who has half of them at most, can still use all processors. */
    private static FairThreads computeThreads() {
        return new FairThreads(
                "workerlet-compute-", 2 * Runtime.getRuntime().availableProcessors(), MOST_TO_COMPUTE, Duration.ZERO);
    }

    private static WorkerletEngine make(WorkerletOptions options, WorkerListener listener, ExitHook exitHook) {
        PoolLimits limits = new PoolLimits(
                options.isolatesPerLoop(),
                options.isolatesPerOwner(),
                options.sparesPerLoop(),
                options.queuePerLoop(),
                options.overload().queuePerOwner(),
                options.overload().queueTarget(),
                options.queueWait());
        Platform platform = Platform.acquire(options.workDirectory(), options.unloadLibrary());
        CodeCache codeCache = new CodeCache(platform.codeCacheDirectory(), platform.codeCacheKey());
        Scheduler scheduler = new Scheduler(
                WebPlatform.operations(),
                computeThreads(),
                new NetworkClient(options.allowPrivateNetwork(), options.fetchesPerOwner()));
        PinnedLoop[] loops = new PinnedLoop[options.loops()];
        StuckThreads stuckThreads = new StuckThreads(options.overload().stuckThreads());
        CircuitBreaker breaker = new CircuitBreaker(options.overload(), LoopClock.SYSTEM, stuckThreads::refusal);
        WorkerJournal journal = new WorkerJournal(listener, LoopClock.SYSTEM);
        LoopDispatcher dispatcher = new LoopDispatcher(loops, breaker, journal);
        ContextMaker maker = new ContextMaker();
        ContextCloser closer = new ContextCloser();
        Services services = new Services(
                scheduler,
                codeCache,
                new NativeMemory(),
                journal,
                WebPlatform.functions(new CacheStores()),
                new ServiceCalls(dispatcher),
                dispatcher.sentRequests(),
                maker,
                closer,
                HeldBodies.inShareOfHeap());
        MemoryBudget memory = new MemoryBudget(options.memoryBytes());
        Watchdog watchdog = new Watchdog(memory, stuckThreads);
        for (int i = 0; i < loops.length; i++) {
            loops[i] = new PinnedLoop(i, platform, watchdog, limits, breaker, services, memory);
        }
        return new WorkerletEngine(
                platform,
                watchdog,
                loops,
                dispatcher,
                scheduler,
                journal,
                maker,
                closer,
                options.drainTimeout(),
                exitHook);
    }

    private void start() {
        watchdog.start();
        for (PinnedLoop loop : loops) {
            loop.start();
        }
    }

    @Override
    public void dispatch(WorkerDefinition worker, FetchRequest request, FetchExchange exchange) {
        if (closing.get()) {
            dispatcher.refuse(worker, request, exchange, Failure.stopping());
            return;
        }
        dispatcher.dispatch(worker, request, exchange);
    }

    @Override
    public void abort(FetchExchange exchange) {
        dispatcher.abort(exchange);
    }

    @Override
    public WorkerletStatistics statistics() {
        List<PoolStatistics> pools = new ArrayList<>();
        for (PinnedLoop loop : loops) {
            PoolStatistics statistics = loop.statistics(STATISTICS_TIMEOUT);
            if (statistics != null) {
                pools.add(statistics);
            }
        }
        return new WorkerletStatistics(
                pools,
                platform.openIsolates(),
                scheduler.openFetches(),
                journal.counts(),
                watchdog.stuckThreads().size());
    }

    @Override
    public void close() {
        closeOnce();
        exitHook.remove();
    }

    /** Closes everything, or waits for whoever does: V8 is at rest when this returns, unless a script can't be ended. */
    private void closeOnce() {
        if (!closing.compareAndSet(false, true)) {
            awaitClosed();
            return;
        }
        // Who is interrupted shall close all the same: what stays open would never be closed.
        boolean interrupted = Thread.interrupted();
        try {
            closeAll();
        } finally {
            closed.countDown();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void awaitClosed() {
        try {
            Duration longest = drainTimeout.plus(LONGEST_END);
            if (!closed.await(longest.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.error("The runtime has not ended in {}", longest);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeAll() {
        long deadlineNanos = System.nanoTime() + drainTimeout.toNanos();
        // Workers that are still running may ask others, so no loop ends before all have come to rest.
        drain(deadlineNanos);
        dispatcher.stop();
        // What has come to them meanwhile.
        drain(deadlineNanos);
        // While there are loops still, that take what is being made.
        if (!maker.close(MAKING_TIMEOUT)) {
            LOG.error("An isolate was not made in {}; it stays open", MAKING_TIMEOUT);
        }
        end();
        int stuck = watchdog.stuckThreads().await(STUCK_WAIT_NANOS);
        if (stuck > 0) {
            LOG.error("{} threads are within turns that can't be ended, and stay there", stuck);
        }
        if (!closer.close(CLOSING_TIMEOUT)) {
            LOG.error("Isolates were not closed in {}; they stay open", CLOSING_TIMEOUT);
        }
        watchdog.close();
        scheduler.close();
        platform.close();
    }

    private void drain(long deadlineNanos) {
        List<CountDownLatch> quiet =
                Arrays.stream(loops).map(PinnedLoop::beginDraining).toList();
        quiet.forEach(latch -> PinnedLoop.await(latch, deadlineNanos - System.nanoTime()));
    }

    private void end() {
        long deadlineNanos = System.nanoTime() + LONGEST_TURN_END.toNanos();
        Failure failure = Failure.stopping();
        for (PinnedLoop loop : loops) {
            loop.beginClosing(failure);
        }
        List<PinnedLoop> open = List.of(loops);
        while (!open.isEmpty() && System.nanoTime() - deadlineNanos < 0) {
            open = open.stream().filter(loop -> !loop.awaitClosed()).toList();
        }
        for (PinnedLoop loop : loops) {
            loop.end(deadlineNanos);
        }
    }
}
