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
 * @param limits budgets
 */
public record WorkerDefinition(
        String name, String owner, ScriptSource source, WorkerMode mode, Map<String, String> env, WorkerLimits limits) {

    public WorkerDefinition {
        env = Map.copyOf(env);
    }
}
