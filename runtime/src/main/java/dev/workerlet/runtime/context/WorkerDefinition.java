package dev.workerlet.runtime.context;

import dev.workerlet.runtime.limits.WorkerLimits;
import java.util.Map;

/**
 * One worker as configured: what to run, for whom, with what. Immutable, except for what its source reads.
 *
 * @param name unique within its owner; appears in the log
 * @param owner the tenant: isolates are never shared between owners
 * @param source the script and what it imports
 * @param mode pooled, or a fresh isolate for each request
 * @param env string values of {@code env}
 * @param services other workers that it may ask, by their names in {@code env}; they may be another owner's
 * @param limits budgets
 */
public record WorkerDefinition(
        String name,
        String owner,
        ScriptSource source,
        WorkerMode mode,
        Map<String, String> env,
        Map<String, ServiceTarget> services,
        WorkerLimits limits) {

    public WorkerDefinition {
        env = Map.copyOf(env);
        services = Map.copyOf(services);
    }

    /** A worker that asks no other. */
    public WorkerDefinition(
            String name,
            String owner,
            ScriptSource source,
            WorkerMode mode,
            Map<String, String> env,
            WorkerLimits limits) {
        this(name, owner, source, mode, env, Map.of(), limits);
    }
}
