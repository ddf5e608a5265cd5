package dev.workerlet.runtime.scheduler;

import dev.workerlet.runtime.body.HeldBodies;
import dev.workerlet.runtime.eventloop.EventLoop;
import dev.workerlet.runtime.eventloop.LoopTimer;
import dev.workerlet.runtime.eventloop.TurnTarget;
import dev.workerlet.runtime.limits.Limit;
import dev.workerlet.runtime.limits.WorkerLimits;
import dev.workerlet.runtime.message.CallbackMessage;
import dev.workerlet.runtime.network.NetworkClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What one request has asked of the host and not got yet: its timers, and its operations under way. Confined to the
 * loop's thread; answers of operations come from anywhere, through the loop.
 */
public final class RequestOperations {
    private final EventLoop loop;
    private final TurnTarget target;
    private final int requestId;
    private final WorkerLimits limits;
    private final LimitObserver observer;
    private final FetchCount fetchCount;
    private final HeldBodies.Share held;
    /** Most requests set no timer and ask for nothing: the empty collections are replaced when they do. */
    private Map<Integer, LoopTimer> timers = Map.of();

    /** What ends an operation that nobody waits for any more, by id. */
    private Map<Integer, Runnable> operations = Map.of();

    private @Nullable RequestFetches fetches;
    private @Nullable RequestChannels channels;
    private @Nullable RequestSockets sockets;
    private @Nullable RequestStreams streams;
    private boolean ended;

    /**
     * The operations of request {@code requestId}.
     *
     * @param target gets the answers, one turn each
     * @param limits what the request may have open
     * @param observer told when it wants more; called on the loop's thread
     */
    public RequestOperations(
            EventLoop loop,
            TurnTarget target,
            int requestId,
            WorkerLimits limits,
            LimitObserver observer,
            HeldBodies.Share held) {
        this(loop, target, requestId, limits, observer, new FetchCount(), held);
    }

    /**
     * The operations of request {@code requestId}, whose fetches count together with others.
     *
     * @param target gets the answers, one turn each
     * @param limits what the request may have open
     * @param observer told when it wants more; called on the loop's thread
     */
    public RequestOperations(
            EventLoop loop,
            TurnTarget target,
            int requestId,
            WorkerLimits limits,
            LimitObserver observer,
            FetchCount fetchCount,
            HeldBodies.Share held) {
        this.fetchCount = fetchCount;
        this.held = held;
        this.loop = loop;
        this.target = target;
        this.requestId = requestId;
        this.limits = limits;
        this.observer = observer;
    }

    /** The operations of a request of which nobody wants to hear what limits it reaches. */
    RequestOperations(EventLoop loop, TurnTarget target, int requestId, WorkerLimits limits) {
        this(
                loop,
                target,
                requestId,
                limits,
                (id, limit) -> {},
                HeldBodies.unbounded().of(""));
    }

    /** Told of limits that requests reach and after which their scripts go on. */
    @FunctionalInterface
    public interface LimitObserver {
        /** A request wanted more than a limit allows. */
        void reached(int requestId, Limit limit);
    }

    void reached(Limit limit) {
        observer.reached(requestId, limit);
    }

    /** Whether anything is under way that will lead to another turn. */
    public boolean hasPending() {
        RequestChannels opened = channels;
        RequestStreams flowing = streams;
        return !timers.isEmpty()
                || !operations.isEmpty()
                || (opened != null && opened.hasWaiting())
                || (flowing != null && flowing.hasPending());
    }

    /**
     * Sets a timer.
     *
     * @return false where the request has too many
     */
    boolean setTimer(int timerId, int delayMillis, boolean repeat) {
        if (ended) {
            return true;
        }
        if (timers.size() >= limits.timersPerRequest()) {
            return false;
        }
        if (timers.isEmpty()) {
            timers = new HashMap<>();
        }
        schedule(timerId, TimeUnit.MILLISECONDS.toNanos(delayMillis), repeat);
        return true;
    }

    private void schedule(int timerId, long delayNanos, boolean repeat) {
        timers.put(timerId, loop.scheduleNanos(delayNanos, target, () -> fire(timerId, delayNanos, repeat)));
    }

    private void fire(int timerId, long delayNanos, boolean repeat) {
        if (!timers.containsKey(timerId)) {
            // Cleared after it was due, while others had their turns.
            return;
        }
        timers.remove(timerId);
        if (repeat) {
            // Set again before the turn, so that the turn can clear it.
            schedule(timerId, delayNanos, true);
        }
        target.receive(new CallbackMessage.TimerFired(requestId, timerId));
    }

    void clearTimer(int timerId) {
        LoopTimer timer = timers.get(timerId);
        if (timer != null) {
            timers.remove(timerId);
            loop.cancel(timer);
        }
    }

