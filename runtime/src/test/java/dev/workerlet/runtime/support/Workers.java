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
            .wallClock(Duration.ofSeconds(20))
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

    /** The default options with so many loops, and V8 left loaded at the end. */
    public static WorkerletOptions options(int loops) {
        WorkerletOptions defaults = WorkerletOptions.defaults(Path.of("target", "work"));
        return new WorkerletOptions(
                defaults.workDirectory(),
                loops,
                defaults.isolatesPerLoop(),
                defaults.isolatesPerOwner(),
                defaults.sparesPerLoop(),
                defaults.queuePerLoop(),
                defaults.queueWait(),
                defaults.drainTimeout(),
                false,
                defaults.fetchesPerOwner(),
                defaults.overload(),
                defaults.memoryBytes(),
                false);
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
        WorkerletOptions base = options(1);
        WorkerletOptions narrow = new WorkerletOptions(
                base.workDirectory(),
                1,
                1,
                1,
                0,
                base.queuePerLoop(),
                base.queueWait(),
                base.drainTimeout(),
                base.allowPrivateNetwork(),
                base.fetchesPerOwner(),
                base.overload(),
                base.memoryBytes(),
                base.unloadLibrary());
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
