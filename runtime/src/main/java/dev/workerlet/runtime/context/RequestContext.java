package dev.workerlet.runtime.context;

import dev.workerlet.runtime.eventloop.EventLoop;
import dev.workerlet.runtime.eventloop.LoopTimer;
import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.message.FetchExchange;
import dev.workerlet.runtime.message.FetchRequest;
import dev.workerlet.runtime.message.FetchResponse;
import dev.workerlet.runtime.scheduler.RequestOperations;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The host state of one event: its exchange, what it has pending, its budgets and its phase. Confined to the loop's
 * thread.
 *
 * <pre>
 *   ANSWERING --respond/fail--> DRAINING (waitUntil, a fresh budget) --done--> ENDED
 *       \---------------------------- done --------------------------------^
 * </pre>
 */
final class RequestContext {
    private static final Logger LOG = LoggerFactory.getLogger(RequestContext.class);

    /** Where the event stands. */
    enum Phase {
        /** No answer yet. */
        ANSWERING,
        /** Answered; what was given to waitUntil goes on. */
        DRAINING,
        /** Nothing is left. */
        ENDED
    }

    final int id;
    final RequestOperations operations;
    private final FetchEvent event;
    private final EventLoop loop;
    private Phase phase = Phase.ANSWERING;
    private boolean drainBudgeted;
    private long cpuBudgetNanos;
    private long deadlineNanos;
    private @Nullable LoopTimer deadline;

    RequestContext(int id, FetchEvent event, EventLoop loop, RequestOperations operations) {
        this.id = id;
        this.event = event;
        this.loop = loop;
        this.operations = operations;
    }

    Phase phase() {
        return phase;
    }

    String logId() {
        return event.requestId();
    }

    FetchRequest request() {
        return event.request();
    }

    FetchExchange exchange() {
        return event.exchange();
    }

    /** Gives the phase that begins its budget; {@code onDeadline} runs when its time is up. */
    void budget(long cpuNanos, long wallNanos, Runnable onDeadline) {
        stopDeadline();
        cpuBudgetNanos = cpuNanos;
        deadlineNanos = loop.clock().nanoTime() + wallNanos;
        deadline = loop.scheduleNanos(wallNanos, onDeadline);
    }

    /** CPU time that is left of the phase's budget; at least 1. */
    long cpuLeftNanos() {
        return Math.max(1, cpuBudgetNanos);
    }

    /** Wall-clock time that is left of the phase's budget; at least 1. */
    long wallLeftNanos() {
        return Math.max(1, deadlineNanos - loop.clock().nanoTime());
    }

    void billCpu(long nanos) {
        cpuBudgetNanos -= nanos;
    }

    boolean isCpuSpent() {
        return cpuBudgetNanos <= 0;
    }

    void respond(FetchResponse response) {
        phase = Phase.DRAINING;
        tell(() -> event.exchange().respond(response));
    }

    void fail(Failure failure) {
        phase = Phase.DRAINING;
        tell(() -> event.exchange().fail(failure));
    }

    void passThrough(Failure cause) {
        phase = Phase.DRAINING;
        tell(() -> event.exchange().passThrough(cause));
    }

    /** An exchange that fails has lost its client; the event goes on, and ends as any other. */
    private void tell(Runnable answer) {
        try {
            answer.run();
        } catch (RuntimeException e) {
            LOG.error("[{}] The exchange can't take its answer", event.requestId(), e);
        }
    }

    /** Whether the answer has just left, and what goes on needs its own budget; true once. */
    boolean startsDraining() {
        boolean starts = phase == Phase.DRAINING && !drainBudgeted;
        drainBudgeted |= starts;
        return starts;
    }

    /** Ends the event on the host's side: no timer, no answer of an operation will come. */
    void end() {
        phase = Phase.ENDED;
        stopDeadline();
        operations.cancelAll();
    }

    private void stopDeadline() {
        LoopTimer timer = deadline;
        if (timer != null) {
            loop.cancel(timer);
            deadline = null;
        }
    }
}
