package dev.workerlet.runtime.network;

import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.BodyChunk;
import dev.workerlet.runtime.message.BodySource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request, read as the connection takes it. It is sent once. What it says of its length is held to: more or
 * less would be taken for a part of another request.
 */
final class UploadContent implements Request.Content {
    private final BodySource source;
    private final long lengthBytes;
    private final Executor executor;
    private final AtomicReference<@Nullable Runnable> waiting = new AtomicReference<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private long sentBytes;
    private boolean hasEnded;

    UploadContent(Body.Stream body, Executor executor) {
        this.source = body.source();
        this.lengthBytes = body.lengthBytes();
        this.executor = executor;
    }

    @Override
    public long getLength() {
        return lengthBytes;
    }

    @Override
    public Content.@Nullable Chunk read() {
        Throwable known = failure.get();
        if (known != null) {
            return Content.Chunk.from(known);
        }
        if (hasEnded) {
            return Content.Chunk.EOF;
        }
        BodyChunk chunk = source.read();
        return chunk == null ? null : chunk(chunk);
    }

    private Content.Chunk chunk(BodyChunk chunk) {
        if (chunk instanceof BodyChunk.Data data) {
            sentBytes += data.bytes().length;
            return lengthBytes >= 0 && sentBytes > lengthBytes
                    ? mismatch()
                    : Content.Chunk.from(ByteBuffer.wrap(data.bytes()), false);
        }
        hasEnded = true;
        if (chunk instanceof BodyChunk.Failed failed) {
            return broken("the request body failed: " + failed.reason());
        }
        return lengthBytes >= 0 && sentBytes != lengthBytes ? mismatch() : Content.Chunk.EOF;
    }

    private Content.Chunk mismatch() {
        return broken("the request body has not the length that was announced, " + lengthBytes + " bytes");
    }

    private Content.Chunk broken(String reason) {
        Throwable cause = new BrokenUploadException(reason);
        fail(cause);
        return Content.Chunk.from(cause);
    }

    /** Whoever has a piece hands it over to the client's threads: writing is not a loop's work. */
    @Override
    public void demand(Runnable available) {
        waiting.set(available);
        if (failure.get() == null) {
            source.demand(this::answerLater);
        } else {
            answerLater();
        }
    }

    private void answerLater() {
        try {
            executor.execute(this::answer);
        } catch (RejectedExecutionException e) {
            source.cancel("the HTTP client has stopped");
        }
    }

    private void answer() {
        Runnable available = waiting.getAndSet(null);
        if (available != null) {
            available.run();
        }
    }

    @Override
    public void fail(Throwable cause) {
        if (failure.compareAndSet(null, cause)) {
            source.cancel(String.valueOf(cause.getMessage()));
            if (waiting.get() != null) {
                answerLater();
            }
        }
    }

    /** The source of a body broke off. The message is fit for a script. */
    static final class BrokenUploadException extends IOException {
        private static final long serialVersionUID = 1L;

        BrokenUploadException(String message) {
            super(message);
        }
    }
}
