package dev.workerlet.benchmarks.seed;

import dev.workerlet.benchmarks.support.Answer;
import dev.workerlet.benchmarks.support.Homes;
import dev.workerlet.benchmarks.support.Requests;
import dev.workerlet.benchmarks.support.Shape;
import dev.workerlet.benchmarks.support.WorkDirectory;
import dev.workerlet.runtime.Workerlet;
import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.context.WorkerListener;
import dev.workerlet.runtime.context.WorkerMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one table: each repetition is a runtime of its own for each mode, in turns, and two rounds in it.
 * Repetitions with owners of their own come first and are not counted: they warm the JVM for both modes alike.
 */
final class Measurement {
    private static final int ROUNDS = 2;
    /** Time for the loops to prepare what they prepare when idle. */
    private static final long SETTLE_MILLIS = 300;

    private final SeedTable table;
    private final int spares;
    private final int atOnce;
    private final WorkDirectory directory;
    private final Map<WorkerMode, List<Rates>> results = new EnumMap<>(WorkerMode.class);

    /** The figures of one round. */
    static final class Rates {
        private final List<Double> perSecond = new ArrayList<>();
        private final List<Double> cpuMillis = new ArrayList<>();
        private final List<Integer> isolates = new ArrayList<>();

        private void add(Round.Result result, int made) {
            perSecond.add(result.perSecond());
            cpuMillis.add(result.cpuMillisPerRequest());
            isolates.add(made);
        }

        double median() {
            return medianOf(perSecond);
        }

        /** CPU time of the process for a request, the median. */
        double cpuMillis() {
            return medianOf(cpuMillis);
        }

        /** How many times faster than {@code other}: the median over runs that followed each other, which other load hits alike. */
        double timesFasterThan(Rates other) {
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < perSecond.size(); i++) {
                ratios.add(perSecond.get(i) / other.perSecond.get(i));
            }
            return medianOf(ratios);
        }

        double least() {
            return Collections.min(perSecond);
        }

        double most() {
            return Collections.max(perSecond);
        }

        /** The median of the isolates that were made for a round. */
        int isolates() {
            return medianOf(isolates);
        }

        private static <T extends Comparable<T>> T medianOf(List<T> values) {
            return values.stream().sorted().toList().get(values.size() / 2);
        }
    }

    Measurement(SeedTable table, int spares, int atOnce, WorkDirectory directory) {
        this.table = table;
        this.spares = spares;
        this.atOnce = atOnce;
        this.directory = directory;
        for (WorkerMode mode : WorkerMode.values()) {
            List<Rates> rounds = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                rounds.add(new Rates());
            }
            results.put(mode, rounds);
        }
    }

    /** Takes the figures. */
    void run(int warmUps, int repetitions, Homes homes) throws InterruptedException, ExecutionException {
        for (int i = 0; i < warmUps + repetitions; i++) {
            boolean counts = i >= warmUps;
            for (WorkerMode mode : WorkerMode.values()) {
                Workload workload = new Workload(table, mode, atOnce, counts ? "" : "warm-up-", homes);
                repeat(workload, counts ? rounds(mode) : null);
            }
        }
    }

    private void repeat(Workload workload, @Nullable List<Rates> rounds)
            throws InterruptedException, ExecutionException {
        Isolates isolates = new Isolates();
        Shape shape = new Shape(table.loops(), table.isolatesPerLoop(), table.isolatesPerLoop(), spares);
        try (Workerlet workerlet = shape.start(directory, isolates);
                Round round = new Round(workerlet, table)) {
            if (table.preWarmed()) {
                workload.all().forEach(worker -> Answer.require(workerlet, worker, Requests.get("/")));
            }
            Thread.sleep(SETTLE_MILLIS);
            for (int i = 0; i < ROUNDS; i++) {
                int before = isolates.made.get();
                Round.Result result = round.run(workload);
                if (rounds != null) {
                    rounds.get(i).add(result, isolates.made.get() - before);
                }
            }
        }
    }

    /** The figures of a mode, a round each. */
    List<Rates> rounds(WorkerMode mode) {
        List<Rates> rounds = results.get(mode);
        if (rounds == null) {
            throw new IllegalStateException("No figures of " + mode);
        }
        return rounds;
    }

    /** Counts the isolates that got a script. */
    private static final class Isolates implements WorkerListener {
        final AtomicInteger made = new AtomicInteger();

        @Override
        public void loaded(WorkerDefinition worker, String version, long loadNanos) {
            made.incrementAndGet();
        }
    }
}
