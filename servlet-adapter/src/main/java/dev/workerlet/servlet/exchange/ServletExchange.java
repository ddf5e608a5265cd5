package dev.workerlet.servlet.exchange;

import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.limits.TerminationReason;
import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.FetchExchange;
import dev.workerlet.runtime.message.FetchResponse;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request of the container on its way through a worker.
 *
 * <p>Begun on the container's thread; ended by the runtime's thread, or by the container when the client is gone. Whoever
 * moves the {@link Stage} may touch request and response; after {@link Stage#FINISHED} nobody does. A response that fits the
 * container's buffer is written at once, a larger one as the client takes it.
 */
public class ServletExchange implements FetchExchange, AsyncListener, RequestBody.Receiver {
    private static final Logger LOG = LoggerFactory.getLogger("dev.workerlet.request");

    // Written piece by piece: containers send a piece that is large for their buffer at once, and block.
    private static final int PIECE_BYTES = 4 * 1024;

    protected final WorkerEndpoint endpoint;
    protected final HttpServletRequest request;
    protected final HttpServletResponse response;
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.OPEN);
    private volatile AsyncContext async;
    private final String method;

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
        this.async = startAsync(dispatched);
    }

    private AsyncContext startAsync(HttpServletResponse dispatched) {
        AsyncContext started = request.startAsync(request, dispatched);
        started.setTimeout(0);
        return started;
    }

    /** Reads the body where there is one, and hands the event to the runtime. Called once, on the container's thread. */
    public final void begin() throws IOException {
        async.addListener(this);
        if (RequestBody.isExpected(request)) {
            RequestBody.read(request, endpoint.worker().limits().requestBodyBytes(), this);
        } else {
            bodyRead(new byte[0]);
        }
    }

    @Override
    public void bodyRead(byte[] body) {
        endpoint.runtime().dispatch(endpoint.worker(), RequestReader.read(request, new Body.Bytes(body)), this);
    }

    @Override
    public final void bodyTooLarge(long limitBytes) {
        fail(new Failure(
                413, null, "Request body is too large", "the request-body-limit is " + limitBytes + " bytes", 0));
    }

    @Override
    public final void bodyFailed(Throwable cause) {
        abandon(cause);
    }

    @Override
    public void respond(FetchResponse answer) {
        if (answer.body() instanceof Body.Stream stream) {
            dev.workerlet.runtime.body.BodyCollector.collect(
                    stream, 64 << 20, new dev.workerlet.runtime.body.BodyCollector.Receiver() {
                        @Override
                        public void collected(byte[] bytes) {
                            respond(new FetchResponse(answer.status(), answer.headers(), bytes));
                        }

                        @Override
                        public void tooLarge(long limitBytes) {
                            abandon(new IOException("too large"));
                        }

                        @Override
                        public void failed(String reason) {
                            abandon(new IOException(reason));
                        }
                    });
            return;
        }
        if (moves(Stage.OPEN, Stage.ANSWERING)) {
            send(answer);
        }
    }

    @Override
    public void fail(Failure failure) {
        log(failure);
        respond(FailureResponse.of(failure, endpoint.development()));
    }

    @Override
    public final String hostFactsJson() {
        try {
            // A request that has ended may be another client's by now.
            return stage() == Stage.FINISHED ? "{}" : HostFacts.json(request);
        } catch (RuntimeException e) {
            // The client left meanwhile and the container has taken its request back.
            LOG.debug("no facts of a request that has ended", e);
            return "{}";
        }
    }

    @Override
    public final boolean isUserInRole(String role) {
        return stage() != Stage.FINISHED && request.isUserInRole(role);
    }

    /** Writes the answer and ends the exchange. Only for the one who moved the stage to {@link Stage#ANSWERING}. */
    protected final void send(FetchResponse answer) {
        try {
            String mistake = ResponseHead.mistake(answer);
            if (mistake == null) {
                write(answer);
            } else {
                Failure failure = Failure.of(TerminationReason.EXCEPTION, mistake);
                LOG.warn("worker {} to {} {}: {}", endpoint.worker().name(), method, safeUri(), mistake);
                write(FailureResponse.of(failure, endpoint.development()));
            }
        } catch (IOException | RuntimeException e) {
            abandon(e);
        }
    }

    private void write(FetchResponse answer) throws IOException {
        ResponseHead.write(answer, response);
        byte[] body = answer.bytes();
        if (!ResponseHead.hasBody(method, answer.status())) {
            if (method.equals("HEAD")) {
                writeLengthForHead(answer);
            }
            finish();
        } else if (body.length < response.getBufferSize()) {
            // No Content-Length here: the container adds it, and with it would send the last piece at once, and block.
            ServletOutputStream output = body.length == 0 ? null : response.getOutputStream();
            for (int offset = 0; output != null && offset < body.length; offset += PIECE_BYTES) {
                output.write(body, offset, Math.min(PIECE_BYTES, body.length - offset));
            }
            finish();
        } else {
            response.setContentLengthLong(body.length);
            ServletOutputStream output = response.getOutputStream();
            output.setWriteListener(new BodyWriter(output, body, this));
        }
    }

    /** The length of the body that GET would have got, where it is known. */
    private void writeLengthForHead(FetchResponse answer) {
        String told = answer.bytes().length > 0 ? null : answer.headers().first("content-length");
        if (told != null) {
            response.setHeader("Content-Length", told);
        } else if (answer.bytes().length > 0) {
            response.setContentLengthLong(answer.bytes().length);
        }
    }

    /** Writes status and headers only: what a container's error page starts from. */
    protected final void writeHead(FetchResponse answer) {
        if (ResponseHead.mistake(answer) == null) {
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
            complete();
        }
    }

    /** Ends the exchange because the client can't be served any more, and the worker's event if it has not answered. Idempotent. */
    protected final void abandon(Throwable cause) {
        Stage before = stage.getAndSet(Stage.FINISHED);
        if (before == Stage.FINISHED) {
            return;
        }
        LOG.debug("request of worker {} ended early", endpoint.worker().name(), cause);
        complete();
        if (before != Stage.ANSWERING) {
            endpoint.runtime().abort(this);
        }
    }

    private void complete() {
        try {
            async.complete();
        } catch (IllegalStateException e) {
            // The container was first: it ends a request whose connection is gone by itself.
            LOG.trace("already complete", e);
        }
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
        async = startAsync(dispatched);
        async.addListener(this);
    }

    @Override
    public void onComplete(AsyncEvent event) {
        moves(Stage.OPEN, Stage.FINISHED);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        abandon(new IOException("the container's timeout"));
    }

    @Override
    public void onError(AsyncEvent event) {
        Throwable cause = event.getThrowable();
        abandon(cause == null ? new IOException("the connection failed") : cause);
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // Only a filter that is dispatched starts again, and it listens anew.
    }
}
