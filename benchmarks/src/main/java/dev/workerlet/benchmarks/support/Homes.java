package dev.workerlet.benchmarks.support;

import static java.util.Objects.requireNonNull;

import dev.workerlet.runtime.Workerlet;
import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.context.WorkerListener;
import dev.workerlet.runtime.context.WorkerMode;
import dev.workerlet.runtime.limits.WorkerLimits;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Names of workers whose home is a given loop. The runtime chooses a home by names; the seed's client threads have a
 * pool each: with names found by asking, they have a loop each here.
 */
public final class Homes implements AutoCloseable, WorkerListener {
    private static final String LOOP_THREAD = "workerlet-loop-";
    private static final int MOST_TRIES = 1_000;

    private final Workerlet workerlet;
    private final Script script = Script.resource(Homes.class, "empty.js");
    private final Map<String, Integer> loopOf = new ConcurrentHashMap<>();
    private final Map<String, String> known = new HashMap<>();

    /** Starts a runtime to ask, with so many loops. */
    public Homes(int loops, WorkDirectory directory) {
        this.workerlet = Shape.ofLoops(loops).start(directory, this);
    }

    /** The name of a worker of {@code owner} whose home is {@code loop}. */
    public String nameFor(String owner, int loop) {
        return known.computeIfAbsent(owner + '@' + loop, key -> find(owner, loop));
    }

    private String find(String owner, int loop) {
        for (int i = 0; i < MOST_TRIES; i++) {
            String name = "bench-" + i;
            if (loop(owner, name) == loop) {
                return name;
            }
        }
        throw new IllegalStateException("No worker of " + owner + " has its home on loop " + loop);
    }

    /** The home of a worker. */
    public int loop(String owner, String name) {
        Answer.require(
                workerlet,
                new WorkerDefinition(name, owner, script, WorkerMode.ISOLATED, Map.of(), WorkerLimits.DEFAULTS),
                Requests.get("/"));
        return requireNonNull(loopOf.get(owner + '/' + name));
    }

    @Override
    public void loaded(WorkerDefinition worker, String version, long loadNanos) {
        loopOf.put(
                worker.owner() + '/' + worker.name(),
                loopOf(Thread.currentThread().getName()));
    }

    /** The number of the loop; the number of its thread may follow. */
    private static int loopOf(String thread) {
        String numbers = thread.substring(LOOP_THREAD.length());
        int end = numbers.indexOf('-');
        return Integer.parseInt(end < 0 ? numbers : numbers.substring(0, end));
    }

    @Override
    public void close() {
        workerlet.close();
    }
}
