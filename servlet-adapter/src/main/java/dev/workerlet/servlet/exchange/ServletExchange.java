package dev.workerlet.servlet.exchange;

import dev.workerlet.runtime.body.ChunkSource;
import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.limits.TerminationReason;
import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.FetchExchange;
import dev.workerlet.runtime.message.FetchRequest;
import dev.workerlet.runtime.message.FetchResponse;
import dev.workerlet.runtime.message.SocketPeer;
import dev.workerlet.runtime.message.SocketUpgrade;
import dev.workerlet.servlet.websocket.ContainerSocket;
import dev.workerlet.servlet.websocket.WebSockets;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request of the container on its way through a worker.
 *
 * <p>Begun on the container's thread; ended by the runtime's thread, or by the container when the client is gone. Whoever
 * moves the {@link Stage} may touch request and response; after {@link Stage#FINISHED} nobody does. A response that fits the
 * container's buffer is written at once, any other as its source gives and the client takes it.
 *
 * <p>That a client has left shows when reading or writing fails, and with HTTP/2 when it resets the stream. No container looks
 * at an HTTP/1.1 connection that is neither read nor written: the worker of a silent one hears nothing before it writes.
 */
public class ServletExchange implements FetchExchange, AsyncListener {
    private static final Logger LOG = LoggerFactory.getLogger("dev.workerlet.request");

    private static final String UPGRADE_ATTRIBUTE = ServletExchange.class.getName() + ".upgrade";

    // Written piece by piece: containers send a piece that is large for their buffer at once, and block.
    private static final int PIECE_BYTES = 4 * 1024;

    private static final int GREATEST_PORT = 65_535;
    private static final long PATIENCE_NANOS = 100_000_000;
    private static final long PAUSE_NANOS = 10_000;
    private static final String LEFT = "The client has left";
    /** The attribute of a request whose connection is to be aborted: why. */
    private static final String CUT = "dev.workerlet.servlet.cut";

    protected final WorkerEndpoint endpoint;
    protected final HttpServletRequest request;
    protected final HttpServletResponse response;
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.OPEN);
    private volatile AsyncContext async;
    /** The way to the asynchronous context: Tomcat gives its object to another request as soon as this one is over. */
    private final Gate asyncGate = new Gate();

    private volatile @Nullable PendingUpgrade pending;
    private final String method;
    private final String protocol;
    private volatile @Nullable RequestSource source;
    private volatile @Nullable ResponseWriter writer;

    /** Puts the request into asynchronous mode. */
    public ServletExchange(WorkerEndpoint endpoint, HttpServletRequest request, HttpServletResponse response) {
        this(endpoint, request, response, response);
    }

    /** @param dispatched the response for asynchronous dispatches; the answer still goes to {@code response} */
    protected ServletExchange(
            WorkerEndpoint endpoint,
            HttpServletRequest request,
            HttpServletResponse response,
            HttpServletResponse dispatched) {
        this.endpoint = endpoint;
        this.request = request;
        this.response = response;
        this.method = request.getMethod();
        this.protocol = request.getProtocol();
        this.async = AsyncStart.of(request, dispatched);
    }

    /** Hands the event to the runtime. Called once, on the container's thread. */
    public final void begin() throws IOException {
        async.addListener(this);
        String mistake = addressMistake(request);
        if (mistake != null) {
            fail(new Failure(HttpServletResponse.SC_BAD_REQUEST, null, mistake, null, 0));
            return;
        }
        received(RequestReader.read(
                request, RequestBody.isExpected(request) ? RequestBody.of(request, this) : Body.NONE));
    }

    /** Why the request's address could mean something else to the worker than to the container, or null. */
    protected @Nullable String addressMistake(HttpServletRequest asked) {
        if (!HostName.isValid(asked.getServerName()) || asked.getServerPort() > GREATEST_PORT) {
            return "The request's host is not valid";
        }
        return RequestPath.isPlain(asked.getRequestURI())
                ? null
                : "The request's path has dot segments that are encoded or have parameters";
    }

    /** Hands {@code read} to the runtime. */
    protected void received(FetchRequest read) {
        endpoint.runtime().dispatch(endpoint.worker(), read, this);
    }

    /** Whether the request's body is small enough to wait for it; on the container's thread, before the event is handed over. */
    protected final boolean hasSmallBody() {
        return RequestBody.isSmall(request, endpoint.worker().limits());
    }

    /** Tells who reads the request's body; before the event is handed over. */
    final void reads(RequestSource reader) {
        source = reader;
    }

    /** Who reads the request's body, or null where all of it has been read. */
    protected final @Nullable RequestSource source() {
        return source;
    }

    @Override
    public boolean holdsBodies() {
        return true;
    }

    @Override
    public final void respond(FetchResponse answer) {
        answer(ResponseHead.withoutReason(answer, reasonBehind()));
    }

    /** The reason that the application behind the worker has given for a failure, which the worker may pass on. */
    protected @Nullable String reasonBehind() {
        return null;
    }

    /** What the header fields of an answer may take. */
    protected long mostHeadBytes() {
        return endpoint.headBytes();
    }

    /** Answers with what the host vouches for. */
    protected void answer(FetchResponse answer) {
        if (moves(Stage.OPEN, Stage.ANSWERING)) {
            send(answer);
        } else {
            answer.body().cancel(LEFT);
        }
    }

    @Override
    public void fail(Failure failure) {
        log(failure);
        answer(FailureResponse.of(failure, endpoint.development()));
    }

    /**
     * Answers with a WebSocket. The handshake needs the container's thread: the request is dispatched to itself, and whoever
     * gets it then hands it to {@link #reenter}.
     */
    @Override
    public final SocketPeer upgrade(SocketUpgrade upgrade) {
        ServletContext context = request.getServletContext();
        ContainerSocket socket = WebSockets.of(context).socket(upgrade);
        String mistake = ResponseHead.mistake(upgrade.headers(), mostHeadBytes());
        if (mistake != null) {
            fail(Failure.of(TerminationReason.EXCEPTION, mistake));
            socket.refused();
        } else if (!WebSockets.isAvailable(context)) {
            LOG.error("worker {}: {}", endpoint.worker().name(), WebSockets.MISSING);
            fail(Failure.noWebSocket(WebSockets.MISSING));
            socket.refused();
        } else if (moves(Stage.OPEN, Stage.DISPATCHED)) {
            pending = new PendingUpgrade(upgrade, socket);
            dispatchUpgrade();
        } else {
            fail(Failure.of(TerminationReason.EXCEPTION, "ctx.next() is under way: await it before the WebSocket"));
            socket.refused();
        }
        return socket;
    }

    private record PendingUpgrade(SocketUpgrade upgrade, ContainerSocket socket) {}

    /** Asks for the container's thread. */
    protected void dispatchUpgrade() {
        request.setAttribute(UPGRADE_ATTRIBUTE, this);
        try {
            async.dispatch();
        } catch (RuntimeException e) {
            abandon(e);
            refuseUpgrade();
        }
    }

    /**
     * Gives an exchange that has asked for it the container's thread.
     *
     * @return whether there is one
     */
    public static boolean reenter(HttpServletRequest dispatched, HttpServletResponse response) throws IOException {
        if (dispatched.getDispatcherType() == DispatcherType.ASYNC
                && dispatched.getAttribute(UPGRADE_ATTRIBUTE) instanceof ServletExchange exchange) {
            dispatched.removeAttribute(UPGRADE_ATTRIBUTE);
            exchange.upgradeNow(dispatched, response);
            return true;
        }
        return false;
    }

    /** Does the handshake, on the container's thread in a dispatch. */
    protected final void upgradeNow(HttpServletRequest dispatched, HttpServletResponse to) throws IOException {
        PendingUpgrade asked = Objects.requireNonNull(pending);
        if (moves(Stage.DISPATCHED, Stage.FINISHED)) {
            ResponseHead.writeHeaders(asked.upgrade().headers(), to);
            WebSockets.of(dispatched.getServletContext()).open(dispatched, to, asked.upgrade(), asked.socket());
        } else {
            asked.socket().refused();
        }
    }

    private void refuseUpgrade() {
        PendingUpgrade asked = pending;
        if (asked != null) {
            asked.socket().refused();
        }
    }

    /** The request ended before its dispatch for a handshake came back. */
    private void endUnreachedUpgrade() {
        if (pending != null && moves(Stage.DISPATCHED, Stage.FINISHED)) {
            refuseUpgrade();
        }
    }

    @Override
    public final String hostFactsJson() {
        try {
            String facts = stage() == Stage.FINISHED ? "{}" : HostFacts.json(request);
            // A request that has ended may be another client's by now, or have become it while it was read.
            return stage() == Stage.FINISHED ? "{}" : facts;
        } catch (RuntimeException e) {
            // The client left meanwhile and the container has taken its request back.
            LOG.debug("no facts of a request that has ended", e);
            return "{}";
        }
    }

    @Override
    public final boolean isUserInRole(String role) {
        try {
            // Looked at again afterwards: it may have become another client's meanwhile.
            return stage() != Stage.FINISHED && request.isUserInRole(role) && stage() != Stage.FINISHED;
        } catch (RuntimeException e) {
            if (stage() != Stage.FINISHED) {
                throw e;
            }
            LOG.debug("no roles of a request that has ended", e);
            return false;
        }
    }

    /** Writes the answer and ends the exchange. Only for the one who moved the stage to {@link Stage#ANSWERING}. */
    protected final void send(FetchResponse answer) {
        try {
            String mistake = ResponseHead.mistake(answer, mostHeadBytes());
            if (mistake == null) {
                write(answer);
            } else {
                answer.body().cancel(mistake);
                Failure failure = Failure.of(TerminationReason.EXCEPTION, mistake);
                LOG.warn("worker {} to {} {}: {}", endpoint.worker().name(), method, safeUri(), mistake);
                write(FailureResponse.of(failure, endpoint.development()));
            }
        } catch (IOException | RuntimeException e) {
            answer.body().cancel(LEFT);
            abandon(e);
        }
    }

    private void write(FetchResponse answer) throws IOException {
        Body body = answer.body();
        if (!ResponseHead.hasBody(method, answer.status())) {
            body.cancel("The response has no body");
            ResponseHead.write(answer, response);
            if (method.equals("HEAD")) {
                ResponseHead.writeLengthOfGet(answer, response);
            }
            finish();
        } else if (body instanceof Body.Bytes small && small.bytes().length < response.getBufferSize()) {
            ResponseHead.write(answer, response);
            writeSmall(small.bytes());
        } else {
            stream(answer);
        }
    }

    private void writeSmall(byte[] body) throws IOException {
        // No Content-Length here: the container adds it, and with it would send the last piece at once, and block.
        ServletOutputStream output = body.length == 0 ? null : response.getOutputStream();
        for (int offset = 0; output != null && offset < body.length; offset += PIECE_BYTES) {
            output.write(body, offset, Math.min(PIECE_BYTES, body.length - offset));
        }
        finish();
    }

    private void stream(FetchResponse answer) throws IOException {
        ResponseWriter made = new ResponseWriter(this, answer, ChunkSource.of(answer.body()), response);
        writer = made;
        if (stage() == Stage.FINISHED) {
            made.stop(LEFT);
        } else {
            made.start();
        }
    }

    /** Answers with a failure in place of a body that failed before anything of it was sent. */
    final void failBeforeHead(String reason, ServletOutputStream output) {
        Failure failure = Failure.of(TerminationReason.EXCEPTION, reason);
        LOG.warn("worker {} to {} {}: {}", endpoint.worker().name(), method, safeUri(), reason);
        FetchResponse instead = FailureResponse.of(failure, endpoint.development());
        try {
            ResponseHead.write(instead, response);
            output.write(instead.bytes());
            finish();
        } catch (IOException | RuntimeException e) {
            abandon(e);
        }
    }

    /** Writes status and headers only: what a container's error page starts from. */
    protected final void writeHead(FetchResponse answer) {
        if (ResponseHead.mistake(answer, mostHeadBytes()) == null) {
            ResponseHead.write(answer, response);
        }
    }

    protected final void log(Failure failure) {
        if (stage() == Stage.FINISHED) {
            LOG.debug(
                    "worker {} failed after its client had left: {}",
                    endpoint.worker().name(),
                    failure);
            return;
        }
        // The runtime has logged what the script did, with the request's id; this adds the client's view.
        LOG.debug(
                "worker {} answered {} to {} {}: {}{}",
                endpoint.worker().name(),
                failure.status(),
                method,
                safeUri(),
                failure.publicMessage(),
                failure.detail() == null ? "" : "\n" + failure.detail());
    }

    private String safeUri() {
        try {
            return request.getRequestURI();
        } catch (RuntimeException e) {
            return "(request gone)";
        }
    }

    /** Hands request and response back to the container, all being written. Idempotent. */
    protected final void finish() {
        if (stage.getAndSet(Stage.FINISHED) != Stage.FINISHED) {
            release("The response is complete: the rest of the request body is not read", this::complete);
        }
    }

    /** Ends the exchange because the client can't be served any more, and the worker's event with it. Idempotent. */
    protected final void abandon(Throwable cause) {
        Stage before = stage.getAndSet(Stage.FINISHED);
        if (before == Stage.FINISHED) {
            return;
        }
        LOG.debug("request of worker {} ended early", endpoint.worker().name(), cause);
        ResponseWriter writing = writer;
        if (writing != null) {
            writing.stop(LEFT);
        }
        release(LEFT, this::complete);
        endpoint.runtime().abort(this);
    }

    /** The client did not send all of the request's body: it has left, or does not speak HTTP. */
    final void bodyBroke(Throwable cause) {
        if (moves(Stage.OPEN, Stage.ANSWERING)) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            abandon(cause);
        } else if (!cutBroken(cause)) {
            abandon(cause);
        }
    }

    /**
     * Cuts off a response that has begun: what the client gets of it must not look complete. With HTTP/2 a body that breaks is
     * a stream that was reset: nothing is to be cut off.
     */
    private boolean cutBroken(Throwable cause) {
        ResponseWriter writing = writer;
        if (writing == null || !writing.isHeadWritten() || !protocol.startsWith("HTTP/1")) {
            return false;
        }
        if (moves(Stage.ANSWERING, Stage.FINISHED)) {
            LOG.debug("request of worker {} broke off", endpoint.worker().name(), cause);
            writing.stop(LEFT);
            release(LEFT, () -> sever(String.valueOf(cause.getMessage())));
            endpoint.runtime().abort(this);
        }
        return true;
    }

    /** The container has lost the connection, and may touch its streams when this returns. */
    final void lost(Throwable cause) {
        awaitSmallAnswer();
        abandon(cause);
        awaitStreams();
    }

    private void awaitStreams() {
        RequestSource reading = source;
        if (reading != null) {
            reading.awaitEmpty();
        }
        ResponseWriter writing = writer;
        if (writing != null) {
            writing.awaitEmpty();
        }
    }

    /** The container ends the request, and may give all of it to another when this returns. */
    private void takenBack() {
        asyncGate.close(() -> LOG.trace("the container has taken the request back"));
        asyncGate.awaitEmpty();
    }

    /** A loop's thread may be at it: that takes microseconds. */
    private void awaitSmallAnswer() {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (stage() == Stage.ANSWERING && writer == null && System.nanoTime() < end) {
            LockSupport.parkNanos(this, PAUSE_NANOS);
        }
    }

    /**
     * Aborts the connection, HTTP/2 the stream: the body has failed after its head was sent, and the client must see that.
     */
    final void cut(String reason) {
        if (moves(Stage.ANSWERING, Stage.FINISHED)) {
            LOG.warn(
                    "worker {}, response to {} {} cut off: {}",
                    endpoint.worker().name(),
                    method,
                    safeUri(),
                    reason);
            release("The response has failed", () -> sever(reason));
        }
    }

    private void sever(String reason) {
        endBy(() -> severNow(reason));
    }

    private void severNow(String reason) {
        try {
            // Jetty's way. Other containers refuse it once the head is sent.
            response.sendError(-1, reason);
        } catch (IllegalStateException | IllegalArgumentException e) {
            LOG.trace("not Jetty", e);
            request.setAttribute(CUT, reason);
            async.dispatch();
        } catch (IOException e) {
            LOG.debug("the connection is gone already", e);
            async.complete();
        }
    }

    /** Ends the request with the container, unless the container has taken it back: what is asked for late would hit another. */
    private void endBy(Runnable action) {
        if (!asyncGate.enter()) {
            return;
        }
        try {
            action.run();
        } catch (IllegalStateException e) {
            // The container was first: it ends a request whose connection is gone by itself.
            LOG.trace("the request has ended already", e);
        } finally {
            asyncGate.leave();
        }
    }

    /**
     * Throws where a request comes back only to have its connection aborted: an exception of an asynchronous dispatch does
     * that, after the head was sent. Called by whoever the container dispatches to, before anything else.
     */
    public static void throwWhereCut(HttpServletRequest request) throws IOException {
        if (request.getDispatcherType() == DispatcherType.ASYNC && request.getAttribute(CUT) instanceof String reason) {
            throw new CutException(reason);
        }
    }

    /** Keeps everybody off request and response; {@code next} runs when nobody uses them. */
    private void release(String reason, Runnable next) {
        RequestSource reading = source;
        if (reading == null) {
            releaseWriter(next);
        } else {
            reading.close(reason, () -> releaseWriter(next));
        }
    }

    private void releaseWriter(Runnable next) {
        ResponseWriter writing = writer;
        if (writing == null) {
            next.run();
        } else {
            writing.close(next);
        }
    }

    private void complete() {
        endBy(() -> async.complete());
    }

    final String protocol() {
        return protocol;
    }

    protected final Stage stage() {
        return Objects.requireNonNull(stage.get());
    }

    /** Moves the stage if it is at {@code from}; whoever does it acts on it. */
    protected final boolean moves(Stage from, Stage to) {
        return stage.compareAndSet(from, to);
    }

    protected final AsyncContext async() {
        return async;
    }

    /** Goes into asynchronous mode again, in a dispatch. */
    protected final void restartAsync(HttpServletResponse dispatched) {
        async = AsyncStart.of(request, dispatched);
        async.addListener(this);
    }

    @Override
    public void onComplete(AsyncEvent event) {
        endUnreachedUpgrade();
        Stage now = stage();
        if (now == Stage.OPEN || now == Stage.ANSWERING) {
            lost(new IOException("the container ended the request"));
        }
        takenBack();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        IOException cause = new IOException("the container's timeout");
        // The connection may be well: with a body that has begun it must not look as if that were all.
        if (cutBroken(cause)) {
            awaitStreams();
        } else {
            lost(cause);
        }
        takenBack();
    }

    @Override
    public void onError(AsyncEvent event) {
        endUnreachedUpgrade();
        Throwable cause = event.getThrowable();
        lost(cause == null ? new IOException("the connection failed") : cause);
        takenBack();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // Only a filter that is dispatched starts again, and it listens anew.
    }
}
