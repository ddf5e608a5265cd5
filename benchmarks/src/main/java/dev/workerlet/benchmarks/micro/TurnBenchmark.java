package dev.workerlet.benchmarks.micro;

import dev.workerlet.benchmarks.support.WorkDirectory;
import dev.workerlet.runtime.isolate.ContextBinding;
import dev.workerlet.runtime.isolate.Isolate;
import dev.workerlet.runtime.isolate.ScriptException;
import dev.workerlet.runtime.limits.WorkerLimits;
import dev.workerlet.runtime.platform.Platform;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One entry into V8 whose message is of no known type: what every turn costs at least. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Thread)
@Fork(value = 1, jvmArgsAppend = "-Xss8m")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("try") // The isolate is entered for the time of the block.
public class TurnBenchmark {
    private static final String TEXT = "GET\nhttp://localhost/\nhost\nlocalhost\nuser-agent\nworkerlet-benchmarks";

    private final WorkDirectory directory = WorkDirectory.create();
    private final Platform platform = Platform.acquire(directory.path(), false);
    private final Isolate isolate = Isolate.create(platform, WorkerLimits.DEFAULTS.heapBytes());
    private final ContextBinding binding = attach(isolate);

    private static ContextBinding attach(Isolate isolate) {
        try (Isolate.Entered entered = isolate.enter()) {
            return isolate.attach(List.of());
        } catch (ScriptException e) {
            throw new IllegalStateException("The platform's scripts can't be attached", e);
        }
    }

    /** Into the isolate through its locker, and out again. */
    @Benchmark
    public void enterAndLeave() {
        try (Isolate.Entered entered = isolate.enter()) {
            // Nothing runs.
        }
    }

    /** A turn without text. */
    @Benchmark
    public void emptyTurn() throws ScriptException {
        try (Isolate.Entered entered = isolate.enter()) {
            binding.turn(null);
        }
    }

    /** A turn with the text of a small request's head. */
    @Benchmark
    public void emptyTurnWithText() throws ScriptException {
        try (Isolate.Entered entered = isolate.enter()) {
            binding.turn(TEXT);
        }
    }

    /** Closes what the state opened. */
    @TearDown
    public void close() {
        isolate.close();
        platform.close();
        directory.close();
    }
}
