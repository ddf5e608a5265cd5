package dev.workerlet.servlet.filter;

import dev.workerlet.runtime.body.BodyCollector;
import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.FetchRequest;
import dev.workerlet.runtime.message.FetchResponse;
import dev.workerlet.servlet.exchange.RequestPath;
import dev.workerlet.servlet.exchange.RequestSource;
import dev.workerlet.servlet.exchange.ResponseHead;
import dev.workerlet.servlet.exchange.ServletExchange;
import dev.workerlet.servlet.exchange.Stage;
import dev.workerlet.servlet.exchange.WorkerEndpoint;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request on its way through a worker that has something behind it.
 *
 * <p>What needs the container's thread is a {@link Plan}: the request is dispatched to itself, and the filter hands the
 * thread to {@link #reenter}. Between the two the stage is {@link Stage#DISPATCHED}; an answer that comes then waits.
 */
public final class FilterExchange extends ServletExchange {
    private static final Logger LOG = LoggerFactory.getLogger(FilterExchange.class);

    private static final String UNDER_WAY = "ctx.next() is under way already; await it before the next call";

    /** What a worker may add to the head of the application's answer. */
    private static final int ADDED_HEAD_BYTES = 1024;

    private final String filterName;
    private final DispatchGuard guard;
    private final AtomicReference<@Nullable FetchResponse> early = new AtomicReference<>();
    private final AtomicBoolean gathering = new AtomicBoolean();
    private volatile @Nullable FetchRequest own;
    private volatile @Nullable Plan plan;
    private volatile @Nullable Downstream last;
    private volatile long applicationHeadBytes;

    /** Puts the request into asynchronous mode. */
    public static FilterExchange of(
            WorkerEndpoint endpoint, HttpServletRequest request, HttpServletResponse response, String filterName) {
        return new FilterExchange(endpoint, request, response, new DispatchGuard(response, filterName), filterName);
    }

    private FilterExchange(
            WorkerEndpoint endpoint,
            HttpServletRequest request,
            HttpServletResponse response,
            DispatchGuard guard,
            String filterName) {
        super(endpoint, request, response, guard);
        this.guard = guard;
        this.filterName = filterName;
    }

    @Override
    protected void received(FetchRequest read) {
        own = read;
        if (read.body() instanceof Body.Stream body && hasSmallBody()) {
            // The worker may read it and the request go on all the same, with the body that was read.
            gather(body, this::receivedWhole, message -> LOG.debug("no body of a request: {}", message));
        } else {
            super.received(read);
        }
    }

    private void receivedWhole(Body bytes) {
        FetchRequest whole = own().withBody(bytes);
        own = whole;
        super.received(whole);
    }

    FetchRequest own() {
        return Objects.requireNonNull(own);
    }

    WorkerDefinition definition() {
        return endpoint.worker();
    }

    @Override
    public boolean hasNext() {
        return true;
    }

    @Override
    public void next(FetchRequest next, NextCallback callback) {
        Target target;
        try {
            target = Target.of(next.url(), own().url(), request.getContextPath());
        } catch (IllegalArgumentException e) {
            callback.failed(String.valueOf(e.getMessage()));
            return;
        } catch (IllegalStateException e) {
            callback.failed("The request has ended");
            return;
        }
        if (stage() == Stage.DISPATCHED || stage() == Stage.DOWNSTREAM || gathering.get()) {
            callback.failed(UNDER_WAY);
        } else if (next.body() instanceof Body.Stream stream && !isLeftToContainer(next, target)) {
            gather(next, stream, target, callback);
        } else {
            run(new Downstream(this, next, target, callback));
        }
    }

    /**
     * Whether what stands behind reads the container's own stream: the worker has not touched the body. A form whose query has
     * changed is read here all the same, as the container would mix up the parameters.
     */
    private boolean isLeftToContainer(FetchRequest next, Target target) {
        boolean isOwn = next.body().equals(own().body());
        boolean isMixed = FormParameters.isForm(request) && !target.hasQueryOf(own());
        RequestSource reading = source();
        return isOwn && !isMixed && reading != null && reading.handBack();
    }

    /** What stands behind may block while it reads, so all of a body that flows is read before. */
    private void gather(FetchRequest next, Body.Stream body, Target target, NextCallback callback) {
        if (gathering.compareAndSet(false, true)) {
            gather(
                    body,
                    bytes -> run(new Downstream(this, next.withBody(bytes), target, callback)),
                    message -> callback.failed("ctx.next(): " + message));
        } else {
            callback.failed(UNDER_WAY);
        }
    }

    private void gather(Body.Stream body, Consumer<Body> gathered, Consumer<String> failed) {
        long limitBytes = definition().limits().requestBodyBytes();
        BodyCollector.collect(body, limitBytes, new BodyCollector.Receiver() {
            @Override
            public void collected(byte[] bytes) {
                gathering.set(false);
                gathered.accept(new Body.Bytes(bytes));
            }

            @Override
            public void tooLarge(long limit) {
                failed("the body is larger than the request-body-limit of " + limit + " bytes");
            }

            @Override
            public void failed(String reason) {
                gathering.set(false);
                failed.accept(reason);
            }
        });
    }

    private void run(Downstream downstream) {
        if (moves(Stage.OPEN, Stage.DISPATCHED)) {
            stopReading(
                    () -> dispatch(new Plan.Run(downstream), downstream.target().path()));
        } else if (stage() == Stage.DISPATCHED || stage() == Stage.DOWNSTREAM) {
            downstream.fail(UNDER_WAY);
        } else {
            downstream.fail("ctx.next() came after the response");
        }
    }

    /** In a dispatch the container's stream blocks: a worker that goes on reading it fails. */
    private void stopReading(Runnable next) {
        RequestSource reading = source();
        if (reading == null) {
            next.run();
        } else {
            reading.close("The request body can't be read further: ctx.next() has been called", next);
        }
    }

    @Override
    public void passThrough(Failure cause) {
        Downstream answered = last;
        if (answered != null) {
            // The application has done its part already: the client gets its response as it was.
            log(cause);
            answer(Objects.requireNonNull(answered.captured()).toResponse());
        } else {
            passOn(cause);
        }
    }

    private void passOn(Failure cause) {
        RequestSource reading = source();
        if (reading == null || own().body() instanceof Body.Bytes || reading.handBack()) {
            dispatchPassOn(cause);
        } else if (reading.isUnread() && own().body() instanceof Body.Stream body) {
            Consumer<Body> gathered = bytes -> {
                own = own().withBody(bytes);
                dispatchPassOn(cause);
            };
            gather(body, gathered, message -> failPassOn(cause, message));
        } else {
            failPassOn(cause, "the worker has begun to read the request body");
        }
    }

    private void failPassOn(Failure cause, String why) {
        LOG.warn(
                "worker {}: passThroughOnException() can't pass the request on: {}",
                definition().name(),
                why);
        fail(cause);
    }

    private void dispatchPassOn(Failure cause) {
        if (moves(Stage.OPEN, Stage.DISPATCHED)) {
            log(cause);
            stopReading(() -> dispatch(new Plan.PassOn(), null));
        } else {
            fail(cause);
        }
    }

    /** What stands behind may be protected by its path: a container that joins slashes finds it where the worker does not look. */
    @Override
    protected @Nullable String addressMistake(HttpServletRequest asked) {
        return RequestPath.hasNoEmptySegment(asked.getRequestURI())
                ? super.addressMistake(asked)
                : "The request's path has empty segments";
    }

    @Override
    protected @Nullable String reasonBehind() {
        Downstream answered = last;
        CapturedResponse captured = answered == null ? null : answered.captured();
        return captured == null ? null : captured.getHeader("x-termination-reason");
    }

    @Override
    protected void answer(FetchResponse answer) {
        while (true) {
            Stage now = stage();
            switch (now) {
                case OPEN, DOWNSTREAM -> {
                    if (now == Stage.OPEN && isErrorPassedOn(answer)) {
                        sendError(answer);
                        return;
                    }
                    if (moves(now, Stage.ANSWERING)) {
                        send(answer);
                        return;
                    }
                }
                case DISPATCHED -> {
                    early.set(answer);
                    if (stage() == Stage.DISPATCHED || early.getAndSet(null) == null) {
                        return;
                    }
                }
                case ANSWERING, FINISHED -> {
                    answer.body().cancel("The request has ended");
                    return;
                }
            }
        }
    }

    /** Whether the answer is the error that was sent, or thrown, behind the worker: its status, and no body. */
    private boolean isErrorPassedOn(FetchResponse answer) {
        Downstream answered = last;
        if (answered == null || answer.body().lengthBytes() != 0) {
            return false;
        }
        CapturedResponse captured = answered.captured();
        return captured != null
                && captured.getStatus() == answer.status()
                && (captured.sentError() || answered.thrown() != null);
    }

    private void sendError(FetchResponse answer) {
        if (moves(Stage.OPEN, Stage.DISPATCHED)) {
            writeHead(answer);
            dispatch(new Plan.SendError(Objects.requireNonNull(last)), null);
        }
    }

    private void dispatch(Plan next, @Nullable String path) {
        plan = next;
        try {
            if (path == null) {
                async().dispatch();
            } else {
                async().dispatch(path);
            }
        } catch (RuntimeException e) {
            abandon(e);
            if (next instanceof Plan.Run run) {
                run.downstream().fail("The container could not dispatch the request: " + e.getMessage());
            }
        }
    }

    @Override
    protected void dispatchUpgrade() {
        dispatch(new Plan.Upgrade(), null);
    }

    /** A servlet behind dispatches its asynchronous request. */
    void dispatchAgain(Downstream downstream, @Nullable String path) {
        if (moves(Stage.DOWNSTREAM, Stage.DISPATCHED)) {
            dispatch(new Plan.Run(downstream), path);
        } else {
            downstream.fail("The request has ended");
        }
    }

    void runOnContainerThread(Runnable task) {
        async().start(task);
    }

    /**
     * Gives the exchange the container's thread in a dispatch that came back to its filter.
     *
     * @param given the request, as the container passes it in this dispatch
     * @param dispatched the response, likewise
     */
    public void reenter(HttpServletRequest given, HttpServletResponse dispatched, FilterChain chain)
            throws IOException, ServletException {
        guard.open();
        Plan now = plan;
        if (NextRequest.isBehind(this, given)) {
            // The filter stands in the chain twice.
            chain.doFilter(given, dispatched);
        } else if (now instanceof Plan.PassOn) {
            passOn(given, dispatched, chain);
        } else if (now instanceof Plan.Upgrade) {
            upgradeNow(given, dispatched == guard ? (HttpServletResponse) guard.getResponse() : dispatched);
        } else if (stage() != Stage.DISPATCHED) {
            LOG.debug("a request of {} was dispatched after its end", filterName);
        } else if (now instanceof Plan.Run run) {
            run(run.downstream(), given, dispatched, chain);
        } else if (now instanceof Plan.SendError error) {
            moves(Stage.DISPATCHED, Stage.FINISHED);
            sendError(error.downstream(), dispatched);
        }
    }

    private void run(
            Downstream downstream, HttpServletRequest given, HttpServletResponse dispatched, FilterChain chain) {
        restartAsync(guard);
        if (!moves(Stage.DISPATCHED, Stage.DOWNSTREAM)) {
            async().complete();
            return;
        }
        FetchResponse waiting = early.getAndSet(null);
        if (waiting != null && moves(Stage.DOWNSTREAM, Stage.ANSWERING)) {
            send(waiting);
            downstream.fail("ctx.next() came after the response");
            return;
        }
        downstream.run(given, dispatched, chain);
    }

    private void passOn(HttpServletRequest given, HttpServletResponse dispatched, FilterChain chain)
            throws IOException, ServletException {
        moves(Stage.DISPATCHED, Stage.FINISHED);
        HttpServletResponse real = dispatched == guard ? (HttpServletResponse) guard.getResponse() : dispatched;
        FetchRequest read = own();
        boolean isReplayed = read.body() instanceof Body.Bytes bytes && bytes.lengthBytes() > 0;
        chain.doFilter(isReplayed ? replayed(given, read.bytes()) : given, real);
    }

    private static HttpServletRequest replayed(HttpServletRequest given, byte[] body) {
        return new ReplayedRequest(
                given, body, true, task -> given.getAsyncContext().start(task));
    }

    private static void sendError(Downstream answered, HttpServletResponse dispatched)
            throws IOException, ServletException {
        Throwable thrown = answered.thrown();
        if (thrown instanceof IOException e) {
            throw e;
        } else if (thrown instanceof ServletException e) {
            throw e;
        } else if (thrown instanceof RuntimeException e) {
            throw e;
        }
        CapturedResponse captured = Objects.requireNonNull(answered.captured());
        String message = captured.errorMessage();
        if (message == null) {
            dispatched.sendError(captured.getStatus());
        } else {
            dispatched.sendError(captured.getStatus(), message);
        }
    }

    /** What the application answers comes through however large its head is, and the worker may add to it. */
    @Override
    protected long mostHeadBytes() {
        return Math.max(super.mostHeadBytes(), applicationHeadBytes + ADDED_HEAD_BYTES);
    }

    /** The chain is through, and with it every asynchronous servlet in it. */
    void downstreamEnded(Downstream downstream) {
        CapturedResponse captured = Objects.requireNonNull(downstream.captured());
        Throwable thrown = downstream.thrown();
        FetchResponse answer = captured.toResponse();
        if (captured.body().overflowed()) {
            moves(Stage.DOWNSTREAM, Stage.OPEN);
            downstream.callback().failed(captured.body().overflowMessage());
            return;
        }
        if (thrown != null) {
            LOG.warn("what stands behind the worker {} threw", definition().name(), thrown);
            captured.failed();
            answer = captured.toResponse();
        }
        last = downstream;
        applicationHeadBytes = ResponseHead.bytes(answer.headers());
        moves(Stage.DOWNSTREAM, Stage.OPEN);
        downstream.callback().responded(answer);
    }

    @Override
    public void onComplete(AsyncEvent event) {
        endUnreached();
        super.onComplete(event);
    }

    @Override
    public void onError(AsyncEvent event) {
        endUnreached();
        super.onError(event);
    }

    /** The request ended before its dispatch came back to the filter. */
    private void endUnreached() {
        Plan now = plan;
        if (!(now instanceof Plan.Upgrade) && moves(Stage.DISPATCHED, Stage.FINISHED)) {
            String message = guard.hasRefused() ? DispatchGuard.advice(filterName) : "The request has ended";
            LOG.warn(message);
            if (now instanceof Plan.Run run) {
                run.downstream().fail(message);
            }
        }
    }
}