    /**
     * Notes an operation that will be answered through {@link #answer}.
     *
     * @param onCancel runs when the request ends before; must not block
     */
    void begin(int operationId, Runnable onCancel) {
        if (operations.isEmpty()) {
            operations = new HashMap<>();
        }
        operations.put(operationId, onCancel);
    }

    /** Whether JavaScript waits for an operation. */
    boolean isPending(int operationId) {
        return operations.containsKey(operationId);
    }

    /** Ends an operation that nobody waits for any more. */
    void cancel(int operationId) {
        Runnable onCancel = operations.get(operationId);
        if (onCancel != null) {
            operations.remove(operationId);
            onCancel.run();
        }
    }

    /** What the request may have open. */
    WorkerLimits limits() {
        return limits;
    }

    /** Runs {@code task}, which may bring about a turn, on the loop's thread. Any thread. */
    void onLoop(Runnable task) {
        loop.execute(target, task);
    }

    /** The requests to the network and to other workers that this one has made. */
    RequestFetches fetches() {
        RequestFetches known = fetches;
        if (known == null) {
            known = new RequestFetches(requestId, this, limits, fetchCount);
            fetches = known;
        }
        return known;
    }

    /** The streams between the request's JavaScript and the host. */
    public RequestStreams streams() {
        RequestStreams known = streams;
        if (known == null) {
            known = new RequestStreams(requestId, this, loop, target, limits.stream(), held);
            streams = known;
        }
        return known;
    }

    /** Its streams that are open. */
    public int openStreams() {
        return streams == null ? 0 : streams.open();
    }

    /** Opens a broadcast channel. */
    void openChannel(int channelId, String name, String owner, Broadcasts broadcasts) {
        if (ended) {
            return;
        }
        RequestChannels known = channels;
        if (known == null) {
            known = new RequestChannels(requestId, loop, target, owner, broadcasts);
            channels = known;
        }
        known.open(channelId, name);
    }

    void closeChannel(int channelId) {
        RequestChannels opened = channels;
        if (opened != null) {
            opened.close(channelId);
        }
    }

    /** Where the request's turns are. */
    TurnTarget target() {
        return target;
    }

    /** The WebSockets that this one has made. */
    RequestSockets sockets(NetworkClient client) {
        RequestSockets known = sockets;
        if (known == null) {
            known = new RequestSockets(requestId, this, client, held);
            sockets = known;
        }
        return known;
    }

    /** When something last went through the WebSocket to the client, in the loop's nanoseconds. */
    public long socketMovedNanos() {
        return Objects.requireNonNull(sockets).movedNanos();
    }

    /** Whether the WebSocket to the client is open. */
    public boolean hasClientSocket() {
        RequestSockets opened = sockets;
        return opened != null && opened.hasHosted();
    }

    /** Begins the closing handshake of the WebSocket to the client. */
    public void closeClientSocket(int code, String reason) {
        RequestSockets opened = sockets;
        if (opened != null) {
            opened.closeHosted(code, reason);
        }
    }

    /** Leaves the WebSocket to the client; JavaScript hears nothing of it. */
    public void leaveClientSocket(int code) {
        RequestSockets opened = sockets;
        if (opened != null) {
            opened.leaveHosted(code);
        }
    }

    long nowNanos() {
        return loop.clock().nanoTime();
    }

    /** Runs {@code task} on the loop's thread after a time. */
    LoopTimer later(Duration delay, Runnable task) {
        return loop.scheduleFor(target, delay.toNanos(), task);
    }

    /** Forgets what was to run later. */
    void forget(LoopTimer timer) {
        loop.cancel(timer);
    }

    /**
     * Hands one of several answers to JavaScript; the operation stays. On the loop's thread, and not within a turn.
     *
     * @return whether the operation is still there afterwards
     */
    boolean tellNow(int operationId, CallbackMessage message) {
        if (operations.containsKey(operationId)) {
            target.receive(message);
        }
        return operations.containsKey(operationId);
    }

    /** Hands an operation's answer to JavaScript, unless the request has ended. Any thread. */
    void answer(int operationId, CallbackMessage message) {
        onLoop(() -> answerNow(operationId, message));
    }

    /** The same on the loop's thread, at once. Not within a turn. */
    void answerNow(int operationId, CallbackMessage message) {
        if (operations.containsKey(operationId)) {
            operations.remove(operationId);
            target.receive(message);
        }
    }

    /** Forgets everything: no further turn comes of this request. JavaScript rejects its half itself. */
    public void cancelAll() {
        ended = true;
        timers.values().forEach(loop::cancel);
        timers = Map.of();
        operations.values().forEach(Runnable::run);
        operations = Map.of();
        RequestChannels opened = channels;
        if (opened != null) {
            opened.closeAll();
            channels = null;
        }
        RequestStreams flowing = streams;
        if (flowing != null) {
            flowing.endAll();
        }
    }
}
