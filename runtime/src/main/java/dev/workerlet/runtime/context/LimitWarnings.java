package dev.workerlet.runtime.context;

import dev.workerlet.runtime.context.RequestContext.Phase;
import dev.workerlet.runtime.eventloop.EventLoop;
import dev.workerlet.runtime.eventloop.TurnTarget;
import dev.workerlet.runtime.isolate.Isolate;
import dev.workerlet.runtime.limits.Limit;
import dev.workerlet.runtime.limits.LimitUse;
import dev.workerlet.runtime.limits.WorkerLimits;
import dev.workerlet.runtime.message.CallbackMessage;

/**
 * Looks whether the events of one context have used most of what they may, and tells of it: the listener once an event and
 * limit, and the script where that listens, in a turn of its own. Confined to the loop's thread.
 *
 * <p>A turn that runs can't be told anything, so times are looked at when it is over; for the wall clock a script that
 * listens has a timer. Memory is the isolate's: whoever's turn it was when that was looked at hears of it.
 */
final class LimitWarnings {
    private static final int PERCENT = 100;

    private final WorkerDefinition worker;
    private final WorkerListener listener;
    private final EventLoop loop;
    private final TurnTarget turns;
    private final LoadEvent load;
    private final long lowHeapBytes;
    private final long lowExternalBytes;
    private long heapBytes;
    private long externalBytes;
    private boolean isMemoryLow;

    /** @param turns takes what scripts are told */
    LimitWarnings(WorkerDefinition worker, WorkerListener listener, EventLoop loop, TurnTarget turns, LoadEvent load) {
        this.worker = worker;
        this.listener = listener;
        this.loop = loop;
        this.turns = turns;
        this.load = load;
        this.lowHeapBytes = share(worker.limits().heapBytes());
        this.lowExternalBytes = share(worker.limits().externalBytes());
    }

    private long share(long bytes) {
        int percent = worker.limits().softPercent();
        return percent == 0 ? Long.MAX_VALUE : bytes / PERCENT * percent;
    }

    /** The script begins to listen, or listens no more. */
    void listen(RequestContext request, boolean listens) {
        request.listen(listens);
        if (listens) {
            request.budget.onWallLow(() -> tell(request, request.budget.takeWallUse(limitOfWall(request))));
        }
    }

    /** The isolate's memory has just been looked at, in a running turn. */
    void noteMemory(Isolate isolate) {
        heapBytes = isolate.usedHeapBytes();
        externalBytes = isolate.externalBytes();
        isMemoryLow = heapBytes >= lowHeapBytes || externalBytes >= lowExternalBytes;
    }

    /** A turn of {@code request} is over and went well; what it has led to is not done yet. */
    void look(RequestContext request) {
        if (isMemoryLow) {
            isMemoryLow = false;
            lookAtMemory(request);
        }
        RequestBudget budget = request.budget;
        if (budget.isCpuLow()) {
            tell(request, budget.takeCpuUse(load.is(request) ? Limit.START_CPU : Limit.CPU));
        }
        if (budget.isWallLow()) {
            tell(request, budget.takeWallUse(limitOfWall(request)));
        }
    }

    private void lookAtMemory(RequestContext request) {
        WorkerLimits limits = worker.limits();
        if (heapBytes >= lowHeapBytes && request.isFirstWarning(Limit.HEAP)) {
            tell(request, new LimitUse(Limit.HEAP, heapBytes, limits.heapBytes()));
        }
        if (externalBytes >= lowExternalBytes && request.isFirstWarning(Limit.EXTERNAL_MEMORY)) {
            tell(request, new LimitUse(Limit.EXTERNAL_MEMORY, externalBytes, limits.externalBytes()));
        }
    }

    private static Limit limitOfWall(RequestContext request) {
        return request.phase() == Phase.DRAINING ? Limit.WAIT_UNTIL : Limit.WALL;
    }

    private void tell(RequestContext request, LimitUse use) {
        listener.limitNear(worker, request.logId(), use);
        if (request.isListening() && request.phase() != Phase.ENDED) {
            request.noteWarningOnItsWay();
            loop.execute(turns, () -> {
                request.noteWarningArrived();
                turns.receive(new CallbackMessage.LimitNear(request.id, use));
            });
        }
    }
}
