package dev.workerlet.runtime.worker;

import dev.workerlet.runtime.context.BareContext;
import dev.workerlet.runtime.context.ContextObserver;
import dev.workerlet.runtime.context.ExecutionContext;
import dev.workerlet.runtime.context.FetchEvent;
import dev.workerlet.runtime.context.Services;
import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.context.WorkerMode;
import dev.workerlet.runtime.eventloop.EventLoop;
import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.limits.TerminationReason;
import dev.workerlet.runtime.message.FetchExchange;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One version of a worker on an isolate of its own: loads the script, runs its events, several at once where the context
 * can tell them apart. Confined to the loop's thread.
 *
 * <pre>
 *   LOADING --loaded--> READY --retire--> RETIRED --last request ends--> CLOSED
 *      \--failed, broken------------------------------------------------^
 * </pre>
 */
// The architecture's word; whoever needs java.lang.Runtime as well names it in full.
@SuppressWarnings("JavaLangClash")
public final class Runtime implements ContextObserver {
    private static final Logger LOG = LoggerFactory.getLogger(Runtime.class);

    /** An isolate that has had no event for so long is at rest: its heap may be made small. */
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** V8's inspector has been seen to fail once, under load. */
    private static final int MOST_SHARING_TRIES = 3;

    /** An isolate that holds so much takes long to close. */
    private static final long LARGE_BYTES = 16L * 1024 * 1024;

    private static final int GOING_AWAY = 1001;
    private static final int SERVICE_RESTART = 1012;

    /** Where a runtime stands. */
    public enum State {
        /** The script's top level runs; events wait for it. */
        LOADING,
        /** Takes events. */
        READY,
        /** Finishes the events it has, takes no more. */
        RETIRED,
        /** Gone. */
        CLOSED
    }

    /** Told of a runtime's places; called on the loop's thread. */
    public interface Observer {
        /** A request has ended: there is a place, or the runtime is idle. */
        void placeFreed(Runtime runtime);

        /** A turn that others did not wait for has returned: the runtime's places can be used again. */
        void turnReturned(Runtime runtime);

        /** A turn of the runtime has used CPU time. */
        void used(Runtime runtime, long cpuNanos);

        /** An event has ended, and the isolate goes on. */
        void survived(Runtime runtime);

        /** The script can't be loaded, or a turn has cost the isolate: it will be closed. */
        void killed(Runtime runtime, Failure cause);

        /** The runtime's garbage was collected. */
        void collected(Runtime runtime);

        /** The isolate is closed, or left to a thread that is within it and can't be got out. */
        void closed(Runtime runtime);

        /** A thread is stuck in the isolate; told before {@link #closed}. */
        void stuck(Runtime runtime);

        /** That thread has come back, and the isolate is closed. On that thread. */
        void disposed(Runtime runtime);
    }

    private final WorkerDefinition worker;
    private final String version;
    private final BareContext bare;
    private final EventLoop loop;
    private final Services services;
    private final Observer observer;
    private final ExecutionContext context;
    private final Queue<FetchEvent> waitingForLoad = new ArrayDeque<>();
    private final long startNanos;
    private State state = State.LOADING;
    private boolean contended;
    private int sharingTries;
    /** Whether it is to be made shareable when its turn has returned. */
    private boolean sharingWanted;

    /** It will be made shareable in a turn of its own. */
    private boolean isSharingPlanned;

    /** A collection is planned, or under way. */
    private boolean isCollecting;

    private long lastUsedNanos;
    private @Nullable Failure loadFailure;
    /** A turn was ended: what its script holds was not looked at. */
    private boolean wasKilled;

    private boolean isLeftToThread;

