package dev.workerlet.runtime.pool;

import dev.workerlet.runtime.context.FetchEvent;
import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.eventloop.EventLoop;
import dev.workerlet.runtime.eventloop.LoopTimer;
import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.limits.TerminationReason;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Events that wait for a place, first come first served, each until its deadline. Confined to the loop's thread. */
final class WaitQueue {
    private final EventLoop loop;
    private final PoolLimits limits;
    private final Set<Waiting> waiting = new LinkedHashSet<>();

    WaitQueue(EventLoop loop, PoolLimits limits) {
        this.loop = loop;
        this.limits = limits;
    }

    /** An event that waits. Identity matters: two may be equal in all they hold. */
    static final class Waiting {
        final WorkerDefinition worker;
        final PoolPolicy.Demand demand;
        final FetchEvent event;
        private @Nullable LoopTimer deadline;

        Waiting(WorkerDefinition worker, PoolPolicy.Demand demand, FetchEvent event) {
            this.worker = worker;
            this.demand = demand;
            this.event = event;
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int size() {
        return waiting.size();
    }

    /** Adds an event, or refuses it when the queue is full. */
    void add(Waiting entry) {
        if (waiting.size() >= limits.queue()) {
            entry.event
                    .exchange()
                    .fail(Failure.of(
                            TerminationReason.OVERLOADED, "queue-limit of " + limits.queue() + " events is reached"));
            return;
        }
        waiting.add(entry);
        entry.deadline = loop.schedule(limits.queueWait(), () -> {
            waiting.remove(entry);
            entry.event
                    .exchange()
                    .fail(Failure.of(
                            TerminationReason.OVERLOADED,
                            "No place was free within queue-wait of " + limits.queueWait()));
        });
    }

    /** Offers the events in order to {@code taker}; those it takes leave the queue. */
    void serve(Predicate<Waiting> taker) {
        for (Iterator<Waiting> entries = waiting.iterator(); entries.hasNext(); ) {
            Waiting entry = entries.next();
            if (taker.test(entry)) {
                entries.remove();
                LoopTimer deadline = entry.deadline;
                if (deadline != null) {
                    loop.cancel(deadline);
                }
            }
        }
    }

    /** Refuses everything. */
    void failAll(Failure failure) {
        serve(entry -> {
            entry.event.exchange().fail(failure);
            return true;
        });
    }
}
