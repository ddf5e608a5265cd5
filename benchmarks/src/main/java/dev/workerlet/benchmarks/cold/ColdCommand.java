package dev.workerlet.benchmarks.cold;

import static java.util.Objects.requireNonNull;

import dev.workerlet.benchmarks.support.Answer;
import dev.workerlet.benchmarks.support.Requests;
import dev.workerlet.benchmarks.support.Script;
import dev.workerlet.benchmarks.support.Shape;
import dev.workerlet.benchmarks.support.WorkDirectory;
import dev.workerlet.runtime.Workerlet;
import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.context.WorkerListener;
import dev.workerlet.runtime.context.WorkerMode;
import dev.workerlet.runtime.limits.WorkerLimits;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The time of a worker's first request: a new isolate, the script's load, the handler. */
@Command(
        name = "cold",
        mixinStandardHelpOptions = true,
        description = "Measures the first request of workers, with an isolate made for it and with a spare.")
public final class ColdCommand implements Callable<Integer> {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final long POLL_NANOS = 40_000_000;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--workers", defaultValue = "60", description = "Workers of each script; default ${DEFAULT-VALUE}.")
    private int workers;

    @Option(
            names = "--script",
            split = ",",
            defaultValue = "hello,web,digest",
            description = "Scripts to load; default ${DEFAULT-VALUE}.")
    private List<String> scripts = List.of();

    @Override
    public Integer call() {
        PrintWriter out = requireNonNull(spec).commandLine().getOut();
        out.printf("%-10s %26s %26s%n", "script", "new isolate, median (least)", "spare, median (least)");
        try (WorkDirectory directory = WorkDirectory.create()) {
            for (String name : scripts) {
                Script script = Script.resource(ColdCommand.class, name + ".js");
                // Uncounted: the JVM compiles, code caches are filled.
                measure(directory, script, name, 0);
                out.printf(
                        "%-10s %26s %26s%n",
                        name, measure(directory, script, name, 0), measure(directory, script, name, 1));
                out.flush();
            }
        }
        return 0;
    }

    private String measure(WorkDirectory directory, Script script, String name, int spares) {
        long[] nanos = new long[workers];
        try (Workerlet workerlet = new Shape(1, workers, workers, spares).start(directory, WorkerListener.NONE)) {
            for (int i = 0; i < workers; i++) {
                awaitSpares(workerlet, spares);
                WorkerDefinition worker = new WorkerDefinition(
                        name + i, "cold", script, WorkerMode.POOLED, Map.of(), WorkerLimits.DEFAULTS);
                long startNanos = System.nanoTime();
                Answer.require(workerlet, worker, Requests.get("/cold?number=" + i));
                nanos[i] = System.nanoTime() - startNanos;
            }
        }
        Arrays.sort(nanos);
        return String.format(
                Locale.ROOT, "%.2f ms (%.2f)", nanos[workers / 2] / NANOS_PER_MILLI, nanos[0] / NANOS_PER_MILLI);
    }

    /** Spares are made when the loop is quiet; asking keeps it busy for a moment, so it is asked rarely. */
    private static void awaitSpares(Workerlet workerlet, int spares) {
        while (workerlet.statistics().pools().get(0).spares() < spares) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
