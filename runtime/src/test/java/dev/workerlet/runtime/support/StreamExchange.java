package dev.workerlet.runtime.support;

import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.BodyChunk;
import dev.workerlet.runtime.message.BodySource;
import dev.workerlet.runtime.message.FetchExchange;
import dev.workerlet.runtime.message.FetchResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An exchange whose body the test reads piece by piece; an answer that is a failure is an error when it is read. */
public final class StreamExchange implements FetchExchange {
    private final CompletableFuture<FetchResponse> response = new CompletableFuture<>();

    @Override
    public void respond(FetchResponse answer) {
        response.complete(answer);
    }

    @Override
    public void fail(Failure failure) {
        response.completeExceptionally(new AssertionError(failure.toString()));
    }

    /** The response; waits for it. */
    public FetchResponse await() {
        return await(response);
    }

    /** Where the response's body comes from. */
    public BodySource source() {
        return ((Body.Stream) await().body()).source();
    }

    /** The next piece; waits for it. */
    public BodyChunk next() {
        BodySource source = source();
        BodyChunk chunk = source.read();
        while (chunk == null) {
            LinkedBlockingQueue<Boolean> available = new LinkedBlockingQueue<>();
            source.demand(() -> available.add(true));
            try {
                if (available.poll(30, TimeUnit.SECONDS) == null) {
                    throw new AssertionError("Nothing came within 30 s");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("Interrupted", e);
            }
            chunk = source.read();
        }
        return chunk;
    }

    /** The next piece as text; what is none fails the test. */
    public String nextText() {
        BodyChunk chunk = next();
        if (chunk instanceof BodyChunk.Data data) {
            return new String(data.bytes(), StandardCharsets.UTF_8);
        }
        throw new AssertionError("No piece, but " + chunk);
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("No response", e);
        }
    }
}
