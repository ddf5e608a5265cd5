package dev.workerlet.benchmarks.seed;

import static java.util.Objects.requireNonNull;

import dev.workerlet.benchmarks.support.Homes;
import dev.workerlet.benchmarks.support.WorkDirectory;
import dev.workerlet.runtime.context.WorkerMode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the seed's tables and prints them, the seed's figures beside ours. */
@Command(
        name = "seed-tables",
        mixinStandardHelpOptions = true,
        description = "The seed's benchmark tables: Worker mode against the thread-pinned pool.")
public final class SeedTablesCommand implements Callable<Integer> {
    private static final double FIRST_ROUND_GOAL = 3.5;
    private static final double SECOND_ROUND_GOAL = 10;
    /** What the first table makes: isolates of Worker mode, isolates of the pool, spares not counted. */
    private static final double WORKER_MODE_ISOLATES = 80;

    private static final double POOL_ISOLATES = 20;
    private static final int LOOPS = 4;
    /** A ratio above the ceiling by more than this is other load on the machine, not a result. */
    private static final double CREDIBLE_EXCESS = 1.15;

    private static final String ROW = "  %-22s %10s  %9s - %-9s %8s  %9s %7s  %8s  %9s %8s%n";

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--repetitions", defaultValue = "15", description = "Runs that count; default ${DEFAULT-VALUE}.")
    private int repetitions;

    @Option(names = "--warm-ups", defaultValue = "2", description = "Runs before them; default ${DEFAULT-VALUE}.")
    private int warmUps;

    @Option(
            names = "--spares",
            defaultValue = "2",
            description = "Isolates kept prepared on each loop, in both modes; default ${DEFAULT-VALUE}.")
    private int spares;

    @Option(names = "--only", defaultValue = "", description = "Only tables whose title contains this.")
    private String only = "";

    @Option(
            names = "--at-once",
            defaultValue = "32",
            description = "Requests that may await in one isolate; 1 = strict; default ${DEFAULT-VALUE}.")
    private int atOnce;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = requireNonNull(spec).commandLine().getOut();
        explain(out);
        boolean met = true;
        try (WorkDirectory directory = WorkDirectory.create()) {
            for (SeedTable table : SeedTables.ALL) {
                if (!table.title().contains(only)) {
                    continue;
                }
                Measurement measurement = new Measurement(table, spares, atOnce, directory);
                try (Homes homes = new Homes(table.loops(), directory)) {
                    measurement.run(warmUps, repetitions, homes);
                }
                print(out, table, measurement);
                if (table.equals(SeedTables.FOUR_THREADS)) {
                    met = judge(out, measurement, spares);
                }
            }
        }
        return met ? 0 : 1;
    }

    private void explain(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "Medians (least - most; of the ratio run by run) of %d runs, after %d runs of each mode with owners of their own that do not%n"
                        + "count. Each run is a new runtime in the same process; its second round finds the pool warm.%n"
                        + "Worker mode: a fresh isolate for each request. Pool: the isolates of a loop thread, kept warm.%n"
                        + "Client threads dispatch a request, wait for its answer, dispatch the next; each thread's workers%n"
                        + "have their home on one loop. Events are fetch events with an empty response, the seed's are%n"
                        + "scheduled events. \"n isolates\" caps the pool here, in both modes, and requests queue for a%n"
                        + "place. CPU ms: of the whole process for a request, idle work included; CPU x: by how much the%n"
                        + "pool needs less of it, which other load on the machine disturbs least. %d processors,%n"
                        + "%d spare isolate(s) a loop and up to %d request(s) at once in an isolate, in both modes.%n",
                repetitions,
                warmUps,
                Runtime.getRuntime().availableProcessors(),
                spares,
                atOnce);
        out.flush();
    }

    private static void print(PrintWriter out, SeedTable table, Measurement measurement) {
        out.printf(
                Locale.ROOT,
                "%n%s: %d client thread(s) x %d requests, %d loop(s), at most %d isolate(s) a loop%s%n",
                table.title(),
                table.threads(),
                table.requests(),
                table.loops(),
                table.isolatesPerLoop(),
                table.preWarmed() ? ", workers asked once before" : "");
        out.printf(ROW, "", "req/s", "least", "most", "x Worker", "seed", "seed x", "isolates", "CPU ms", "CPU x");
        List<Measurement.Rates> worker = measurement.rounds(WorkerMode.ISOLATED);
        List<Measurement.Rates> pool = measurement.rounds(WorkerMode.POOLED);
        String seedWorker = table.seedWorker() == null ? "n/a" : rate(table.seedWorker());
        row(out, "Worker mode", worker.get(0), worker.get(0), seedWorker, "1.00");
        Double seedRatio = table.seedRatio();
        String ratio = seedRatio == null ? "n/a" : ratio(seedRatio);
        row(out, "Pool, first round", pool.get(0), worker.get(0), rate(table.seedPool()), ratio);
        row(out, "Pool, second round", pool.get(1), worker.get(1), "", "");
        out.flush();
    }

    private static void row(
            PrintWriter out,
            String name,
            Measurement.Rates rates,
            Measurement.Rates worker,
            String seed,
            String seedRatio) {
        out.printf(
                ROW,
                name,
                rate(rates.median()),
                rate(rates.least()),
                rate(rates.most()),
                ratio(rates.timesFasterThan(worker)),
                seed,
                seedRatio,
                rates.isolates(),
                String.format(Locale.ROOT, "%.2f", rates.cpuMillis()),
                rates.cpuMillis() > 0 ? ratio(worker.cpuMillis() / rates.cpuMillis()) : "");
    }

    private static boolean judge(PrintWriter out, Measurement measurement, int spares) {
        List<Measurement.Rates> worker = measurement.rounds(WorkerMode.ISOLATED);
        List<Measurement.Rates> pool = measurement.rounds(WorkerMode.POOLED);
        double first = ratio(pool, worker, 0);
        double second = ratio(pool, worker, 1);
        // Each loop's spares are made before the clock starts, in both modes.
        double ceiling = (WORKER_MODE_ISOLATES - LOOPS * spares) / (POOL_ISOLATES - LOOPS * spares);
        boolean credible = first <= ceiling * CREDIBLE_EXCESS;
        boolean met = credible && first >= FIRST_ROUND_GOAL && second >= SECOND_ROUND_GOAL;
        out.printf(
                Locale.ROOT,
                "  20 cold isolates for 80 requests, %d of them spares: %.1f is the first round's ceiling. Asked for: %.1f and %.0f: %s%n",
                LOOPS * spares,
                ceiling,
                FIRST_ROUND_GOAL,
                SECOND_ROUND_GOAL,
                met ? "met" : credible ? "MISSED" : "above the ceiling: disturbed, run again");
        out.flush();
        return met;
    }

    private static double ratio(List<Measurement.Rates> pool, List<Measurement.Rates> worker, int round) {
        return pool.get(round).timesFasterThan(worker.get(round));
    }

    private static String rate(double perSecond) {
        return String.format(Locale.ROOT, "%,.0f", perSecond);
    }

    private static String ratio(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
