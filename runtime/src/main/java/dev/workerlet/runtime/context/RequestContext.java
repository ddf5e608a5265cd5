package dev.workerlet.runtime.context;

import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.limits.Limit;
import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.FetchExchange;
import dev.workerlet.runtime.message.FetchRequest;
import dev.workerlet.runtime.message.FetchResponse;
import dev.workerlet.runtime.message.SocketListener;
import dev.workerlet.runtime.message.SocketPeer;
import dev.workerlet.runtime.message.SocketUpgrade;
import dev.workerlet.runtime.scheduler.OutgoingStream;
import dev.workerlet.runtime.scheduler.RequestOperations;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The host state of one event: its exchange, what it has pending, its budget and its phase. Confined to the loop's
 * thread.
 *
 * <pre>
 *   ANSWERING --respond/fail--> DRAINING (waitUntil, a fresh budget) --done--> ENDED
 *       |                          ^   ^                                         ^
 *       |--respond with a stream--> STREAMING --stream over                      |
 *       |--upgrade----------------> CONNECTED --socket closed                    |
 *       \---------------------------- done -------------------------------------/
 * </pre>
 */
final class RequestContext {
    private static final Logger LOG = LoggerFactory.getLogger(RequestContext.class);

    /** Where the event stands. */
    enum Phase {
        /** No answer yet. */
        ANSWERING,
        /** The head is on its way, and the script writes the body. */
        STREAMING,
        /** The client's connection is a WebSocket. */
        CONNECTED,
        /** Answered; what was given to waitUntil goes on. */
        DRAINING,
        /** Nothing is left. */
        ENDED
    }

    final int id;
    final RequestOperations operations;
    final RequestBudget budget;
    /** The event's own body as JavaScript knows it. */
    int bodyStreamId;

    private final FetchEvent event;
    private final Runnable onAnswer;
    private Phase phase = Phase.ANSWERING;
    private boolean drainBudgeted;
    private boolean listening;
    private int warningsOnTheirWay;
    private Set<Limit> warned = Set.of();
    private @Nullable FetchResponse response;
    private @Nullable OutgoingStream responseStream;

    /** @param onAnswer runs when the event is answered, or ends without */
    RequestContext(int id, FetchEvent event, RequestBudget budget, RequestOperations operations, Runnable onAnswer) {
        this.id = id;
        this.onAnswer = onAnswer;
        this.event = event;
        this.budget = budget;
        this.operations = operations;
    }

    Phase phase() {
        return phase;
    }

    private void move(Phase next) {
        boolean isAnswered = phase == Phase.ANSWERING;
        phase = next;
        if (isAnswered) {
            onAnswer.run();
        }
    }

    String logId() {
        return event.requestId();
    }

    /** The script wants to hear of limits that are near, or no more. */
    void listen(boolean listens) {
        listening = listens;
    }

    boolean isListening() {
        return listening;
    }

    /** Whether the script will hear of a limit that is near. */
    boolean awaitsWarning() {
        return listening && (warningsOnTheirWay > 0 || budget.isAlarmSet());
    }

    void noteWarningOnItsWay() {
        warningsOnTheirWay++;
    }

    void noteWarningArrived() {
        warningsOnTheirWay--;
    }

    /** Whether nobody was told yet that the event is near this limit; true once. */
    boolean isFirstWarning(Limit limit) {
        if (warned.isEmpty()) {
            warned = EnumSet.noneOf(Limit.class);
        }
        return warned.add(limit);
    }

    FetchEvent event() {
        return event;
    }

    FetchRequest request() {
        return event.request();
    }

    FetchExchange exchange() {
        return event.exchange();
    }

    void respond(FetchResponse answer) {
        move(Phase.DRAINING);
        tell(() -> event.exchange().respond(answer));
    }

    /** Keeps a response whose body the script writes. */
    void answerLater(FetchResponse head, @Nullable OutgoingStream stream) {
        response = head;
        responseStream = stream;
    }

    @Nullable
    OutgoingStream responseStream() {
        return responseStream;
    }

    /** The response that was kept, with another body. */
    FetchResponse head(Body body) {
        FetchResponse kept = Objects.requireNonNull(response);
        return new FetchResponse(kept.status(), kept.headers(), body);
    }

    /** Answers with the response that was kept. */
    void respondStreaming() {
        FetchResponse kept = Objects.requireNonNull(response);
        move(Phase.STREAMING);
        tell(() -> event.exchange().respond(kept));
    }

    /** Answers with a WebSocket. */
    SocketPeer upgrade(SocketUpgrade upgrade) {
        move(Phase.CONNECTED);
        try {
            return event.exchange().upgrade(upgrade);
        } catch (RuntimeException e) {
            LOG.error("[{}] The exchange can't take its WebSocket", event.requestId(), e);
            upgrade.listener().closed(SocketListener.ABNORMAL, "", false, true);
            return SocketPeer.NONE;
        }
    }

    /** A message that comes in by a WebSocket is an event of its own, with a budget of its own. */
    void renewBudget() {
        if (phase == Phase.CONNECTED) {
            budget.renew();
        }
    }

    /** Begins the budget of a stream or a WebSocket, or goes on with it; see {@link RequestBudget#beginStream}. */
    void beginStreamBudget(Runnable onStandstill) {
        budget.beginStream(movedNanos(), onStandstill);
    }

    /** Time until the stream or the WebSocket has stood still for too long. */
    long idleLeftNanos() {
        return budget.idleLeftNanos(movedNanos());
    }

    private long movedNanos() {
        return phase == Phase.CONNECTED
                ? operations.socketMovedNanos()
                : Objects.requireNonNull(responseStream).movedNanos();
    }

    /** Where the script's stream or socket is over, only waitUntil is left. */
    void noteStreamOver() {
        if (phase == Phase.STREAMING && Objects.requireNonNull(responseStream).isEnded()) {
            phase = Phase.DRAINING;
        } else if (phase == Phase.CONNECTED && !operations.hasClientSocket()) {
            phase = Phase.DRAINING;
        }
    }

    /** The client has left; an exchange without an answer gets this one. Returns whether the event still had something for it. */
    boolean leave(Failure failure) {
        if (phase == Phase.ANSWERING) {
            fail(failure);
            return true;
        }
        boolean wasStreaming = phase == Phase.STREAMING;
        if (wasStreaming) {
            move(Phase.DRAINING);
        }
        return wasStreaming;
    }

    void fail(Failure failure) {
        move(Phase.DRAINING);
        tell(() -> event.exchange().fail(failure));
    }

    void passThrough(Failure cause) {
        move(Phase.DRAINING);
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
        move(Phase.ENDED);
        budget.stop();
        operations.cancelAll();
    }
}
