package dev.workerlet.runtime;

import dev.workerlet.runtime.binding.service.ServiceCalls;
import dev.workerlet.runtime.context.CodeCache;
import dev.workerlet.runtime.context.ContextCloser;
import dev.workerlet.runtime.context.Services;
import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.context.WorkerListener;
import dev.workerlet.runtime.eventloop.LoopClock;
import dev.workerlet.runtime.eventloop.MemoryBudget;
import dev.workerlet.runtime.eventloop.Threads;
import dev.workerlet.runtime.eventloop.Watchdog;
import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.limits.TerminationReason;
import dev.workerlet.runtime.message.FetchExchange;
import dev.workerlet.runtime.message.FetchRequest;
import dev.workerlet.runtime.network.NetworkClient;
import dev.workerlet.runtime.platform.NativeMemory;
import dev.workerlet.runtime.platform.Platform;
import dev.workerlet.runtime.pool.CircuitBreaker;
import dev.workerlet.runtime.pool.PoolLimits;
import dev.workerlet.runtime.pool.PoolStatistics;
import dev.workerlet.runtime.scheduler.ComputeThreads;
import dev.workerlet.runtime.scheduler.Scheduler;
import dev.workerlet.runtime.web.WebPlatform;
import dev.workerlet.runtime.web.cache.CacheStores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runtime behind {@link Workerlet}: platform, watchdog and loops, put together and taken apart. */
final class WorkerletEngine implements Workerlet {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerletEngine.class);
    private static final Duration CLOSING_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration STATISTICS_TIMEOUT = Duration.ofSeconds(1);

    private final Platform platform;
    private final Watchdog watchdog;
    private final PinnedLoop[] loops;
    private final Scheduler scheduler;
    private final LoopDispatcher dispatcher;
    private final ContextCloser closer;
    private final Duration drainTimeout;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final Thread exitHook = Threads.daemon("workerlet-exit", this::closeAll);

    private WorkerletEngine(
            Platform platform,
            Watchdog watchdog,
            PinnedLoop[] loops,
            LoopDispatcher dispatcher,
            Scheduler scheduler,
            ContextCloser closer,
            Duration drainTimeout) {
        this.platform = platform;
        this.watchdog = watchdog;
        this.loops = loops;
        this.scheduler = scheduler;
        this.closer = closer;
        this.dispatcher = dispatcher;
        this.drainTimeout = drainTimeout;
    }

    static WorkerletEngine start(WorkerletOptions options, WorkerListener listener) {
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
                new ComputeThreads(Runtime.getRuntime().availableProcessors()),
                new NetworkClient(options.allowPrivateNetwork(), options.fetchesPerOwner()));
        PinnedLoop[] loops = new PinnedLoop[options.loops()];
        CircuitBreaker breaker = new CircuitBreaker(options.overload(), LoopClock.SYSTEM);
        LoopDispatcher dispatcher = new LoopDispatcher(loops, breaker);
        ContextCloser closer = new ContextCloser();
        Services services = new Services(
                scheduler,
                codeCache,
                new NativeMemory(),
                listener,
                WebPlatform.functions(new CacheStores()),
                new ServiceCalls(dispatcher),
                dispatcher.sentRequests(),
                closer);
        MemoryBudget memory = new MemoryBudget(options.memoryBytes());
        Watchdog watchdog = new Watchdog(memory);
        for (int i = 0; i < loops.length; i++) {
            loops[i] = new PinnedLoop(i, platform, watchdog, limits, breaker, services, memory);
        }
        WorkerletEngine engine =
                new WorkerletEngine(platform, watchdog, loops, dispatcher, scheduler, closer, options.drainTimeout());
        // A thread within V8 while the JVM exits would crash the process.
        Runtime.getRuntime().addShutdownHook(engine.exitHook);
        watchdog.start();
        for (PinnedLoop loop : loops) {
            loop.start();
        }
        return engine;
    }

    @Override
    public void dispatch(WorkerDefinition worker, FetchRequest request, FetchExchange exchange) {
        if (closing.get()) {
            exchange.fail(Failure.of(TerminationReason.ABORTED, "The runtime is stopping"));
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
        return new WorkerletStatistics(pools, platform.openIsolates(), scheduler.openFetches());
    }

    @Override
    public void close() {
        if (closeAll()) {
            forgetExitHook();
        }
    }

    private boolean closeAll() {
        if (!closing.compareAndSet(false, true)) {
            return false;
        }
        long deadlineNanos = System.nanoTime() + drainTimeout.toNanos();
        Failure failure = Failure.of(TerminationReason.ABORTED, "The runtime is stopping");
        // Workers that are still running may ask others, so no loop ends before all have come to rest.
        for (PinnedLoop loop : loops) {
            loop.drain(deadlineNanos);
        }
        dispatcher.stop();
        for (PinnedLoop loop : loops) {
            loop.close(deadlineNanos, failure);
        }
        if (!closer.close(CLOSING_TIMEOUT)) {
            LOG.error("Isolates were not closed in {}; they stay open", CLOSING_TIMEOUT);
        }
        watchdog.close();
        scheduler.close();
        platform.close();
        return true;
    }

    private void forgetExitHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(exitHook);
        } catch (IllegalStateException e) {
            // The JVM is exiting: the hook runs, finds everything closed and returns.
            return;
        }
    }
}
