package dev.workerlet.runtime;

import dev.workerlet.runtime.context.CallChain;
import dev.workerlet.runtime.context.EventDispatcher;
import dev.workerlet.runtime.context.FetchEvent;
import dev.workerlet.runtime.context.LoopHeader;
import dev.workerlet.runtime.context.SentRequests;
import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.context.WorkerListener;
import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.limits.TerminationReason;
import dev.workerlet.runtime.message.FetchExchange;
import dev.workerlet.runtime.message.FetchRequest;
import dev.workerlet.runtime.pool.CircuitBreaker;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Hands events to the loops, those from outside and those that workers send one another. Thread-safe. */
final class LoopDispatcher implements EventDispatcher {
    private static final int ID_RADIX = 36;

    private final PinnedLoop[] loops;
    private final LoopRouter router;
    private final CircuitBreaker breaker;
    private final WorkerListener listener;
    private final SentRequests sentRequests = new SentRequests(this::abort);
    private final String idPrefix = Long.toString(System.currentTimeMillis() % 1_679_616, ID_RADIX) + '-';
    private final AtomicLong lastId = new AtomicLong();
    private final AtomicBoolean stopped = new AtomicBoolean();

    /** @param loops filled before the first event */
    LoopDispatcher(PinnedLoop[] loops, CircuitBreaker breaker, WorkerListener listener) {
        this.loops = loops;
        this.breaker = breaker;
        this.listener = listener;
        this.router = new LoopRouter(loops);
    }

    /** Refuses everything from now on: what runs can't be waited for any longer. */
    void stop() {
        stopped.set(true);
    }

    /** Answers an event from outside without handing it over. */
    void refuse(WorkerDefinition worker, FetchRequest request, FetchExchange exchange, Failure failure) {
        new FetchEvent(nextId(), request, exchange).refuse(worker, failure, listener);
    }

    /** Hands over an event from outside. */
    void dispatch(WorkerDefinition worker, FetchRequest request, FetchExchange exchange) {
        FetchEvent event = new FetchEvent(nextId(), request, exchange);
        if (LoopHeader.isLoop(request)) {
            event.refuse(worker, Failure.loopDetected(), listener);
            return;
        }
        SentRequests.Sent sent = sentRequests.find(request);
        if (sent == null) {
            offer(worker, event);
            return;
        }
        CallChain calls = sent.arrived(request, exchange);
        if (calls == null) {
            exchange.fail(Failure.of(TerminationReason.ABORTED, "The worker that has sent it does not wait any more"));
        } else {
            offer(worker, new FetchEvent(event.requestId(), request, exchange, calls));
        }
    }

    /** The requests of workers that may come back. */
    SentRequests sentRequests() {
        return sentRequests;
    }

    @Override
    public void dispatch(WorkerDefinition worker, FetchRequest request, FetchExchange exchange, CallChain calls) {
        offer(worker, new FetchEvent(nextId(), request, exchange, calls));
    }

    private void offer(WorkerDefinition worker, FetchEvent event) {
        if (stopped.get()) {
            event.refuse(worker, Failure.stopping(), listener);
            return;
        }
        String version = worker.source().version();
        Failure refusal = breaker.refusal(worker.owner(), worker.name(), version, event.requestId());
        if (refusal == null) {
            refusal = router.route(worker.owner(), worker.name()).offer(worker, version, event);
        }
        if (refusal != null) {
            event.refuse(worker, refusal, listener);
        }
    }

    @Override
    public void abort(FetchExchange exchange) {
        Failure failure = Failure.of(TerminationReason.ABORTED, "The client has left");
        for (PinnedLoop loop : loops) {
            loop.abort(exchange, failure);
        }
    }

    private String nextId() {
        return idPrefix + Long.toString(lastId.incrementAndGet(), ID_RADIX);
    }
}
