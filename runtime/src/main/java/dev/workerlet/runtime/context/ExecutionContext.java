package dev.workerlet.runtime.context;

import dev.workerlet.runtime.body.ChunkSource;
import dev.workerlet.runtime.context.RequestContext.Phase;
import dev.workerlet.runtime.eventloop.EventLoop;
import dev.workerlet.runtime.eventloop.TurnTarget;
import dev.workerlet.runtime.isolate.Isolate;
import dev.workerlet.runtime.isolate.ScriptException;
import dev.workerlet.runtime.isolate.ScriptLoader;
import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.limits.TerminationReason;
import dev.workerlet.runtime.limits.WorkerLimits;
import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.CallbackMessage;
import dev.workerlet.runtime.message.FetchExchange;
import dev.workerlet.runtime.message.FetchRequest;
import dev.workerlet.runtime.message.FetchResponse;
import dev.workerlet.runtime.message.HeaderList;
import dev.workerlet.runtime.message.JsonText;
import dev.workerlet.runtime.message.SchedulerMessage;
import dev.workerlet.runtime.message.SocketUpgrade;
import dev.workerlet.runtime.scheduler.GatherLimit;
import dev.workerlet.runtime.scheduler.OutgoingStream;
import dev.workerlet.runtime.scheduler.RequestOperations;
import dev.workerlet.runtime.scheduler.ServiceRoute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
public final class ExecutionContext implements TurnTarget {
    private static final Logger LOG = LoggerFactory.getLogger(ExecutionContext.class);
    /** Fewer events leave too little behind to be worth a collection. */
    private static final int EVENTS_WORTH_COLLECTING = 100;
    /** A collection can't be interrupted: a heap that takes long to collect is collected as much more rarely. */
    private static final int PAUSE_PER_COLLECTION = 300;

    private static final int GOING_AWAY = 1001;
    private static final int INTERNAL_ERROR = 1011;

    private static final String NEVER_ANSWERS =
            "The worker can never answer: its handler waits for a promise, and nothing is pending that could settle it";

    private final WorkerDefinition worker;
    private final WorkerLimits limits;
    private final BareContext bare;
    private final EventLoop loop;
    private final ContextObserver observer;
    private final Services services;
    private final WorkerLog log;
    private final ScriptLoader loader;
    private final StackMapper stacks;
    private final Map<Integer, RequestContext> requests = new HashMap<>();
    /** Those whose client has a WebSocket or a stream that the script writes, which are not among the others. */
    private final Map<Integer, RequestContext> flowing = new HashMap<>();

    private List<SchedulerMessage> messages = new ArrayList<>();
    /** Requests whose response the running turn has opened as a stream. */
    private final List<RequestContext> answered = new ArrayList<>();
    /** Streams that the running turn has written to. */
    private final List<OutgoingStream> written = new ArrayList<>();

    /** Requests whose response stream the running turn has ended. */
    private final List<RequestContext> closed = new ArrayList<>();

    private @Nullable RequestContext loading;
    /** Whose turn it is; null between turns. */
    private @Nullable RequestContext turning;

    private @Nullable Failure loadFailure;
    private int eventsSinceCollection;
    private long nextCollectionNanos;
    /** Requests that have no answer yet. */
    private int unanswered;

