package dev.workerlet.runtime.context;

import dev.workerlet.runtime.limits.Limit;
import dev.workerlet.runtime.limits.TerminationReason;
import dev.workerlet.runtime.message.FetchRequest;
import dev.workerlet.runtime.message.OutboundReader;
import dev.workerlet.runtime.message.SchedulerMessage;
import dev.workerlet.runtime.scheduler.Scheduler;
import dev.workerlet.runtime.scheduler.ServiceRoute;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what JavaScript asks for in a turn: takes its scheduler messages, and hands each to whom it concerns. Confined to the
 * loop's thread.
 */
final class TurnMessages {
    private static final Logger LOG = LoggerFactory.getLogger(TurnMessages.class);

    private final WorkerDefinition worker;
    private final Services services;
    private final Scheduler scheduler;
    private final OutboundReader outbound;
    private final StackMapper stacks;
    private final RequestSet requests;
    private final RequestLifecycle lifecycle;
    private final RequestFailures failures;
    private final LimitWarnings warnings;
    private final LoadEvent load;
    private final WorkerLog log;
    private final OutboundBodies bodies;
    private final RequestAnswers answers;
    private final TurnStreams streams;
    private List<SchedulerMessage> messages = new ArrayList<>();
    private @Nullable RequestContext turning;

    /**
     * The messages of one context.
     *
     * @param outbound where JavaScript leaves them
     */
    TurnMessages(
            WorkerDefinition worker,
            Services services,
            OutboundReader outbound,
            StackMapper stacks,
            RequestSet requests,
            RequestLifecycle lifecycle,
            RequestFailures failures,
            LimitWarnings warnings,
            LoadEvent load) {
        this.worker = worker;
        this.services = services;
        this.scheduler = services.scheduler();
        this.outbound = outbound;
        this.stacks = stacks;
        this.requests = requests;
        this.lifecycle = lifecycle;
        this.failures = failures;
        this.warnings = warnings;
        this.load = load;
        this.log = new WorkerLog(worker);
        this.bodies = new OutboundBodies(requests);
        this.answers = new RequestAnswers(
                worker.limits(),
                services.heldBodies().of(worker.owner()),
                scheduler,
                stacks,
                bodies,
                requests,
                lifecycle,
                failures);
        this.streams = new TurnStreams(stacks, requests, failures);
    }

    /** A turn begins, of a request or of the host. Returns whose turn it is within, for {@link #end}. */
    @Nullable
    RequestContext begin(@Nullable RequestContext request) {
        RequestContext outer = turning;
        turning = request;
        return outer;
    }

    /** A turn is over: the rest of its messages is taken. */
    void end(@Nullable RequestContext outer) {
        take();
        turning = outer;
    }

    /** Whose turn it is; null between turns. */
    @Nullable
    RequestContext turning() {
        return turning;
    }

    /** Lets those who wait outside have what the turn has given. After a turn that went well. */
    void publish() {
        answers.publish();
        streams.publish();
    }

    /** Looks which of the streams and WebSockets are over that the turn of {@code request} did something with. */
    void settle(RequestContext request) {
        requests.settle(request);
        streams.settle();
    }

    /** Takes the messages that JavaScript left so far; also called in the midst of a turn when the buffer is full. */
    void take() {
        if (!outbound.hasMessages()) {
            return;
        }
        List<SchedulerMessage> taken = messages;
        messages = new ArrayList<>();
        outbound.drainTo(taken);
        for (SchedulerMessage message : taken) {
            handle(message);
        }
        taken.clear();
        messages = taken;
    }

