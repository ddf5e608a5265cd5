package dev.workerlet.benchmarks.leak;

import static java.util.Objects.requireNonNull;

import dev.workerlet.benchmarks.support.Shape;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A long run of many workers in one process; fails when anything grows that should not. */
@Command(
        name = "leak",
        mixinStandardHelpOptions = true,
        description = "Sends many requests through many workers, and fails when memory, handles or threads grow.")
public final class LeakCommand implements Callable<Integer> {
    private static final String ROW = "%10s %10s %9s %14s %9s %8s%n";
    private static final long KIB_PER_MIB = 1024;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--requests", defaultValue = "100000", description = "Requests; default ${DEFAULT-VALUE}.")
    private int requests;

    @Option(names = "--step", defaultValue = "10000", description = "Requests a sample; default ${DEFAULT-VALUE}.")
    private int step;

    @Option(
            names = "--baseline",
            defaultValue = "20000",
            description = "Requests after which nothing may grow; default ${DEFAULT-VALUE}.")
    private int baseline;

    @Option(names = "--owners", defaultValue = "10", description = "Tenants; default ${DEFAULT-VALUE}.")
    private int owners;

    @Option(names = "--workers", defaultValue = "5", description = "Workers of each tenant; default ${DEFAULT-VALUE}.")
    private int workersPerOwner;

    @Option(names = "--concurrency", defaultValue = "8", description = "Client threads; default ${DEFAULT-VALUE}.")
    private int concurrency;

    @Option(names = "--loops", defaultValue = "2", description = "Loop threads; default ${DEFAULT-VALUE}.")
    private int loops;

    @Option(
            names = "--isolates-per-loop",
            defaultValue = "50",
            description =
                    "Most isolates on a loop; fewer than its workers means steady eviction; default ${DEFAULT-VALUE}.")
    private int isolatesPerLoop;

    @Option(
            names = "--isolates-per-owner",
            defaultValue = "5",
            description = "Most isolates of an owner on a loop; default ${DEFAULT-VALUE}.")
    private int isolatesPerOwner;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = requireNonNull(spec).commandLine().getOut();
        int spares = Shape.ofLoops(loops).sparesPerLoop();
        Shape shape = new Shape(loops, isolatesPerLoop, isolatesPerOwner, spares);
        LeakPlan plan = new LeakPlan(requests, step, baseline, owners, workersPerOwner, concurrency, shape);
        out.printf(
                Locale.ROOT,
                "%d requests, %d workers of %d owners, %d client threads, %d loops with at most %d isolates each%n",
                requests,
                plan.workers(),
                owners,
                concurrency,
                loops,
                isolatesPerLoop);
        out.printf(ROW, "requests", "RSS MiB", "isolates", "open isolates", "handles", "threads");
        LeakRun run = new LeakRun(plan);
        List<Sample> samples = run.run(sample -> print(out, sample));
        List<String> grown = LeakVerdict.of(samples, baseline);
        out.printf(
                Locale.ROOT,
                "%d scripts loaded. From %d requests on: %s%n",
                run.loads(),
                baseline,
                grown.isEmpty() ? "nothing has grown" : "GROWN: " + String.join(", ", grown));
        out.flush();
        return grown.isEmpty() ? 0 : 1;
    }

    private static void print(PrintWriter out, Sample sample) {
        out.printf(
                ROW,
                sample.requests(),
                String.format(Locale.ROOT, "%.1f", (double) sample.rssKib() / KIB_PER_MIB),
                sample.isolates(),
                sample.openIsolates(),
                sample.handles(),
                sample.threads());
        out.flush();
    }
}
