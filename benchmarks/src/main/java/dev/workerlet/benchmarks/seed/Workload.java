package dev.workerlet.benchmarks.seed;

import dev.workerlet.benchmarks.support.Homes;
import dev.workerlet.benchmarks.support.Script;
import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.context.WorkerMode;
import dev.workerlet.runtime.limits.WorkerLimits;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The workers of one table in one mode: who is asked by which client thread, in which order. */
final class Workload {
    private final WorkerDefinition[][] plan;
    private final Map<String, WorkerDefinition> byOwner = new LinkedHashMap<>();

    /**
     * A table's workers.
     *
     * @param atOnce requests that may await in one isolate
     * @param prefix comes before each owner's name, so that warming up and measuring have owners of their own
     */
    Workload(SeedTable table, WorkerMode mode, int atOnce, String prefix, Homes homes) {
        WorkerLimits limits = limits(atOnce);
        Script script = Script.resource(Workload.class, table.script());
        plan = new WorkerDefinition[table.threads()][table.requests()];
        for (int thread = 0; thread < table.threads(); thread++) {
            int loop = thread % table.loops();
            for (int index = 0; index < table.requests(); index++) {
                String owner = prefix + table.owners().of(thread, index);
                plan[thread][index] = byOwner.computeIfAbsent(
                        owner,
                        name -> new WorkerDefinition(homes.nameFor(name, loop), name, script, mode, Map.of(), limits));
            }
        }
    }

    private static WorkerLimits limits(int atOnce) {
        WorkerLimits defaults = WorkerLimits.DEFAULTS;
        return defaults.toBuilder().maxConcurrentPerIsolate(atOnce).build();
    }

    /** What client thread {@code thread} asks, in order. */
    WorkerDefinition[] of(int thread) {
        return plan[thread];
    }

    /** Every worker once. */
    Collection<WorkerDefinition> all() {
        return byOwner.values();
    }
}
