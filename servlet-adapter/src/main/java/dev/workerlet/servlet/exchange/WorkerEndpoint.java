package dev.workerlet.servlet.exchange;

import dev.workerlet.runtime.Workerlet;
import dev.workerlet.runtime.context.WorkerDefinition;

/**
 * What a request is handed to: a worker and the runtime that runs it. Immutable.
 *
 * @param runtime where events are dispatched
 * @param worker the worker
 * @param development whether clients see the details of failures
 * @param headBytes what the header fields of a response may take
 */
public record WorkerEndpoint(Workerlet runtime, WorkerDefinition worker, boolean development, long headBytes) {}
