package dev.workerlet.runtime.context;

import dev.workerlet.runtime.body.HeldBodies;
import dev.workerlet.runtime.context.BareContext.PlatformFunctions;
import dev.workerlet.runtime.platform.NativeMemory;
import dev.workerlet.runtime.scheduler.Scheduler;

/**
 * What all contexts of a runtime share.
 *
 * @param scheduler does what JavaScript asks of the host
 * @param codeCache keeps compiled code of scripts
 * @param nativeMemory gives memory back that V8 has freed
 * @param listener told of what happens to workers
 * @param platformFunctions gives the host functions of the web platform
 * @param serviceCaller lets workers ask one another
 * @param sentRequests knows the requests to the network that may come back
 * @param maker makes contexts ahead
 * @param closer closes large isolates
 * @param heldBodies counts what clients have still to read
 */
public record Services(
        Scheduler scheduler,
        CodeCache codeCache,
        NativeMemory nativeMemory,
        WorkerListener listener,
        PlatformFunctions platformFunctions,
        ServiceCaller serviceCaller,
        SentRequests sentRequests,
        ContextMaker maker,
        ContextCloser closer,
        HeldBodies heldBodies) {}
