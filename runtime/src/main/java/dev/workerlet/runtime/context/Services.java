package dev.workerlet.runtime.context;

import dev.workerlet.runtime.scheduler.Scheduler;

/**
 * What all contexts of a runtime share.
 *
 * @param scheduler does what JavaScript asks of the host
 * @param codeCache keeps compiled code of scripts
 * @param listener told of what happens to workers
 */
public record Services(Scheduler scheduler, CodeCache codeCache, WorkerListener listener) {}
