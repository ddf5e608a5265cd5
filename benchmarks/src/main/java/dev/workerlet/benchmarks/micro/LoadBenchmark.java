package dev.workerlet.benchmarks.micro;

import dev.workerlet.benchmarks.support.Script;
import dev.workerlet.benchmarks.support.WorkDirectory;
import dev.workerlet.runtime.body.HeldBodies;
import dev.workerlet.runtime.context.BareContext;
import dev.workerlet.runtime.context.BareContext.PlatformFunctions;
import dev.workerlet.runtime.context.CodeCache;
import dev.workerlet.runtime.context.ContextCloser;
import dev.workerlet.runtime.context.ContextMaker;
import dev.workerlet.runtime.context.ContextObserver;
import dev.workerlet.runtime.context.ExecutionContext;
import dev.workerlet.runtime.context.SentRequests;
import dev.workerlet.runtime.context.Services;
import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.context.WorkerListener;
import dev.workerlet.runtime.context.WorkerMode;
import dev.workerlet.runtime.eventloop.EventLoop;
import dev.workerlet.runtime.eventloop.FairThreads;
import dev.workerlet.runtime.eventloop.LoopClock;
import dev.workerlet.runtime.eventloop.MemoryBudget;
import dev.workerlet.runtime.eventloop.Watchdog;
import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.limits.WorkerLimits;
import dev.workerlet.runtime.network.NetworkClient;
import dev.workerlet.runtime.platform.NativeMemory;
import dev.workerlet.runtime.platform.Platform;
import dev.workerlet.runtime.scheduler.Scheduler;
import dev.workerlet.runtime.web.WebPlatform;
import dev.workerlet.runtime.web.cache.CacheStores;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Loading a script into a spare: what a cold request waits for, beside its own turn. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Thread)
@Fork(value = 1, jvmArgsAppend = "-Xss8m")
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 3)
public class LoadBenchmark {
    private static final String ENGINE_KEY = "benchmark";
    private static final int PARTS = 100;

    private final WorkDirectory directory = WorkDirectory.create();
    private final Platform platform = Platform.acquire(directory.path(), false);
    private final EventLoop loop =
            new EventLoop("benchmark", LoopClock.SYSTEM, new Watchdog(new MemoryBudget(Long.MAX_VALUE)));
    private final Scheduler scheduler =
            new Scheduler(Map.of(), new FairThreads("compute-", 1, 10, Duration.ZERO), new NetworkClient(false, 1_000));
    private final ContextMaker maker = new ContextMaker();
    private final ContextCloser closer = new ContextCloser();
    private final PlatformFunctions platformFunctions = WebPlatform.functions(new CacheStores());

    /** Small: some lines. Large: a module of about 110 KiB. */
    @Param({"small", "large"})
    private String script = "small";

    private WorkerDefinition worker = worker();
    private CodeCache filled = cache("filled");
    private BareContext bare = create();

    private BareContext create() {
        return BareContext.create(platform, WorkerLimits.DEFAULTS.heapBytes(), platformFunctions);
    }

    private CodeCache cache(String name) {
        return new CodeCache(directory.path().resolve(name), ENGINE_KEY);
    }

    private WorkerDefinition worker() {
        return new WorkerDefinition(script, "benchmarks", source(), WorkerMode.POOLED, Map.of(), WorkerLimits.DEFAULTS);
    }

    private Script source() {
        Script hello = Script.resource(LoadBenchmark.class, "hello.js");
        if (script.equals("small")) {
            return hello;
        }
        String part = Script.resource(LoadBenchmark.class, "large-part.js").text();
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int i = 0; i < PARTS; i++) {
            text.writeBytes(part.replace("@", Integer.toString(i)).getBytes(StandardCharsets.UTF_8));
        }
        text.writeBytes(hello.text().getBytes(StandardCharsets.UTF_8));
        return Script.of(text.toByteArray());
    }

    /** Fills the code cache as an idle loop would. */
    @Setup
    public void fillCache() throws IOException {
        Files.createDirectories(directory.path().resolve("filled"));
        Files.createDirectories(directory.path().resolve("empty"));
        worker = worker();
        filled = cache("filled");
        load(filled).offerCode();
    }

    /** A fresh spare. */
    @Setup(Level.Invocation)
    public void renew() {
        bare.close();
        bare = create();
    }

    /** No compiled code is kept. */
    @Benchmark
    public ExecutionContext withoutCodeCache() {
        return load(cache("empty"));
    }

    /** Compiled code is kept in memory. */
    @Benchmark
    public ExecutionContext withCodeCache() {
        return load(filled);
    }

    private ExecutionContext load(CodeCache codeCache) {
        Loaded loaded = new Loaded();
        Services services = new Services(
                scheduler,
                codeCache,
                new NativeMemory(),
                WorkerListener.NONE,
                platformFunctions,
                (name, target, caller, request, answer) -> {
                    throw new UnsupportedOperationException("No worker asks another here");
                },
                new SentRequests(exchange -> {}),
                maker,
                closer,
                HeldBodies.inShareOfHeap());
        ExecutionContext context = new ExecutionContext(worker, bare, loop, services, loaded);
        context.load();
        if (!loaded.done) {
            throw new IllegalStateException("The script was not loaded: " + loaded.failure);
        }
        return context;
    }

    /** Closes what the state opened. */
    @TearDown
    public void close() {
        bare.close();
        maker.close(Duration.ofSeconds(10));
        closer.close(Duration.ofSeconds(10));
        scheduler.close();
        platform.close();
        directory.close();
    }

    /** Notes how loading went. */
    private static final class Loaded implements ContextObserver {
        boolean done;

        @Nullable
        Failure failure;

        @Override
        public void turnReturned() {
            // Not of interest.
        }

        @Override
        public void turnEnded(long cpuNanos) {
            // The benchmark takes the time itself.
        }

        @Override
        public void loaded(@Nullable Failure cause) {
            done = cause == null;
            failure = cause;
        }

        @Override
        public void requestsAnswered() {
            // No request is sent.
        }

        @Override
        public void socketOpened() {
            // Neither is one for a WebSocket.
        }

        @Override
        public void requestEnded() {
            // No request is sent.
        }

        @Override
        public void broken(Failure cause) {
            // Told by loaded().
        }

        @Override
        public void disposed() {
            // No thread is lost.
        }
    }
}
