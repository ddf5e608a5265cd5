package dev.workerlet.servlet.cdi;

import dev.workerlet.runtime.limits.LimitUse;

/**
 * A CDI event: a worker's event has used most of what a limit allows. Fired asynchronously; observe it with
 * {@code @ObservesAsync}.
 *
 * @param worker the worker's name
 * @param owner its owner
 * @param requestId the id in the log
 * @param use of which limit, and how much
 */
public record WorkerLimitNear(String worker, String owner, String requestId, LimitUse use) {}
