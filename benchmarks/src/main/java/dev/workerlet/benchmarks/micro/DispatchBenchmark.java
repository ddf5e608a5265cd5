package dev.workerlet.benchmarks.micro;

import dev.workerlet.benchmarks.support.Answer;
import dev.workerlet.benchmarks.support.Burst;
import dev.workerlet.benchmarks.support.Requests;
import dev.workerlet.benchmarks.support.Script;
import dev.workerlet.benchmarks.support.Shape;
import dev.workerlet.benchmarks.support.WorkDirectory;
import dev.workerlet.runtime.Workerlet;
import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.context.WorkerListener;
import dev.workerlet.runtime.context.WorkerMode;
import dev.workerlet.runtime.limits.WorkerLimits;
import dev.workerlet.runtime.message.FetchRequest;
import dev.workerlet.runtime.message.FetchResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Fetch events from {@link Workerlet#dispatch} to the exchange, on one loop, in a warm context. One by one a request
 * waits for two hand-overs between threads; with {@value #AT_ONCE} under way the loop is what limits.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Thread)
@Fork(value = 1, jvmArgsAppend = "-Xss8m")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 4, time = 2)
public class DispatchBenchmark {
    private static final int AT_ONCE = 64;
    private static final int KIB = 1024;

    private final WorkDirectory directory = WorkDirectory.create();
    private final Workerlet workerlet = Shape.ofLoops(1).start(directory, WorkerListener.NONE);
    private final WorkerDefinition hello = worker("hello.js");
    private final WorkerDefinition jsonEcho = worker("json-echo.js");
    private final WorkerDefinition bodyEcho = worker("body-echo.js");
    private final FetchRequest get = Requests.get("/hello?name=world");
    private final FetchRequest postJson = Requests.post("/", "application/json", json(KIB));
    private final FetchRequest postBody = Requests.post("/", "application/octet-stream", new byte[64 * KIB]);

    private static WorkerDefinition worker(String script) {
        return new WorkerDefinition(
                script,
                "benchmarks",
                Script.resource(DispatchBenchmark.class, script),
                WorkerMode.POOLED,
                Map.of(),
                WorkerLimits.DEFAULTS);
    }

    private static byte[] json(int length) {
        StringBuilder text = new StringBuilder("{\"items\":[0");
        for (int i = 0; text.length() < length - 40; i++) {
            text.append(",{\"id\":").append(i).append(",\"name\":\"item\"}");
        }
        return text.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Hello, one by one. */
    @Benchmark
    public FetchResponse hello() {
        return Answer.require(workerlet, hello, get);
    }

    /** Hello, many under way. */
    @Benchmark
    @OperationsPerInvocation(AT_ONCE)
    public void helloPipelined() throws InterruptedException {
        Burst.send(workerlet, hello, get, AT_ONCE);
    }

    /** 1 KiB of JSON parsed, made text again and sent back. */
    @Benchmark
    @OperationsPerInvocation(AT_ONCE)
    public void jsonEcho1KiBPipelined() throws InterruptedException {
        Burst.send(workerlet, jsonEcho, postJson, AT_ONCE);
    }

    /** 64 KiB read and sent back. */
    @Benchmark
    @OperationsPerInvocation(AT_ONCE)
    public void bodyEcho64KiBPipelined() throws InterruptedException {
        Burst.send(workerlet, bodyEcho, postBody, AT_ONCE);
    }

    /** Closes what the state opened. */
    @TearDown
    public void close() {
        workerlet.close();
        directory.close();
    }
}