    private void handle(SchedulerMessage message) {
        RequestContext request = requests.find(message.requestId());
        if (message instanceof SchedulerMessage.Log line) {
            log(request, line);
        } else if (request == null) {
            LOG.debug("Message of an ended request: {}", message);
        } else if (message instanceof SchedulerMessage.Respond respond) {
            answers.respond(request, respond);
        } else if (message instanceof SchedulerMessage.Done) {
            answers.publish(request);
            lifecycle.end(request);
        } else if (message instanceof SchedulerMessage.SetTimer timer) {
            setTimer(request, timer);
        } else if (message instanceof SchedulerMessage.ClearTimer timer) {
            scheduler.clearTimer(timer, request.operations);
        } else if (message instanceof SchedulerMessage.Next next) {
            scheduler.next(next, request.operations, request.exchange(), bodies.requestToPassOn(request, next));
        } else if (message instanceof SchedulerMessage.Call call) {
            scheduler.call(call, request.operations, worker.owner());
        } else if (message instanceof SchedulerMessage.Fetch fetch) {
            fetch(request, fetch);
        } else if (message instanceof SchedulerMessage.CallService call) {
            callService(request, call);
        } else if (message instanceof SchedulerMessage.CancelOperation cancel) {
            scheduler.cancel(cancel, request.operations);
        } else if (message instanceof SchedulerMessage.Stream stream) {
            streams.take(request, stream);
        } else if (message instanceof SchedulerMessage.SocketUpgrade upgrade) {
            answers.upgrade(request, upgrade);
        } else if (message instanceof SchedulerMessage.Socket socket) {
            socket(request, socket);
        } else if (message instanceof SchedulerMessage.Failed failed) {
            fail(request, failed);
        } else {
            handleRare(request, message);
        }
    }

    private void handleRare(RequestContext request, SchedulerMessage message) {
        if (message instanceof SchedulerMessage.OpenChannel open) {
            scheduler.openChannel(open, request.operations, worker.owner());
        } else if (message instanceof SchedulerMessage.CloseChannel close) {
            scheduler.closeChannel(close, request.operations);
        } else if (message instanceof SchedulerMessage.PostBroadcast post) {
            scheduler.broadcast(post, request.operations, worker.owner());
        } else if (message instanceof SchedulerMessage.ListenToLimits listen) {
            warnings.listen(request, listen.isListening());
        }
    }

    private void log(@Nullable RequestContext request, SchedulerMessage.Log line) {
        if (!log.writes(line.level())) {
            return;
        }
        // A request may end in a turn, and what it left rejected be logged after that.
        boolean isTurning = turning != null && turning.id == line.requestId();
        RequestContext writer = request == null && isTurning ? turning : request;
        // What belongs to no request any more is written in the turn of another one.
        RequestContext payer = writer == null ? turning : writer;
        if (payer != null && payer.budget.isLogFull()) {
            failures.reached(payer, Limit.LOG);
            return;
        }
        String text = stacks.map(line.text());
        if (payer == null || payer.budget.takeLog(text.length())) {
            log.console(writer == null ? null : writer.logId(), line.level(), text);
        } else {
            failures.reached(payer, Limit.LOG);
        }
    }

    private void setTimer(RequestContext request, SchedulerMessage.SetTimer timer) {
        if (!scheduler.setTimer(timer, request.operations)) {
            failures.reached(request, Limit.TIMERS);
        }
    }

    private void fetch(RequestContext request, SchedulerMessage.Fetch fetch) {
        FetchRequest made = bodies.request(request, fetch.request());
        CallChain calls = request.event().calls();
        SentRequests.Sent sent = services.sentRequests().add(calls);
        FetchRequest marked = LoopHeader.mark(made, calls.outermost(), sent.token);
        scheduler.fetch(fetch, request.operations, worker.owner(), marked, sent);
    }

    private void socket(RequestContext request, SchedulerMessage.Socket socket) {
        if (socket instanceof SchedulerMessage.SocketConnect connect) {
            CallChain calls = request.event().calls();
            SentRequests.Sent sent = services.sentRequests().add(calls);
            String loopHeader = LoopHeader.value(calls.outermost(), sent.token);
            scheduler.connect(connect, request.operations, worker.owner(), loopHeader, sent);
        } else {
            scheduler.socket(socket, request.operations);
        }
    }

    private void callService(RequestContext request, SchedulerMessage.CallService call) {
        ServiceTarget target = Objects.requireNonNull(worker.services().get(call.service()));
        ServiceRoute route = load.is(request)
                ? ServiceRoute.refused("a worker can't be asked while a script is loaded")
                : (sent, answer) ->
                        services.serviceCaller().call(call.service(), target, request.event(), sent, answer);
        scheduler.callService(call, request.operations, bodies.request(request, call.request()), route);
    }

    private void fail(RequestContext request, SchedulerMessage.Failed failed) {
        if (load.is(request)) {
            load.fail(TerminationReason.INITIALIZATION_ERROR, stacks.map(failed.text()));
        } else {
            answers.fail(request, failed);
        }
    }
}