    /** A runtime of {@code worker} in {@code bare}, which it owns; {@link #start} loads the script. */
    public Runtime(
            WorkerDefinition worker,
            String version,
            BareContext bare,
            EventLoop loop,
            Services services,
            Observer observer) {
        this.worker = worker;
        this.version = version;
        this.bare = bare;
        this.loop = loop;
        this.services = services;
        this.observer = observer;
        this.context = new ExecutionContext(worker, bare, loop, services, this);
        this.startNanos = loop.clock().nanoTime();
        this.lastUsedNanos = startNanos;
    }

    /** Loads the script. */
    public void start() {
        context.load();
    }

    /** Runs an event, after the script is loaded. Only while {@link #freePlaces()} is not 0. */
    public void accept(FetchEvent event) {
        lastUsedNanos = loop.clock().nanoTime();
        switch (state) {
            case LOADING -> waitingForLoad.add(event);
            case READY -> {
                if (waitingForLoad.isEmpty()) {
                    context.dispatch(event);
                } else {
                    waitingForLoad.add(event);
                }
            }
            default -> {
                Failure failure = loadFailure;
                fail(event, failure == null ? Failure.of(TerminationReason.ABORTED, "The isolate is closed") : failure);
            }
        }
    }

    @Override
    public void turnReturned() {
        if (sharingWanted) {
            socketOpened();
        }
        observer.turnReturned(this);
    }

    @Override
    public void turnEnded(long cpuNanos) {
        observer.used(this, cpuNanos);
    }

    @Override
    public void loaded(@Nullable Failure failure) {
        if (failure != null) {
            LOG.warn(
                    "[{}] [load] {} {}: {}",
                    worker.name(),
                    failure.status(),
                    failure.publicMessage(),
                    failure.detail());
            loadFailure = failure;
            noteKill(failure);
            failWaiting(failure);
            close();
            return;
        }
        if (state == State.LOADING) {
            state = State.READY;
        }
        services.listener().loaded(worker, version, loop.clock().nanoTime() - startNanos);
        if (context.isInTurn()) {
            // What the script does besides goes on when its top level is done, and may tell of that in the midst of it.
            loop.execute(context, this::beginWaiting);
        } else {
            beginWaiting();
        }
    }

    private void beginWaiting() {
        for (FetchEvent event = waitingForLoad.poll(); event != null; event = waitingForLoad.poll()) {
            if (context.isUsable()) {
                context.dispatch(event);
            } else {
                fail(event, Failure.of(TerminationReason.ABORTED, "The context failed under another request"));
            }
        }
        closeIfRetired();
    }

    private void closeIfRetired() {
        if (state == State.RETIRED && activeRequests() == 0) {
            close();
        }
    }

    private void failWaiting(Failure failure) {
        for (FetchEvent event = waitingForLoad.poll(); event != null; event = waitingForLoad.poll()) {
            fail(event, failure);
        }
    }

    private void fail(FetchEvent event, Failure failure) {
        event.fail(worker, failure, services.listener());
    }

    @Override
    public void requestsAnswered() {
        if (state == State.READY) {
            observer.placeFreed(this);
        }
    }

    /** The script's next client shall find the context that knows the first: it can't have the place to itself. */
    @Override
    public void socketOpened() {
        if (worker.mode() == WorkerMode.POOLED) {
            sharingWanted = context.isAway();
            makeShareable();
        }
    }

    @Override
    public void requestEnded() {
        lastUsedNanos = loop.clock().nanoTime();
        if (context.isUsable()) {
            observer.survived(this);
        }
        if (state == State.READY && !context.isUsable()) {
            retire("worn out");
        } else if (state == State.READY) {
            if (context.isCollectionDue()) {
                planCollection();
            }
            observer.placeFreed(this);
        } else {
            closeIfRetired();
        }
    }

    @Override
    public void broken(Failure cause) {
        noteKill(cause);
        failWaiting(Failure.of(TerminationReason.ABORTED, "The context failed under another request"));
        close();
    }

    @Override
    public void disposed() {
        observer.disposed(this);
    }

