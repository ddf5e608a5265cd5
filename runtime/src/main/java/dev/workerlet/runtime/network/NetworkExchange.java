package dev.workerlet.runtime.network;

import dev.workerlet.runtime.body.ChunkSource;
import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.FetchRequest;
import dev.workerlet.runtime.message.HeaderList;
import dev.workerlet.runtime.message.NetworkResponse;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request on its way and what has come back of it. Begun once; ended from any thread. The response's callbacks come
 * one after the other.
 */
final class NetworkExchange implements Response.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(NetworkExchange.class);

    /** Set by the connection, never by a script: who could set them could smuggle a second request. */
    private static final Set<String> CONNECTION_HEADERS = Set.of(
            "connection",
            "content-length",
            "expect",
            "host",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /** Methods that a server may be sent a second time. */
    private static final Set<String> REPEATABLE = Set.of("GET", "HEAD", "OPTIONS");
    /** Methods whose requests say that they have no body. */
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    private static final long LIMIT = 64 << 20;
    static final String USER_AGENT = "Workerlet";

    private final NetworkCall call;
    private final AtomicReference<@Nullable Request> sent = new AtomicReference<>();
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final AtomicBoolean answered = new AtomicBoolean();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private @Nullable HttpClient client;
    private boolean begun;
    private boolean hasHead;
    private boolean repeated;
    private @Nullable IOException tooLong;

    NetworkExchange(NetworkCall call) {
        this.call = call;
    }

    void begin(HttpClient startedClient) {
        client = startedClient;
        try {
            Request request = request(startedClient);
            sent.set(request);
            if (cancelled.get()) {
                fail("aborted");
            } else {
                request.send(this);
            }
        } catch (RuntimeException e) {
            // Such as a header that the client can't write.
            fail(FailureText.of(e, call.request().url()));
        }
    }

    private void fail(String reason) {
        if (answered.compareAndSet(false, true)) {
            call.observer().failed(reason);
        }
    }

    private void respond(NetworkResponse response) {
        if (answered.compareAndSet(false, true)) {
            call.observer().responded(response);
        }
    }

    private Request request(HttpClient startedClient) {
        FetchRequest wanted = call.request();
        HttpTarget target = HttpTarget.of(wanted.url());
        VerbatimRequest request = new VerbatimRequest(startedClient, wanted.method(), target);
        // The event that asked has a limit of its own, which ends the request.
        request.idleTimeout(0, TimeUnit.MILLISECONDS);
        request.headers(fields -> {
            fields.add(HttpHeader.HOST, target.authority());
            putHeaders(fields, wanted.headers());
            if (wanted.body().lengthBytes() == 0 && WITH_BODY.contains(wanted.method())) {
                fields.put(HttpHeader.CONTENT_LENGTH, 0);
            }
        });
        if (wanted.body() instanceof Body.Bytes inMemory && inMemory.lengthBytes() > 0) {
            request.body(new BytesRequestContent(wanted.headers().first("content-type"), inMemory.bytes()));
        }
        return request;
    }

    private static void putHeaders(HttpFields.Mutable fields, HeaderList headers) {
        headers.forEach((name, value) -> {
            if (!CONNECTION_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                fields.add(name, value);
            }
        });
        putIfAbsent(fields, HttpHeader.ACCEPT, "*/*");
        putIfAbsent(fields, HttpHeader.ACCEPT_LANGUAGE, "*");
        // A part of a coded body could not be decoded.
        boolean isPart = fields.contains(HttpHeader.RANGE);
        putIfAbsent(fields, HttpHeader.ACCEPT_ENCODING, isPart ? "identity" : ContentCodings.ACCEPTED);
        putIfAbsent(fields, HttpHeader.USER_AGENT, USER_AGENT);
    }

    private static void putIfAbsent(HttpFields.Mutable fields, HttpHeader name, String value) {
        if (!fields.contains(name)) {
            fields.add(name, value);
        }
    }

    @Override
    public void onBegin(Response response) {
        begun = true;
        body.reset();
    }

    @Override
    public void onHeaders(Response response) {
        hasHead = true;
    }

    @Override
    public void onContent(Response response, ByteBuffer content) {
        int length = content.remaining();
        if (body.size() + (long) length > LIMIT) {
            if (tooLong == null) {
                tooLong = new BodyTooLongException(LIMIT);
                CompletableFuture<Boolean> aborted = response.abort(tooLong);
                LOG.debug("Response ended: {}", aborted);
            }
            return;
        }
        byte[] bytes = new byte[length];
        content.get(bytes);
        body.writeBytes(bytes);
    }

    @Override
    public void onComplete(Result result) {
        Throwable failure = result.getFailure();
        if (failure == null) {
            respond(whole(result.getResponse()));
        } else if (hasHead) {
            respond(cut(
                    result.getResponse(), FailureText.of(failure, call.request().url())));
        } else if (client != null && mayRepeat(failure)) {
            repeated = true;
            begin(client);
        } else {
            fail(FailureText.of(failure, call.request().url()));
        }
    }

    /** A kept connection may have been closed by the server just when the request was written to it. */
    private boolean mayRepeat(Throwable failure) {
        return !repeated
                && !begun
                && !cancelled.get()
                && REPEATABLE.contains(call.request().method())
                && (failure instanceof EOFException || failure instanceof ClosedChannelException);
    }

    private NetworkResponse whole(Response response) {
        List<String> codings =
                ContentCodings.known(response.getHeaders().getValuesList(HttpHeader.CONTENT_ENCODING.asString()));
        try {
            byte[] decoded = ContentCodings.decode(body.toByteArray(), codings, LIMIT);
            return response(response, !codings.isEmpty(), decoded, null);
        } catch (IOException e) {
            return response(response, true, new byte[0], String.valueOf(e.getMessage()));
        }
    }

    /** What has come of the body is handed on where it says something without the rest. */
    private NetworkResponse cut(Response response, String reason) {
        boolean coded = response.getHeaders().contains(HttpHeader.CONTENT_ENCODING);
        return response(response, coded, coded ? new byte[0] : body.toByteArray(), reason);
    }

    /** The headers of a coding that has been undone would be wrong for whoever passes the response on. */
    private static NetworkResponse response(
            Response response, boolean decoded, byte[] body, @Nullable String bodyError) {
        HeaderList headers = new HeaderList();
        for (HttpField field : response.getHeaders()) {
            HttpHeader header = field.getHeader();
            if (!decoded || (header != HttpHeader.CONTENT_ENCODING && header != HttpHeader.CONTENT_LENGTH)) {
                headers.add(field.getName(), field.getValue() == null ? "" : field.getValue());
            }
        }
        String reason = response.getReason();
        Body given = bodyError == null ? new Body.Bytes(body) : ChunkSource.failed(bodyError);
        return new NetworkResponse(response.getStatus(), reason == null ? "" : reason, headers, given);
    }

    void cancel() {
        cancelled.set(true);
        Request request = sent.get();
        if (request != null) {
            CompletableFuture<Boolean> aborted = request.abort(new CancellationException("aborted"));
            LOG.debug("Request ended: {}", aborted);
        }
    }
}
