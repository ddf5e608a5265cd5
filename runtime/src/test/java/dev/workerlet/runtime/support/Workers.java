package dev.workerlet.runtime.support;

import dev.workerlet.runtime.Workerlet;
import dev.workerlet.runtime.WorkerletOptions;
import dev.workerlet.runtime.context.ScriptSource;
import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.context.WorkerListener;
import dev.workerlet.runtime.context.WorkerMode;
import dev.workerlet.runtime.limits.WorkerLimits;
import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.FetchRequest;
import dev.workerlet.runtime.message.HeaderList;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A runtime for tests, and short ways to ask it. */
public final class Workers implements AutoCloseable {
    /** The default limits with enough CPU time for a machine that is busy with other tests. */
    public static final WorkerLimits LIMITS = WorkerLimits.DEFAULTS.toBuilder()
            .cpuTime(Duration.ofSeconds(2))
            .startCpuTime(Duration.ofSeconds(10))
            .wallClock(Duration.ofSeconds(60))
            .build();

    private final Workerlet workerlet;

    private Workers(Workerlet workerlet) {
        this.workerlet = workerlet;
    }

    /** Isolates that are open while no runtime is: those of turns of earlier tests that V8 never ends. */
    public static int isolatesLeft() {
        Workers none = start();
        none.close();
        return none.workerlet().statistics().openIsolates();
    }

    /** A runtime with one loop. */
    public static Workers start() {
        return start(options(1), WorkerListener.NONE);
    }

    /** A runtime with the options given. */
    public static Workers start(WorkerletOptions options, WorkerListener listener) {
        return new Workers(Workerlet.start(options, listener));
    }

    /** The default options with so many loops, V8 left loaded at the end, and a wait for a place that is long enough for a busy machine. */
    public static WorkerletOptions options(int loops) {
        return WorkerletOptions.defaults(Path.of("target", "work")).toBuilder()
                .loops(loops)
                .queueWait(Duration.ofMinutes(1))
                .unloadLibrary(false)
                .build();
    }

    /** The same, with requests to loopback allowed. */
    public static WorkerletOptions reachingHere(int loops) {
        return options(loops).toBuilder().allowPrivateNetwork(true).build();
    }

    /** A pooled worker of one script. */
    public static WorkerDefinition worker(String script) {
        return worker(MapSource.of(script));
    }

    /** A pooled worker of several files. */
    public static WorkerDefinition worker(ScriptSource source) {
        return new WorkerDefinition("test", "tests", source, WorkerMode.POOLED, Map.of(), LIMITS);
    }

    /** A runtime with one loop and one isolate: requests of one worker must share its context. */
    public static Workers startWithOneIsolate() {
        WorkerletOptions narrow = options(1).toBuilder()
                .isolatesPerLoop(1)
                .isolatesPerOwner(1)
                .sparesPerLoop(0)
                .build();
        return start(narrow, WorkerListener.NONE);
    }

    /** The runtime itself. */
    public Workerlet workerlet() {
        return workerlet;
    }

    /** Runs a worker of one script once, and waits. */
    public Answer fetch(String script) {
        return fetch(worker(script), get("http://example.com/"));
    }

    /** Asks a worker, and waits. */
    public Answer fetch(WorkerDefinition worker, FetchRequest request) {
        return send(worker, request).await();
    }

    /** Asks a worker. */
    public Exchange send(WorkerDefinition worker, FetchRequest request) {
        Exchange exchange = new Exchange();
        workerlet.dispatch(worker, request, exchange);
        return exchange;
    }

    /** A GET request. */
    public static FetchRequest get(String url) {
        return new FetchRequest("GET", url, new HeaderList(), Body.NONE);
    }

    /** A POST request with a text body. */
    public static FetchRequest post(String url, String body) {
        return new FetchRequest(
                "POST",
                url,
                new HeaderList().add("content-type", "text/plain;charset=UTF-8"),
                body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        workerlet.close();
    }
}