    private void noteKill(Failure cause) {
        boolean byScript =
                cause.reason() != TerminationReason.ABORTED && cause.reason() != TerminationReason.OVERLOADED;
        wasKilled = true;
        if (byScript && state != State.CLOSED) {
            observer.killed(this, cause);
        }
    }

    /** Takes no more events; closes when the last one has ended. */
    public void retire(String cause) {
        if (state == State.RETIRED || state == State.CLOSED) {
            return;
        }
        services.listener().evicted(worker, version, cause);
        if (activeRequests() == 0) {
            close();
        } else {
            state = State.RETIRED;
        }
    }

    /** The same, and ends what is open then after a time. */
    public void retireWithin(Duration time, String cause) {
        retire(cause);
        if (state == State.RETIRED) {
            loop.schedule(time, () -> {
                if (state == State.RETIRED) {
                    context.run(() -> context.endOpen(SERVICE_RESTART, "A new version came"));
                }
            });
        }
    }

    /** Begins the closing handshake of all sockets. */
    public void closeSockets(String cause) {
        if (state != State.CLOSED) {
            context.run(() -> context.closeSockets(GOING_AWAY, cause));
        }
    }

    /** Ends the event of {@code exchange}, if it is here. */
    public void abort(FetchExchange exchange, Failure failure) {
        boolean waited = waitingForLoad.removeIf(event -> event.exchange() == exchange);
        if (waited) {
            exchange.fail(failure);
            closeIfRetired();
        } else if (context.holds(exchange)) {
            context.run(() -> context.clientLeft(exchange, failure));
        }
    }

    /** Answers everything with {@code failure} and closes. */
    public void abort(Failure failure) {
        if (state != State.CLOSED) {
            failWaiting(failure);
            context.run(() -> context.abortAll(failure));
        }
    }

    private void close() {
        if (context.isAbandoned()) {
            leaveToThread();
        } else if (state != State.CLOSED) {
            state = State.CLOSED;
            // The caller may stand within a method of the context: the isolate is closed when the loop comes round.
            loop.execute(() -> context.run(this::closeIsolate));
            observer.placeFreed(this);
        }
    }

    private void closeIsolate() {
        if (context.isAbandoned()) {
            return;
        }
        BareContext left = context.release();
        if (wasKilled || left.heldBytes() >= LARGE_BYTES) {
            services.closer().close(left, () -> loop.execute(() -> observer.closed(this)));
        } else {
            left.close();
            observer.closed(this);
        }
    }

    /** A thread is within the isolate, which may have been on its way to be closed. */
    private void leaveToThread() {
        if (isLeftToThread) {
            return;
        }
        isLeftToThread = true;
        state = State.CLOSED;
        observer.stuck(this);
        observer.closed(this);
    }

    /** Whether {@link #runIdleWork()} would do anything. */
    public boolean hasIdleWork() {
        return state == State.READY
                && !context.isAway()
                && worker.mode() == WorkerMode.POOLED
                && (isSharingDue() || context.hasCodeToOffer() || nanosUntilCollection() == 0);
    }

    /** Time until its heap should be made small; 0 for now, {@link Long#MAX_VALUE} where there is no need. */
    public long nanosUntilCollection() {
        if (!isIdle() || worker.mode() != WorkerMode.POOLED || isCollecting) {
            return Long.MAX_VALUE;
        }
        long restNanos = lastUsedNanos + REST_NANOS - loop.clock().nanoTime();
        return Math.max(restNanos, context.nanosUntilCollection());
    }

    /** Does one piece of work that a loop may do when it is idle. Returns whether it did any. */
    public boolean runIdleWork() {
        if (!hasIdleWork()) {
            return false;
        }
        if (isSharingDue()) {
            isSharingPlanned = true;
            loop.execute(context, this::share);
        } else if (context.hasCodeToOffer()) {
            context.offerCode();
        } else {
            planCollection();
        }
        return true;
    }

    private boolean isSharingDue() {
        return contended && !isSharingPlanned && mayBecomeShareable();
    }

