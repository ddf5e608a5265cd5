package dev.workerlet.runtime.pool;

import dev.workerlet.runtime.context.FetchEvent;
import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.context.WorkerListener;
import dev.workerlet.runtime.eventloop.EventLoop;
import dev.workerlet.runtime.eventloop.LoopTimer;
import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.limits.Refusal;
import dev.workerlet.runtime.message.FetchExchange;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Events that wait for a place, owners in turn, each event until its deadline. Confined to the loop's thread.
 *
 * <p>A full queue is no reason to refuse an owner of whom few wait: the owner of whom most wait loses its newest instead.
 */
final class WaitQueue {
    private final EventLoop loop;
    private final PoolLimits limits;
    private final WorkerListener listener;
    private final FairQueue<PoolPolicy.Demand, Waiting> waiting = new FairQueue<>();
    /** Of the owners that have events waiting. */
    private final Map<String, WaitEstimate> estimates = new HashMap<>();

    /** @param listener told of the events that are refused */
    WaitQueue(EventLoop loop, PoolLimits limits, WorkerListener listener) {
        this.loop = loop;
        this.limits = limits;
        this.listener = listener;
    }

    /** An event that waits. Identity matters: two may be equal in all they hold. */
    static final class Waiting {
        final WorkerDefinition worker;
        final PoolPolicy.Demand demand;
        final FetchEvent event;
        private @Nullable LoopTimer deadline;
        private long cameNanos;

        Waiting(WorkerDefinition worker, PoolPolicy.Demand demand, FetchEvent event) {
            this.worker = worker;
            this.demand = demand;
            this.event = event;
        }
    }

    private void refuse(Waiting entry, Refusal refusal, int retryAfterSeconds, String why) {
        entry.event.refuse(entry.worker, Failure.overloaded(refusal, retryAfterSeconds, why), listener);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int size() {
        return waiting.size();
    }

    /** Whether events wait that ask for the same: they come first. */
    boolean hasBefore(PoolPolicy.Demand demand) {
        return !waiting.isEmpty() && waiting.hasLine(demand.owner(), demand);
    }

    /** Adds an event; where there is no room, it or another one is refused. */
    void add(Waiting entry) {
        String owner = entry.demand.owner();
        int before = waiting.sizeOf(owner);
        WaitEstimate estimate = estimates.computeIfAbsent(
                owner, name -> new WaitEstimate(limits.queueTarget().toNanos()));
        String obstacle = obstacle(owner, before, estimate);
        if (obstacle != null) {
            Refusal refusal = isOwnersBoundReached(before) ? Refusal.OWNER : Refusal.QUEUE;
            refuse(entry, refusal, estimate.seconds(before), obstacle);
            forgetIfNoneWaits(owner);
            return;
        }
        waiting.add(owner, entry.demand, entry);
        entry.cameNanos = loop.clock().nanoTime();
        entry.deadline = loop.schedule(limits.queueWait(), () -> giveUp(entry, estimate));
    }

    private boolean isOwnersBoundReached(int before) {
        return limits.hasOwnersBound() && before >= limits.queueOfOwner();
    }

    private @Nullable String obstacle(String owner, int before, WaitEstimate estimate) {
        if (isOwnersBoundReached(before)) {
            return "queue-per-owner of " + limits.queueOfOwner() + " events is reached";
        }
        if (estimate.isTooLong(before)) {
            return "It would wait for a place for longer than queue-target of " + limits.queueTarget();
        }
        return waiting.size() < limits.queue() || makeRoom(owner) ? null : fullMessage();
    }

    private void giveUp(Waiting entry, WaitEstimate estimate) {
        String owner = entry.demand.owner();
        waiting.remove(owner, entry.demand, entry);
        estimate.left(entry.cameNanos, loop.clock().nanoTime());
        refuse(
                entry,
                Refusal.QUEUE,
                estimate.seconds(waiting.sizeOf(owner)),
                "No place was free within queue-wait of " + limits.queueWait());
        forgetIfNoneWaits(owner);
    }

    private void forgetIfNoneWaits(String owner) {
        if (waiting.sizeOf(owner) == 0) {
            estimates.remove(owner);
        }
    }

    private boolean makeRoom(String newcomer) {
        Waiting out = waiting.pushOut(newcomer);
        if (out == null) {
            return false;
        }
        forgetDeadline(out);
        refuse(out, Refusal.OWNER, 1, fullMessage() + ", most by this owner, and another one has come");
        return true;
    }

    private String fullMessage() {
        return "queue-limit of " + limits.queue() + " events is reached";
    }

    private void forgetDeadline(Waiting entry) {
        LoopTimer deadline = entry.deadline;
        if (deadline != null) {
            loop.cancel(deadline);
        }
    }

    /**
     * Offers events to {@code taker} until it takes one, which leaves the queue before it is begun: beginning it may take long, or
     * never end.
     *
     * @param taker gives what begins the event, or null where there is no place for it
     * @return whether it took one
     */
    boolean serveNext(Function<Waiting, @Nullable Runnable> taker) {
        AtomicReference<@Nullable Runnable> begin = new AtomicReference<>();
        boolean taken = waiting.offerNext(entry -> {
            begin.set(taker.apply(entry));
            if (begin.get() != null) {
                noteTaken(entry);
            }
            return begin.get() != null;
        });
        Runnable task = begin.get();
        if (task != null) {
            task.run();
        }
        return taken;
    }

    private void noteTaken(Waiting entry) {
        forgetDeadline(entry);
        String owner = entry.demand.owner();
        WaitEstimate estimate = estimates.get(owner);
        if (estimate != null) {
            estimate.left(entry.cameNanos, loop.clock().nanoTime());
        }
        // The entry itself is still there.
        if (waiting.sizeOf(owner) <= 1) {
            estimates.remove(owner);
        }
    }

    /** Answers the event of {@code exchange} with {@code failure}, if it waits here. */
    void abort(FetchExchange exchange, Failure failure) {
        takeOut(entry -> entry.event.exchange() == exchange, entry -> exchange.fail(failure));
    }

    /** Answers everything with {@code failure}. */
    void failAll(Failure failure) {
        takeOut(entry -> true, entry -> entry.event.refuse(entry.worker, failure, listener));
    }

    private void takeOut(Predicate<Waiting> which, Consumer<Waiting> answer) {
        waiting.removeIf(which, entry -> {
            forgetDeadline(entry);
            answer.accept(entry);
        });
        estimates.keySet().removeIf(owner -> waiting.sizeOf(owner) == 0);
    }
}
