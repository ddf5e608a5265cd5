package dev.workerlet.runtime.network;

import dev.workerlet.runtime.message.Body;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request on its way and what comes back of it. Begun once; ended from any thread. The response's callbacks come one
 * after the other.
 */
final class NetworkExchange implements Response.Listener, ResponseSource.Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(NetworkExchange.class);

    /** Methods that a server may be sent a second time. */
    private static final Set<String> REPEATABLE = Set.of("GET", "HEAD", "OPTIONS");

    private static final String ABORTED = "aborted";

    private final NetworkCall call;
    private final Runnable ended;
    private final AtomicReference<@Nullable Request> sent = new AtomicReference<>();
    private final AtomicReference<@Nullable Response> response = new AtomicReference<>();
    /** The body that comes; null until the head is here. */
    private final AtomicReference<@Nullable ResponseSource> source = new AtomicReference<>();

    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final AtomicBoolean answered = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();
    private @Nullable HttpClient client;
    private boolean begun;
    private boolean repeated;

    /**
     * An exchange that has not begun.
     *
     * @param ended run once when nothing of it is left, if it has begun
     */
    NetworkExchange(NetworkCall call, Runnable ended) {
        this.call = call;
        this.ended = ended;
    }

    void begin(HttpClient startedClient) {
        client = startedClient;
        try {
            Request request = OutboundRequest.of(startedClient, call);
            sent.set(request);
            if (cancelled.get()) {
                end(ABORTED);
            } else {
                request.send(this);
            }
        } catch (RuntimeException e) {
            // Such as a header that the client can't write.
            end(text(e));
        }
    }

    /** It ends before it was sent, or without an answer. */
    void end(String reason) {
        refuse(reason);
        leave();
    }

    private void leave() {
        if (over.compareAndSet(false, true)) {
            ended.run();
        }
    }

    /** There is no answer. */
    void refuse(String reason) {
        call.request().body().cancel(reason);
        if (answered.compareAndSet(false, true)) {
            call.observer().failed(reason);
        }
    }

    @Override
    public void onBegin(Response begunResponse) {
        begun = true;
    }

    @Override
    public void onContentSource(Response started, Content.Source content) {
        if (started.getStatus() == HttpStatus.SWITCHING_PROTOCOLS_101) {
            abort("the server wants another protocol");
            return;
        }
        response.set(started);
        List<String> codings = ResponseHead.codings(started, call.request().method());
        ResponseSource made = new ResponseSource(content, new ContentDecoder(codings), executor(), this);
        source.set(made);
        Body body = made.begin(ResponseHead.lengthBytes(started, call.request().method(), codings));
        if (answered.compareAndSet(false, true)) {
            call.observer().responded(ResponseHead.of(started, codings, body));
        } else {
            body.cancel(ABORTED);
        }
    }

    private Executor executor() {
        HttpClient known = client;
        if (known == null) {
            throw new IllegalStateException("The exchange has not begun");
        }
        return known.getExecutor();
    }

    @Override
    public void onComplete(Result result) {
        Throwable failure = result.getFailure();
        ResponseSource known = source.get();
        if (failure == null && known != null) {
            leave();
        } else if (failure == null) {
            end("the exchange ended without a response");
        } else if (known == null && client != null && mayRepeat(failure)) {
            repeated = true;
            begin(client);
        } else {
            LOG.debug("The exchange with {} failed", call.request().url(), failure);
            String reason = text(failure);
            if (known != null && result.getResponseFailure() != null) {
                known.breakOff(reason);
            }
            end(reason);
        }
    }

    /** A kept connection may have been closed by the server just when the request was written to it. */
    private boolean mayRepeat(Throwable failure) {
        return !repeated
                && !begun
                && !cancelled.get()
                && REPEATABLE.contains(call.request().method())
                && call.request().body() instanceof Body.Bytes
                && (failure instanceof EOFException || failure instanceof ClosedChannelException);
    }

    @Override
    public String text(Throwable failure) {
        return FailureText.of(failure, call.request().url());
    }

    @Override
    public @Nullable HttpFields trailers() {
        Response known = response.get();
        return known == null ? null : known.getTrailers();
    }

    @Override
    public void abort(String reason) {
        Request request = sent.get();
        if (request != null) {
            CompletableFuture<Boolean> aborted =
                    request.abort(cancelled.get() ? new CancellationException(reason) : new IOException(reason));
            LOG.debug("Request ended: {}", aborted);
        }
    }

    /** Nobody wants it any more: its body breaks off where that has not ended. */
    void cancel() {
        cancelled.set(true);
        call.request().body().cancel(ABORTED);
        ResponseSource known = source.get();
        if (known != null) {
            known.fail(ABORTED);
        }
        abort(ABORTED);
    }
}