    private void share() {
        isSharingPlanned = false;
        if (state == State.READY && mayBecomeShareable()) {
            sharingTries++;
            context.becomeShareable();
        }
        if (state == State.READY && !context.isUsable()) {
            retire("worn out");
        }
        observer.placeFreed(this);
    }

    /** Not now: the caller may stand within a turn. */
    private void planCollection() {
        if (!isCollecting) {
            isCollecting = true;
            loop.execute(context, this::collect);
        }
    }

    private void collect() {
        isCollecting = false;
        if (state == State.READY && (nanosUntilCollection() == 0 || context.isCollectionDue())) {
            isCollecting = true;
            try {
                context.collectGarbage();
            } finally {
                isCollecting = false;
            }
            observer.collected(this);
        } else {
            observer.placeFreed(this);
        }
        if (state == State.READY && context.isFull()) {
            LOG.warn(
                    "[{}] The heap fills up: {} bytes are in use after a collection, heap-limit is {}. Further events get another"
                            + " isolate",
                    worker.name(),
                    bare.usedHeapBytes(),
                    worker.limits().heapBytes());
            retireWithin(worker.limits().socket().drain(), "its heap fills up");
        } else if (state == State.READY && !context.isUsable()) {
            retire("worn out");
        }
    }

    /** Whether its garbage is being collected, or will be at once. */
    public boolean isCollecting() {
        return isCollecting;
    }

    /** A request found this runtime occupied: it is made shareable when its loop is quiet. */
    public void noteContention() {
        contended = true;
    }

    private boolean mayBecomeShareable() {
        return sharingTries < MOST_SHARING_TRIES
                && !context.isAway()
                && !context.isShareable()
                && worker.limits().maxConcurrentPerIsolate() > 1;
    }

    /** Lets the context take several requests at once, which takes about 30 ms. Returns whether it now has more places. */
    public boolean makeShareable() {
        if (state != State.READY || !mayBecomeShareable()) {
            return false;
        }
        sharingTries++;
        return context.makeShareable() && freePlaces() > 0;
    }

    /** Events that could be accepted now. */
    public int freePlaces() {
        // While the script is loaded events wait for it here.
        if (state != State.LOADING && (state != State.READY || context.isAway() || !context.isUsable())) {
            return 0;
        }
        int active = activeRequests();
        if (!context.isShareable()) {
            return active == 0 ? 1 : 0;
        }
        int loading = state == State.LOADING ? 1 : 0;
        int unanswered = context.unansweredRequests() - loading + waitingForLoad.size();
        int places = worker.limits().maxConcurrentPerIsolate() - unanswered;
        return Math.max(0, Math.min(places, worker.limits().socket().open() - active));
    }

    /** Events that are running or wait for the script to be loaded. */
    public int activeRequests() {
        int loading = state == State.LOADING ? 1 : 0;
        return Math.max(0, context.activeRequests() - loading) + waitingForLoad.size();
    }

    /** Whether a turn is under way there which others do not wait for. */
    public boolean isAway() {
        return context.isAway();
    }

    /** Whether nothing would be harmed by closing it. */
    public boolean isIdle() {
        return state == State.READY && !context.isAway() && activeRequests() == 0;
    }

    public State state() {
        return state;
    }

    public WorkerDefinition worker() {
        return worker;
    }

    public String version() {
        return version;
    }

    /** When an event last began or ended, in the loop's nanoseconds. */
    public long lastUsedNanos() {
        return lastUsedNanos;
    }

    /** Bodies that flow between its script and the host. */
    public int openStreams() {
        return context.openStreams();
    }

    /** What the isolate held outside its heap when that was last looked at. */
    public long externalBytes() {
        return bare.externalBytes();
    }

    /** The same with its heap. */
    public long heldBytes() {
        return bare.heldBytes();
    }

    /** Handles that the host has open in the isolate. For leak checks. */
    public int openHandles() {
        return bare.openHandles();
    }
}