    private boolean isPlaceFreed;
    private boolean isSocketOpened;
    private boolean endingAll;
    private boolean broken;

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
        this.services = services;
        this.log = new WorkerLog(worker);
        this.nextCollectionNanos = loop.clock().nanoTime();
        this.loader = new ScriptLoader(
                bare.isolate,
                bare.binding(),
                WorkerSources.of(worker.source(), services.codeCache()),
                worker.source().mainPath());
        this.stacks = new StackMapper(worker.name(), loader);
        bare.isolate.limitHeap(limits.heapBytes());
        bare.connect(this);
    }

    /** Evaluates the script: an event of its own, with its own budget. The observer is told when it is done. */
    public void load() {
        RequestContext event = begin(new FetchEvent("load", LoadExchange.NO_REQUEST, new LoadExchange()));
        loading = event;
        event.budget(limits.startCpuTime().toNanos(), limits.wallClock().toNanos(), () -> deadlinePassed(event));
        runTurn(event, () -> {
            bare.binding()
                    .setEnv(
                            JsonText.of(worker.env()),
                            JsonText.of(worker.services().keySet()));
            loader.load(event.id);
        });
    }

    /** Runs a fetch event. The context is loaded and not broken. */
    public void dispatch(FetchEvent event) {
        eventsSinceCollection++;
        RequestContext request = begin(event);
        request.budget(limits.cpuTime().toNanos(), limits.wallClock().toNanos(), () -> deadlinePassed(request));
        Body body = event.request().body();
        request.bodyStreamId = body instanceof Body.Stream
                ? request.operations.streams().open(body, GatherLimit.ofRequest(limits))
                : CallbackMessage.NO_STREAM;
        receive(new CallbackMessage.FetchEvent(request.id, event.request(), request.bodyStreamId));
    }

    private RequestContext begin(FetchEvent event) {
        int id = bare.ids.next();
        RequestContext request =
                new RequestContext(id, event, loop, new RequestOperations(loop, this, id, limits), this::noteAnswer);
        unanswered++;
        requests.put(id, request);
        return request;
    }

    /** Requests that are in the context, the load event among them. */
    public int activeRequests() {
        return requests.size() + flowing.size();
    }

    /** Bodies that flow between the script and the host. */
    public int openStreams() {
        int open = flowing.size();
        for (RequestContext request : requests.values()) {
            open += request.operations.openStreams();
        }
        return open;
    }

    private @Nullable RequestContext find(int requestId) {
        RequestContext request = requests.get(requestId);
        return request == null ? flowing.get(requestId) : request;
    }

    private List<RequestContext> all() {
        List<RequestContext> all = new ArrayList<>(requests.values());
        all.addAll(flowing.values());
        return all;
    }

    private void noteAnswer() {
        unanswered--;
        isPlaceFreed = true;
    }

    /** Of these, how many have no answer yet. */
    public int unansweredRequests() {
        return unanswered;
    }

    /** Whether several requests may be in the context at once. */
    public boolean isShareable() {
        return bare.hasIdentity();
    }

    /** Whether the context may take another request. */
    public boolean isUsable() {
        return !broken && bare.isUsable();
    }

    @Override
    public void receive(CallbackMessage message) {
        RequestContext request = find(message.requestId());
        if (request == null || broken) {
            return;
        }
        if (message instanceof CallbackMessage.Socket) {
            request.renewCpu(limits);
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
        turning = request;
        ScriptException thrown = null;
        TerminationReason ended;
        loop.guard().begin(bare.isolate, request.cpuLeftNanos(), request.wallLeftNanos());
        try (Isolate.Entered entered = bare.isolate.enter()) {
            body.run();
        } catch (ScriptException e) {
            thrown = e;
        } finally {
            ended = loop.guard().end();
        }
        request.billCpu(loop.guard().cpuUsedNanos());
        readOutbound();
        turning = null;
        if (bare.isolate.isHeapExceeded()) {
            ended = TerminationReason.MEMORY_LIMIT;
        } else if (ended == null && thrown != null && thrown.isTerminated()) {
            ended = TerminationReason.ABORTED;
        } else if (ended == null && request.isCpuSpent() && request.phase() != Phase.ENDED) {
            ended = TerminationReason.CPU_TIME_LIMIT;
        }
        finishTurn(request, ended, thrown);
    }

    private void finishTurn(
            RequestContext request, @Nullable TerminationReason ended, @Nullable ScriptException thrown) {
        if (ended != null) {
            breakDown(
                    request,
                    Failure.of(
                            ended,
                            "worker " + worker.name() + " " + request.request().url()));
        } else if (thrown != null) {
            boolean starting = request == loading;
            TerminationReason reason = starting ? TerminationReason.INITIALIZATION_ERROR : TerminationReason.EXCEPTION;
            breakDown(request, Failure.of(reason, stacks.map(String.valueOf(thrown.getMessage()))));
        } else {
            publish();
            settle(request);
            closed.forEach(this::settle);
            closed.clear();
            endWhatCanNeverEnd();
            tellOfPlaces();
        }
    }

    /** A request whose stream or WebSocket is open waits among many: it is looked after when something was done for it. */
    private void settle(RequestContext request) {
        request.noteStreamOver();
        boolean isOpen = request.phase() == Phase.CONNECTED || request.phase() == Phase.STREAMING;
        if (!isOpen && flowing.remove(request.id, request)) {
            requests.put(request.id, request);
        }
    }

    private void tellOfPlaces() {
        if (isSocketOpened && !broken) {
            isSocketOpened = false;
            observer.socketOpened();
        }
        if (isPlaceFreed && !broken) {
            isPlaceFreed = false;
            if (activeRequests() > 0) {
                observer.requestsAnswered();
            }
        }
    }

    /** Lets those who wait outside have what the turn has given: a response that is complete already goes as a whole. */
    private void publish() {
        answered.forEach(this::publishResponse);
        answered.clear();
        written.forEach(OutgoingStream::publish);
        written.clear();
    }

    private void publishResponse(RequestContext request) {
        OutgoingStream stream = request.responseStream();
        if (request.phase() != Phase.ANSWERING || stream == null) {
            return;
        }
        String failure = stream.earlyFailure();
        byte[] whole = stream.takeWhole();
        if (failure != null) {
            fail(request, Failure.of(TerminationReason.EXCEPTION, stacks.map(failure)));
        } else if (whole != null) {
            respondInMemory(request, request.head(new Body.Bytes(whole)));
        } else {
            request.respondStreaming();
            requests.remove(request.id);
            flowing.put(request.id, request);
            request.streamBudget(limits, () -> streamStoodStill(request));
        }
    }

    /** Takes the messages that JavaScript left so far; also called in the midst of a turn when the buffer is full. */
    void readOutbound() {
        if (!bare.outbound.hasMessages()) {
            return;
        }
        List<SchedulerMessage> taken = messages;
        messages = new ArrayList<>();
        bare.outbound.drainTo(taken);
        for (SchedulerMessage message : taken) {
            handle(message);
        }
        taken.clear();
        messages = taken;
    }

    private void handle(SchedulerMessage message) {
        RequestContext request = find(message.requestId());
        if (message instanceof SchedulerMessage.Log line) {
            log.console(logId(request, line.requestId()), line.level(), stacks.map(line.text()));
        } else if (request == null) {
            LOG.debug("Message of an ended request: {}", message);
        } else if (message instanceof SchedulerMessage.Respond respond) {
            respond(request, respond);
        } else if (message instanceof SchedulerMessage.Done) {
            end(request);
        } else if (message instanceof SchedulerMessage.SetTimer timer) {
            setTimer(request, timer);
        } else if (message instanceof SchedulerMessage.ClearTimer timer) {
            services.scheduler().clearTimer(timer, request.operations);
        } else if (message instanceof SchedulerMessage.Next next) {
            services.scheduler().next(next, request.operations, request.exchange(), requestToPassOn(request, next));
        } else if (message instanceof SchedulerMessage.Call call) {
            services.scheduler().call(call, request.operations);
        } else if (message instanceof SchedulerMessage.Fetch fetch) {
            FetchRequest made = toRequest(request, fetch.request());
            HeaderList outermost = request.event().calls().outermost();
            services.scheduler().fetch(fetch, request.operations, worker.owner(), LoopHeader.mark(made, outermost));
        } else if (message instanceof SchedulerMessage.CallService call) {
            callService(request, call);
        } else if (message instanceof SchedulerMessage.CancelOperation cancel) {
            services.scheduler().cancel(cancel, request.operations);
        } else if (message instanceof SchedulerMessage.Stream stream) {
            takeStream(request, stream);
        } else if (message instanceof SchedulerMessage.SocketUpgrade upgrade) {
            upgrade(request, upgrade);
        } else if (message instanceof SchedulerMessage.Socket socket) {
            services.scheduler().socket(socket, request.operations, worker.owner());
        } else if (message instanceof SchedulerMessage.Failed failed) {
            failed(request, failed);
        } else {
            handleChannel(request, message);
        }
    }

    private void callService(RequestContext request, SchedulerMessage.CallService call) {
        ServiceTarget target = Objects.requireNonNull(worker.services().get(call.service()));
        ServiceRoute route = request == loading
                ? ServiceRoute.refused("a worker can't be asked while a script is loaded")
                : (sent, answer) ->
                        services.serviceCaller().call(call.service(), target, request.event(), sent, answer);
        services.scheduler().callService(call, request.operations, toRequest(request, call.request()), route);
    }

    private void handleChannel(RequestContext request, SchedulerMessage message) {
        if (message instanceof SchedulerMessage.OpenChannel open) {
            services.scheduler().openChannel(open, request.operations, worker.owner());
        } else if (message instanceof SchedulerMessage.CloseChannel close) {
            services.scheduler().closeChannel(close, request.operations);
        } else if (message instanceof SchedulerMessage.PostBroadcast post) {
            services.scheduler().broadcast(post, request.operations, worker.owner());
        }
    }

    /** A request may end in a turn, and what it left rejected be logged after that. */
    private @Nullable String logId(@Nullable RequestContext request, int requestId) {
        RequestContext known = request == null && turning != null && turning.id == requestId ? turning : request;
        return known == null ? null : known.logId();
    }

    private void respond(RequestContext request, SchedulerMessage.Respond message) {
        if (request.phase() != Phase.ANSWERING) {
            return;
        }
        Body body = toBody(request, message.body());
        FetchResponse response = new FetchResponse(message.status(), message.headers(), body);
        if (message.body() instanceof SchedulerMessage.Written opened) {
            // The head waits for the turn's end: by then all of the body may be here, or have failed.
            request.answerLater(response, request.operations.streams().outgoing(opened.streamId()));
            answered.add(request);
        } else {
            respondInMemory(request, response);
        }
    }

    private void upgrade(RequestContext request, SchedulerMessage.SocketUpgrade message) {
        if (request.phase() != Phase.ANSWERING) {
            services.scheduler().refuseSocket(message, request.operations);
            return;
        }
        String mistake = SocketUpgrade.mistake(message.headers(), request.request());
        if (mistake == null) {
            services.scheduler()
                    .hostSocket(
                            message,
                            request.operations,
                            listener ->
                                    request.upgrade(new SocketUpgrade(message.headers(), listener, limits.socket())));
            request.streamBudget(limits, () -> streamStoodStill(request));
            requests.remove(request.id);
            flowing.put(request.id, request);
            isSocketOpened = true;
        } else {
            services.scheduler().refuseSocket(message, request.operations);
            fail(request, Failure.of(TerminationReason.EXCEPTION, mistake));
        }
    }

    /** The body is in memory, or flows past this context. */
    private void respondInMemory(RequestContext request, FetchResponse response) {
        long length = response.body() instanceof Body.Bytes bytes ? bytes.lengthBytes() : 0;
        if (length > limits.responseBodyBytes()) {
            fail(
                    request,
                    Failure.of(
                            TerminationReason.EXCEPTION,
                            "The response has " + length + " bytes in memory, response-body-limit is "
                                    + limits.responseBodyBytes() + "; a stream has no limit"));
        } else {
            request.respond(response);
        }
    }

    private void takeStream(RequestContext request, SchedulerMessage.Stream message) {
        OutgoingStream stream = request.operations.streams().take(message);
        if (stream == null) {
            return;
        }
        if (!written.contains(stream)) {
            written.add(stream);
        }
        if (message instanceof SchedulerMessage.StreamEnd && stream == request.responseStream()) {
            closed.add(request);
        }
        boolean isCut = message instanceof SchedulerMessage.StreamEnd end && end.failure() != null;
        if (isCut && stream == request.responseStream() && request.phase() == Phase.STREAMING) {
            String text = stacks.map(String.valueOf(((SchedulerMessage.StreamEnd) message).failure()));
            report(request, Failure.of(TerminationReason.EXCEPTION, "The response's stream failed: " + text));
        }
    }

    private FetchRequest toRequest(RequestContext request, SchedulerMessage.OutboundRequest made) {
        return new FetchRequest(made.method(), made.url(), made.headers(), toBody(request, made.body()));
    }

    private FetchRequest requestToPassOn(RequestContext request, SchedulerMessage.Next next) {
        if (next.request() != null) {
            return toRequest(request, next.request());
        }
        FetchRequest own = request.request();
        return own.body() instanceof Body.Stream
                ? own.withBody(request.operations.streams().handOn(request.bodyStreamId))
                : own;
    }

    private Body toBody(RequestContext request, SchedulerMessage.OutboundBody named) {
        if (named instanceof SchedulerMessage.InMemory memory) {
            return memory.bytes().length == 0 ? Body.NONE : new Body.Bytes(memory.bytes());
        }
        if (named instanceof SchedulerMessage.Written opened) {
            OutgoingStream stream = request.operations.streams().write(opened.streamId());
            return new Body.Stream(stream, Body.UNKNOWN_LENGTH);
        }
        SchedulerMessage.PassedOn passed = (SchedulerMessage.PassedOn) named;
        RequestContext owner = find(passed.ownerRequestId());
        return owner == null
                ? ChunkSource.failed("The request that the body belongs to has ended")
                : owner.operations.streams().handOn(passed.streamId());
    }

    private void failed(RequestContext request, SchedulerMessage.Failed failed) {
        String text = stacks.map(failed.text());
        if (request == loading) {
            loadFailure = Failure.of(TerminationReason.INITIALIZATION_ERROR, text);
            return;
        }
        Failure failure = switch (failed.kind()) {
            case NO_HANDLER -> Failure.noHandler(text);
            case BODY_TOO_LARGE -> Failure.bodyTooLarge(text);
            case EXCEPTION, NO_RESPONSE -> Failure.of(TerminationReason.EXCEPTION, text);
        };
        if (failed.passThrough()
                && request.phase() == Phase.ANSWERING
                && request.exchange().hasNext()) {
            report(request, failure);
            request.passThrough(failure);
        } else {
            fail(request, failure);
        }
    }

    private void setTimer(RequestContext request, SchedulerMessage.SetTimer timer) {
        if (!services.scheduler().setTimer(timer, request.operations)) {
            log.console(
                    request.logId(),
                    SchedulerMessage.Log.ERROR,
                    "More than " + limits.timersPerRequest() + " timers are pending; a further one was dropped");
        }
    }

    private void fail(RequestContext request, Failure failure) {
        if (request.phase() != Phase.ANSWERING) {
            return;
        }
        report(request, failure);
        request.fail(failure);
    }

    /** A response stream fails with what ends its request: the client sees a connection that breaks off. */
    private void failAny(RequestContext request, Failure failure) {
        if (request.phase() == Phase.STREAMING || request.phase() == Phase.CONNECTED) {
            report(request, failure);
        } else {
            fail(request, failure);
        }
    }

    private void report(RequestContext request, Failure failure) {
        LOG.warn(
                "[{}] [{}] {} {}: {}",
                worker.name(),
                request.logId(),
                failure.status(),
                failure.publicMessage(),
                failure.detail());
        services.listener().terminated(worker, request.logId(), failure);
    }

    /** The request has nothing left in JavaScript. */
    private void end(RequestContext request) {
        publishResponse(request);
        if (request.phase() == Phase.ANSWERING && request != loading) {
            fail(request, Failure.of(TerminationReason.EXCEPTION, "The handler ended without a response"));
        }
        forget(request);
        if (request == loading) {
            loading = null;
            observer.loaded(loadFailure);
        } else {
            observer.requestEnded();
        }
    }

    private void forget(RequestContext request) {
        request.end();
        bare.objects.closeOf(request.id);
        requests.remove(request.id);
        flowing.remove(request.id);
    }

    /**
     * Looks after the requests that are still here after a turn: those just answered get their fresh budget, and where
     * nothing at all is pending in the context, nobody will ever be called back.
     */
    private void endWhatCanNeverEnd() {
        if (requests.isEmpty()) {
            return;
        }
        boolean pending = !flowing.isEmpty();
        for (RequestContext request : requests.values()) {
            pending |= request.operations.hasPending();
            if (request.startsDraining()) {
                request.budget(limits.cpuTime().toNanos(), limits.wallClock().toNanos(), () -> deadlinePassed(request));
            }
        }
        if (pending || broken || endingAll) {
            return;
        }
        // Each cancellation is a turn, which comes by here again.
        endingAll = true;
        for (RequestContext request : List.copyOf(requests.values())) {
            if (request == loading) {
                loadFailure = Failure.of(TerminationReason.INITIALIZATION_ERROR, "A top-level await never settles");
            }
            cancel(request, Failure.of(TerminationReason.EXCEPTION, NEVER_ANSWERS));
        }
        endingAll = false;
    }

    /** A stream may live as long as it moves. */
    private void streamStoodStill(RequestContext request) {
        boolean isSocket = request.phase() == Phase.CONNECTED;
        if (request.phase() != Phase.STREAMING && !isSocket) {
            return;
        }
        if (request.streamLeftNanos(limits) > 0) {
            request.streamBudget(limits, () -> streamStoodStill(request));
        } else if (isSocket) {
            // The script hears of it, and its event ends as with any other close.
            request.operations.closeClientSocket(GOING_AWAY, "Idle for too long");
        } else {
            cancel(
                    request,
                    Failure.of(
                            TerminationReason.WALL_CLOCK_TIMEOUT,
                            "The response stream did not move for "
                                    + limits.stream().idle().toSeconds() + " s, stream-idle-limit: "
                                    + request.request().url()));
        }
    }

    private void deadlinePassed(RequestContext request) {
        if (request == loading) {
            loadFailure = Failure.of(TerminationReason.WALL_CLOCK_TIMEOUT, "The script's top level took too long");
        }
        if (request.phase() == Phase.DRAINING) {
            LOG.warn(
                    "[{}] [{}] What was given to waitUntil is not done in time; it is ended",
                    worker.name(),
                    request.logId());
        }
        cancel(
                request,
                Failure.of(
                        TerminationReason.WALL_CLOCK_TIMEOUT, request.request().url()));
    }

    /** Answers a request if it is not yet, and ends it in JavaScript: what it has open is rejected. */
    private void cancel(RequestContext request, Failure failure) {
        if (request.phase() == Phase.ENDED) {
            return;
        }
        if (request != loading) {
            failAny(request, failure);
        }
        request.budget(limits.cpuTime().toNanos(), limits.wallClock().toNanos(), () -> end(request));
        receive(new CallbackMessage.Cancel(request.id, failure.publicMessage()));
        if (request.phase() != Phase.ENDED && !broken) {
            end(request);
            // Another request may have waited for what this one had open.
            endWhatCanNeverEnd();
        }
    }

    /** The client has left: what it waited for ends, what was given to waitUntil goes on. */
    public void clientLeft(FetchExchange exchange, Failure failure) {
        for (RequestContext request : all()) {
            if (request.exchange() == exchange && request.leave(failure)) {
                LOG.debug("[{}] [{}] The client has left", worker.name(), request.logId());
                receive(new CallbackMessage.ClientLeft(request.id, "The client has left"));
            }
        }
    }

    /**
     * Ends what is open: the scripts of sockets hear that they close, response streams break off.
     *
     * @param code the WebSocket close code
     */
    public void endOpen(int code, String reason) {
        closeSockets(code, reason);
        for (RequestContext request : all()) {
            if (request.phase() == Phase.STREAMING) {
                cancel(request, Failure.of(TerminationReason.ABORTED, reason));
            }
        }
    }

    /** Begins the closing handshake of all sockets. */
    public void closeSockets(int code, String reason) {
        for (RequestContext request : all()) {
            request.operations.closeClientSocket(code, reason);
        }
    }

    /** Answers everything with {@code failure}; the context is not used again. */
    public void abortAll(Failure failure) {
        if (!broken) {
            breakDown(null, failure);
        }
    }

    /**
     * Gives the context up.
     *
     * @param culprit the request whose turn it was; the others are told that they were stopped
     */
    private void breakDown(@Nullable RequestContext culprit, Failure failure) {
        broken = true;
        Failure stopped = Failure.of(TerminationReason.ABORTED, "The context failed under another request: " + failure);
        boolean wasLoading = loading != null;
        for (RequestContext request : all()) {
            request.operations.leaveClientSocket(culprit == null ? GOING_AWAY : INTERNAL_ERROR);
            if (request != loading) {
                failAny(request, request == culprit || culprit == null ? failure : stopped);
            }
            forget(request);
        }
        if (wasLoading) {
            loading = null;
            observer.loaded(failure);
        }
        observer.broken();
    }

    /** Makes the context fit for several requests at once. Returns whether it is. Takes about 30 ms. */
    public boolean makeShareable() {
        return bare.adoptIdentity();
    }

    /** Whether {@link #offerCode()} would do anything. */
    public boolean hasCodeToOffer() {
        return !broken && (loader.hasCodeToOffer() || bare.binding().hasPlatformCodeToOffer());
    }

    /**
     * Keeps the compiled code of the worker's scripts, each once, and of the platform's lazy ones. For a time when the
     * loop has nothing else to do.
     */
    public void offerCode() {
        if (!hasCodeToOffer()) {
            return;
        }
        try (Isolate.Entered entered = bare.isolate.enter()) {
            bare.binding().offerPlatformCode();
            loader.offerCode();
        } catch (ScriptException e) {
            LOG.warn("Can't keep compiled code of {}", worker.name(), e);
        }
    }

    /** Whether the events since the last collection have left enough behind for another one. */
    public boolean isWorthCollecting() {
        return eventsSinceCollection >= EVENTS_WORTH_COLLECTING
                && loop.clock().nanoTime() - nextCollectionNanos >= 0
                && !broken;
    }

    /**
     * Collects the isolate's garbage and makes its heap small. V8's own reducer of idle heaps is a task of its message
     * loop, which does not run here. For a time when nothing is under way.
     */
    public void collectGarbage() {
        eventsSinceCollection = 0;
        long startNanos = loop.clock().nanoTime();
        try (Isolate.Entered entered = bare.isolate.enter()) {
            bare.isolate.collectGarbage();
        }
        long endNanos = loop.clock().nanoTime();
        nextCollectionNanos = endNanos + PAUSE_PER_COLLECTION * (endNanos - startNanos);
    }

    String owner() {
        return worker.owner();
    }

    ScriptLoader loader() {
        return loader;
    }

    String hostFacts(int requestId) {
        RequestContext request = find(requestId);
        return request == null ? "{}" : request.exchange().hostFactsJson();
    }

    boolean isUserInRole(int requestId, String role) {
        RequestContext request = find(requestId);
        return request != null && request.exchange().isUserInRole(role);
    }

    /** Gives the isolate back, the script still in it; to be reset or closed. */
    public BareContext release() {
        broken = true;
        try (Isolate.Entered entered = bare.isolate.enter()) {
            loader.close();
        } catch (ScriptException e) {
            LOG.warn("Can't close the script of {}", worker.name(), e);
        }
        return bare;
    }

    /** The exchange of the load event: nobody waits for a response. */
    private static final class LoadExchange implements FetchExchange {
        static final FetchRequest NO_REQUEST = new FetchRequest("", "", new HeaderList(), Body.NONE);

        @Override
        public void respond(FetchResponse response) {
            throw new IllegalStateException("A load event has no response");
        }

        @Override
        public void fail(Failure failure) {
            throw new IllegalStateException("A load event has no response: " + failure);
        }
    }
}
