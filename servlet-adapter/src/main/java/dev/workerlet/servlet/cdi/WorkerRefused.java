package dev.workerlet.servlet.cdi;

import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.limits.Refusal;

/**
 * A CDI event: a worker's event was answered without having been begun. Fired asynchronously; observe it with
 * {@code @ObservesAsync}. Under overload not each one is fired; the runtime's statistics count them all.
 *
 * @param worker the worker's name
 * @param owner its owner
 * @param requestId the id in the log
 * @param refusal why
 * @param failure what the client is told, and the log
 */
public record WorkerRefused(String worker, String owner, String requestId, Refusal refusal, Failure failure) {}
