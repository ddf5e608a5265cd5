package dev.workerlet.benchmarks.micro;

import dev.workerlet.benchmarks.support.WorkDirectory;
import dev.workerlet.runtime.context.BareContext;
import dev.workerlet.runtime.isolate.Isolate;
import dev.workerlet.runtime.limits.WorkerLimits;
import dev.workerlet.runtime.platform.Platform;
import dev.workerlet.runtime.web.WebPlatform;
import dev.workerlet.runtime.web.cache.CacheStores;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What an isolate costs before a script is in it. Each step is timed alone. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Thread)
@Fork(value = 1, jvmArgsAppend = "-Xss8m")
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 3)
public class IsolateBenchmark {
    private static final long HEAP_BYTES = WorkerLimits.DEFAULTS.heapBytes();

    private final WorkDirectory directory = WorkDirectory.create();
    private final Platform platform = Platform.acquire(directory.path(), false);
    private final Queue<AutoCloseable> made = new ArrayDeque<>();
    private BareContext bare = create();

    private BareContext create() {
        return BareContext.create(platform, HEAP_BYTES, WebPlatform.functions(new CacheStores()));
    }

    /** A new context for each step that changes it. */
    @Setup(Level.Invocation)
    public void renew() {
        bare.close();
        bare = create();
    }

    /** An isolate out of the snapshot, not attached. */
    @Benchmark
    public Isolate createIsolate() {
        Isolate isolate = Isolate.create(platform, HEAP_BYTES);
        made.add(isolate);
        return isolate;
    }

    /** An isolate out of the snapshot, attached to the host: ready for a script. */
    @Benchmark
    public BareContext createBareContext() {
        BareContext created = create();
        made.add(created);
        return created;
    }

    /** A new context in an isolate that has one, attached. */
    @Benchmark
    public void resetContext() {
        bare.reset();
    }

    /** Making a context fit for several requests at once. */
    @Benchmark
    public boolean adoptIdentity() {
        return bare.adoptIdentity();
    }

    /** Closes what an invocation made. */
    @TearDown(Level.Invocation)
    public void closeMade() throws Exception {
        for (AutoCloseable each = made.poll(); each != null; each = made.poll()) {
            each.close();
        }
    }

    /** Closes what the state opened. */
    @TearDown
    public void close() {
        bare.close();
        platform.close();
        directory.close();
    }
}
