package dev.workerlet.servlet.cdi;

import dev.workerlet.runtime.limits.Failure;

/**
 * A CDI event: a worker's event ended with a failure. Fired asynchronously; observe it with {@code @ObservesAsync}.
 *
 * @param worker the worker's name
 * @param owner its owner
 * @param requestId the id in the log
 * @param failure what happened
 */
public record WorkerTerminated(String worker, String owner, String requestId, Failure failure) {}
