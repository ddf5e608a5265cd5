package dev.workerlet.runtime.context;

import dev.workerlet.runtime.body.HeldBodies;
import dev.workerlet.runtime.context.RequestContext.Phase;
import dev.workerlet.runtime.eventloop.EventLoop;
import dev.workerlet.runtime.eventloop.TurnGate;
import dev.workerlet.runtime.eventloop.TurnGuard;
import dev.workerlet.runtime.eventloop.TurnOwner;
import dev.workerlet.runtime.eventloop.TurnTarget;
import dev.workerlet.runtime.isolate.Isolate;
import dev.workerlet.runtime.isolate.ScriptException;
import dev.workerlet.runtime.isolate.ScriptLoader;
import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.limits.Limit;
import dev.workerlet.runtime.limits.StreamLimits;
import dev.workerlet.runtime.limits.TerminationReason;
import dev.workerlet.runtime.limits.WorkerLimits;
import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.CallbackMessage;
import dev.workerlet.runtime.message.FetchExchange;
import dev.workerlet.runtime.message.JsonText;
import dev.workerlet.runtime.scheduler.GatherLimit;
import dev.workerlet.runtime.scheduler.RequestOperations;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker's script, loaded in an isolate's context, and the requests that run in it. Confined to the loop's thread.
 *
 * <p>Loaded once, used for many requests, several at a time while they await. Disposable: after anything that leaves it
 * in doubt (a terminated turn, a reached heap limit, an error of the platform's own scripts) it answers what it holds
 * and tells its observer that it is broken.
 */
public final class ExecutionContext implements TurnTarget, TurnOwner {
    private static final Logger LOG = LoggerFactory.getLogger(ExecutionContext.class);

    /** A turn longer than that may have filled memory. */
    private static final long LONG_TURN_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    private static final int MOST_TURNS_NOT_LOOKED_AT = 32;
    /** It takes no such time: it is ended as a turn. */
    private static final long MOST_HOUSEKEEPING_NANOS = TimeUnit.SECONDS.toNanos(20);

    /** When one whose turn was refused may ask again. */
    private static final int REFUSED_SECONDS = 1;

    private static final String HOUSEKEEPING = "Housekeeping of the isolate was ended";

    private final WorkerDefinition worker;
    private final WorkerLimits limits;
    private final BareContext bare;
    private final EventLoop loop;
    private final ContextObserver observer;
    private final ScriptLoader loader;
    private final StackMapper stacks;
    private final RequestSet requests = new RequestSet();
    private final LoadEvent load = new LoadEvent();
    private final RequestLifecycle lifecycle;
    private final TurnMessages messages;
    private final RequestFailures failures;
    private final LimitWarnings warnings;
    private final CompiledCode compiledCode;
    private final HeapCollections collections;
    private final TurnGate gate;
    private final HeldBodies.Share held;
    private int turnsNotLookedAt;
    private boolean abandoned;
    /** Whether the script runs, and calls the host just now. */
    private boolean inTurn;

    /**
     * A context for {@code worker}; {@link #load} comes next.
     *
     * @param bare where it is loaded; used by nobody else from now on
     * @param observer told of what happens, on the loop's thread
     */
    public ExecutionContext(
            WorkerDefinition worker, BareContext bare, EventLoop loop, Services services, ContextObserver observer) {
        this.worker = worker;
        this.limits = worker.limits();
        this.bare = bare;
        this.loop = loop;
        this.observer = observer;
        this.loader = new ScriptLoader(
                bare.isolate,
                bare.binding(),
                new WorkerSources(worker.source(), limits.script(), services.codeCache()),
                worker.source().mainPath());
        this.stacks = new StackMapper(worker.name(), loader);
        RequestFailures failures = new RequestFailures(worker, services.listener());
        this.lifecycle = new RequestLifecycle(worker, bare.objects, this, observer, requests, load, failures);
        this.failures = failures;
        this.warnings = new LimitWarnings(worker, services.listener(), loop, this, load);
        this.messages = new TurnMessages(
                worker, services, bare.outbound, stacks, requests, lifecycle, failures, warnings, load);
        this.held = services.heldBodies().of(worker.owner());
        this.gate = new TurnGate(loop, this);
        this.compiledCode = new CompiledCode(worker, bare, loader);
        this.collections = new HeapCollections(bare.isolate, limits.heapBytes(), loop.clock());
        bare.isolate.limitMemory(limits.heapBytes(), limits.externalBytes());
        bare.connect(this);
    }

    /** Evaluates the script: an event of its own, with its own budget. The observer is told when it is done. */
    public void load() {
        RequestContext event = add(LoadEvent.event());
        load.begin(event);
        lifecycle.begin(event);
        runTurn(event, () -> {
            bare.binding()
                    .setEnv(
                            JsonText.of(worker.env()),
                            JsonText.of(worker.services().keySet()));
            if (!limits.script().eval()) {
                bare.isolate.denyEval();
            }
            loader.load(event.id);
        });
    }

    /** Runs a fetch event. The context is loaded and not broken. */
    public void dispatch(FetchEvent event) {
        collections.noteEvent();
        RequestContext request = add(event);
        lifecycle.begin(request);
        Body body = event.request().body();
        request.bodyStreamId = body instanceof Body.Stream
                ? request.operations.streams().open(body, GatherLimit.ofRequest(limits))
                : CallbackMessage.NO_STREAM;
        receive(new CallbackMessage.FetchEvent(request.id, event.request(), request.bodyStreamId));
    }

    private RequestContext add(FetchEvent event) {
        int id = bare.ids.next();
        RequestContext request = new RequestContext(
                id,
                event,
                new RequestBudget(loop, this, limits),
                new RequestOperations(
                        loop,
                        this,
                        id,
                        limits,
                        this::limitReached,
                        event.calls().fetches(),
                        held),
                requests.onAnswer());
        requests.add(request);
        return request;
    }

    /** Requests that are in the context, the load event among them. */
    public int activeRequests() {
        return requests.size();
    }

    /** Bodies that flow between the script and the host. */
    public int openStreams() {
        return requests.openStreams();
    }

    /** Of these, how many have no answer yet. */
    public int unansweredRequests() {
        return requests.unanswered();
    }

    /** Whether several requests may be in the context at once. */
    public boolean isShareable() {
        return bare.hasIdentity();
    }

    /** Whether the caller is called by the script, in the midst of a turn: no other one may begin. */
    public boolean isInTurn() {
        return inTurn;
    }

    /** Whether a turn is under way which others do not wait for: the host must not enter the context. */
    public boolean isAway() {
        return gate.isClosed();
    }

    /** Whether the context may take another request, now or when its turn has returned. */
    public boolean isUsable() {
        return !lifecycle.isBroken() && bare.isUsable();
    }

    @Override
    public void receive(CallbackMessage message) {
        RequestContext request = requests.find(message.requestId());
        if (request == null || lifecycle.isBroken()) {
            return;
        }
        if (message instanceof CallbackMessage.SocketText || message instanceof CallbackMessage.SocketBytes) {
            request.renewBudget();
        }
        runTurn(request, () -> bare.binding().turn(bare.inbound.write(message)));
    }

    /** What a turn does within V8. */
    @FunctionalInterface
    private interface TurnBody {
        void run() throws ScriptException;
    }

    /** One entry into V8, billed to {@code request}; then does what JavaScript asked for. */
    private void runTurn(RequestContext request, TurnBody body) {
        String refusal = loop.turnRefusal(this);
        if (refusal != null) {
            lifecycle.breakDown(request, Failure.heldBack(REFUSED_SECONDS, refusal));
            return;
        }
        loop.turnBegins(this);
        RequestContext outer = messages.begin(request);
        TurnGuard guard = loop.guard();
        ScriptException thrown = null;
        TerminationReason ended;
        long startNanos = loop.clock().nanoTime();
        Isolate.Entered entered =
                bare.isolate.begin(guard, request.budget.cpuLeftNanos(), request.budget.wallLeftNanos());
        inTurn = true;
        try (entered) {
            body.run();
            lookAtMemory(startNanos);
        } catch (ScriptException e) {
            thrown = e;
        } finally {
            // Nothing below is run by a thread that comes back when its turn was given up.
            ended = guard.end();
            inTurn = false;
        }
        try {
            request.budget.billCpu(guard.cpuUsedNanos());
            observer.turnEnded(guard.cpuUsedNanos());
            if (!takeMessages(request, outer)) {
                return;
            }
            // An event that waited for the load has had its own turns in there; where one broke the context, all is
            // done.
            if (!lifecycle.isBroken()) {
                finishTurn(request, whyEnded(request, ended, thrown), thrown);
            }
        } finally {
            loop.turnEnds();
        }
    }

    /** Returns false where the Java heap has no room for what the turn has handed over: the context is at its end then. */
    private boolean takeMessages(@Nullable RequestContext request, @Nullable RequestContext outer) {
        try {
            bare.isolate.requireHadRoom();
            messages.end(outer);
            return true;
        } catch (OutOfMemoryError e) {
            lifecycle.breakDown(
                    request,
                    Failure.of(
                            request == null ? TerminationReason.ABORTED : TerminationReason.MEMORY_LIMIT,
                            "The Java heap has no room for what the turn has handed over (" + e.getMessage() + ")"));
            return false;
        }
    }

    @Override
    public void run(Runnable task) {
        gate.pass(task);
    }

    @Override
    public void turnDetached() {
        gate.close();
    }

    @Override
    public void turnReturned() {
        gate.open();
        observer.turnReturned();
    }

    @Override
    public Runnable abandon(TerminationReason reason, long cpuNanos) {
        RequestContext culprit = messages.turning();
        abandoned = true;
        bare.isolate.giveUp(loop.memoryBudget());
        observer.turnEnded(cpuNanos);
        if (lifecycle.isBroken()) {
            // It was on its way to be closed.
            observer.broken(Failure.of(TerminationReason.ABORTED, "A turn can't be ended"));
        } else if (culprit == null) {
            lifecycle.breakDown(null, Failure.of(TerminationReason.ABORTED, HOUSEKEEPING));
        } else {
            TerminationReason why = whyAbandoned(reason);
            countLimit(culprit, why);
            lifecycle.breakDown(culprit, Failure.of(why, "A turn can't be ended: " + detailOf(culprit)));
        }
        // What waits finds a context that is broken, and lets go of what it has brought.
        gate.open();
        return () -> {
            bare.isolate.takeBack();
            release().close();
            observer.disposed();
        };
    }

    private TerminationReason whyAbandoned(TerminationReason reason) {
        return bare.isolate.isMemoryExceeded() ? TerminationReason.MEMORY_LIMIT : reason;
    }

    /** Whether a thread is left in V8 with it: the host must not enter it again. */
    public boolean isAbandoned() {
        return abandoned;
    }

    /** Memory that is touched takes time, and what is not costs little: short turns are looked at now and then. */
    private void lookAtMemory(long startNanos) {
        turnsNotLookedAt++;
        if (turnsNotLookedAt >= MOST_TURNS_NOT_LOOKED_AT || loop.clock().nanoTime() - startNanos > LONG_TURN_NANOS) {
            turnsNotLookedAt = 0;
            bare.isolate.judgeExternalMemory();
            warnings.noteMemory(bare.isolate);
            if (bare.isolate.isExternalMemoryExceeded()) {
                LOG.warn(
                        "[{}] {} bytes are held outside the heap, external-memory-limit is {}: the isolate is given up",
                        worker.name(),
                        bare.isolate.externalBytes(),
                        limits.externalBytes());
            }
        }
    }

    private @Nullable TerminationReason whyEnded(
            RequestContext request, @Nullable TerminationReason ended, @Nullable ScriptException thrown) {
        if (bare.isolate.isMemoryExceeded()) {
            return TerminationReason.MEMORY_LIMIT;
        }
        if (ended == null && thrown != null && thrown.isTerminated()) {
            return TerminationReason.ABORTED;
        }
        if (ended == null && request.budget.isCpuSpent() && request.phase() != Phase.ENDED) {
            return TerminationReason.CPU_TIME_LIMIT;
        }
        return ended;
    }

    private void finishTurn(
            RequestContext request, @Nullable TerminationReason ended, @Nullable ScriptException thrown) {
        if (ended != null) {
            countLimit(request, ended);
            lifecycle.breakDown(request, Failure.of(ended, detailOf(request)));
        } else if (thrown != null) {
            TerminationReason reason =
                    load.is(request) ? TerminationReason.INITIALIZATION_ERROR : TerminationReason.EXCEPTION;
            lifecycle.breakDown(request, Failure.of(reason, stacks.map(String.valueOf(thrown.getMessage()))));
        } else {
            warnings.look(request);
            messages.publish();
            messages.settle(request);
            lifecycle.lookAfter();
            lifecycle.tellOfPlaces();
        }
    }

    private void countLimit(RequestContext request, TerminationReason ended) {
        Limit limit = limitOf(request, ended);
        if (limit != null) {
            failures.reached(request, limit);
        }
    }

    private @Nullable Limit limitOf(RequestContext request, TerminationReason ended) {
        return switch (ended) {
            case CPU_TIME_LIMIT -> load.is(request) ? Limit.START_CPU : Limit.CPU;
            case WALL_CLOCK_TIMEOUT -> request.phase() == Phase.DRAINING ? Limit.WAIT_UNTIL : Limit.WALL;
            case MEMORY_LIMIT -> bare.isolate.isHeapExceeded() ? Limit.HEAP : Limit.EXTERNAL_MEMORY;
            default -> null;
        };
    }

    private void limitReached(int requestId, Limit limit) {
        RequestContext request = requests.find(requestId);
        if (request != null) {
            failures.reached(request, limit);
        }
    }

    private String detailOf(RequestContext request) {
        String whose = "worker " + worker.name() + " " + request.request().url();
        if (bare.isolate.isExternalMemoryExceeded()) {
            return "external-memory-limit of " + limits.externalBytes() + " bytes is reached: " + whose;
        }
        if (bare.isolate.isHeapExceeded()) {
            return "heap-limit of " + limits.heapBytes() + " bytes is reached: " + whose;
        }
        return whose;
    }

    /** Whether the event of {@code exchange} is in the context. */
    public boolean holds(FetchExchange exchange) {
        return requests.holds(exchange);
    }

    /** The client has left: what it waited for ends, what was given to waitUntil goes on. */
    public void clientLeft(FetchExchange exchange, Failure failure) {
        lifecycle.clientLeft(exchange, failure);
    }

    /**
     * Ends what is open: the scripts of sockets hear that they close, response streams break off.
     *
     * @param code the WebSocket close code
     */
    public void endOpen(int code, String reason) {
        lifecycle.endOpen(code, reason);
    }

    /** Begins the closing handshake of all sockets. */
    public void closeSockets(int code, String reason) {
        lifecycle.closeSockets(code, reason);
    }

    /** Answers everything with {@code failure}; the context is not used again. */
    public void abortAll(Failure failure) {
        if (!lifecycle.isBroken()) {
            lifecycle.breakDown(null, failure);
        }
    }

    /** Makes the context fit for several requests at once. Returns whether it is. Takes about 30 ms. */
    public boolean makeShareable() {
        return bare.adoptIdentity();
    }

    /** Whether {@link #offerCode()} would do anything. */
    public boolean hasCodeToOffer() {
        return !lifecycle.isBroken() && compiledCode.hasCodeToOffer();
    }

    /**
     * Keeps the compiled code of the worker's scripts, each once, and of the platform's lazy ones. For a time when the
     * loop has nothing else to do.
     */
    public void offerCode() {
        if (hasCodeToOffer()) {
            compiledCode.offerCode();
        }
    }

    /** Time until its heap may be made small when nothing is under way, {@link Long#MAX_VALUE} where there is no need. */
    public long nanosUntilCollection() {
        return !lifecycle.isBroken() && collections.isWorthAtRest()
                ? collections.nanosUntilNextAtRest()
                : Long.MAX_VALUE;
    }

    /** Whether its heap should be collected even under load: it will be full before long. */
    public boolean isCollectionDue() {
        return !lifecycle.isBroken() && collections.isDue();
    }

    /** Whether collections have shown that the heap fills up. */
    public boolean isFull() {
        return collections.isFull();
    }

    /**
     * Collects the isolate's garbage and makes its heap small. A large heap takes tenths of a second: others do not wait for that,
     * as for no long turn.
     */
    public void collectGarbage() {
        runHousekeeping(collections::collect);
    }

    /** The same as {@link #makeShareable}, while others do not wait. */
    public void becomeShareable() {
        runHousekeeping(() -> bare.binding().adoptIdentity());
    }

    /** Does in a turn what the script has not asked for. */
    private void runHousekeeping(Runnable work) {
        loop.turnBegins(this);
        RequestContext outer = messages.begin(null);
        TurnGuard guard = loop.guard();
        TerminationReason ended;
        Isolate.Entered entered = bare.isolate.begin(guard, MOST_HOUSEKEEPING_NANOS, MOST_HOUSEKEEPING_NANOS);
        try (entered) {
            work.run();
        } finally {
            ended = guard.end();
        }
        try {
            observer.turnEnded(guard.cpuUsedNanos());
            if (takeMessages(null, outer) && ended != null && !lifecycle.isBroken()) {
                lifecycle.breakDown(null, Failure.of(TerminationReason.ABORTED, HOUSEKEEPING));
            }
        } finally {
            loop.turnEnds();
        }
    }

    /** Takes the messages that JavaScript left so far, in the midst of a turn: the buffer is full. */
    void readOutbound() {
        messages.take();
    }

    StreamLimits streamLimits() {
        return limits.stream();
    }

    @Override
    public String owner() {
        return worker.owner();
    }

    ScriptLoader loader() {
        return loader;
    }

    String hostFacts(int requestId) {
        RequestContext request = requests.find(requestId);
        return request == null ? "{}" : request.exchange().hostFactsJson();
    }

    boolean isUserInRole(int requestId, String role) {
        RequestContext request = requests.find(requestId);
        return request != null && request.exchange().isUserInRole(role);
    }

    /** Gives the isolate back, the script still in it; to be reset or closed. */
    public BareContext release() {
        lifecycle.giveUp();
        try (Isolate.Entered entered = bare.isolate.enter()) {
            loader.close();
        } catch (ScriptException e) {
            LOG.warn("Can't close the script of {}", worker.name(), e);
        }
        return bare;
    }
}
