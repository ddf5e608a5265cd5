package dev.workerlet.runtime.network;

import dev.workerlet.runtime.body.BodyCollector;
import dev.workerlet.runtime.limits.OutboundPolicy;
import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.BodyChunk;
import dev.workerlet.runtime.message.BodySource;
import dev.workerlet.runtime.message.FetchRequest;
import dev.workerlet.runtime.message.HeaderList;
import dev.workerlet.runtime.message.NetworkResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Sends a request and waits for what comes of it. */
final class Caller implements NetworkCall.Observer {
    private final CompletableFuture<NetworkResponse> answer = new CompletableFuture<>();
    private Runnable abort = () -> {};
    volatile boolean isOverItsOwnersLimit;

    static Caller get(NetworkClient client, String url) {
        return send(client, "o", OutboundPolicy.NONE, "GET", url, Body.NONE);
    }

    static Caller send(
            NetworkClient client, String owner, OutboundPolicy policy, String method, String url, Body body) {
        return send(client, owner, policy, new FetchRequest(method, url, new HeaderList(), body));
    }

    static Caller send(NetworkClient client, String owner, OutboundPolicy policy, FetchRequest request) {
        Caller caller = new Caller();
        caller.abort = client.send(new NetworkCall(owner, policy, request, caller));
        return caller;
    }

    @Override
    public void responded(NetworkResponse response) {
        if (!answer.complete(response)) {
            throw new AssertionError("Told twice");
        }
    }

    @Override
    public void failed(String reason) {
        if (!answer.completeExceptionally(new IllegalStateException(reason))) {
            throw new AssertionError("Told twice");
        }
    }

    @Override
    public void ownerLimitReached() {
        isOverItsOwnersLimit = true;
    }

    void abort() {
        abort.run();
    }

    boolean isAnswered() {
        return answer.isDone();
    }

    NetworkResponse response() {
        return await(answer);
    }

    /** Why there is no answer. */
    String failure() {
        return await(answer.handle((response, failure) -> failure == null ? "none" : failure.getMessage()));
    }

    /** The body, all of it. */
    byte[] bytes() {
        return bytes(response().body());
    }

    String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    static byte[] bytes(Body body) {
        if (body instanceof Body.Bytes inMemory) {
            return inMemory.bytes();
        }
        return await(collected(body));
    }

    /** Why the body broke off. */
    static String bodyFailure(Body body) {
        return await(collected(body).handle((bytes, failure) -> failure == null ? "none" : failure.getMessage()));
    }

    private static CompletableFuture<byte[]> collected(Body body) {
        CompletableFuture<byte[]> bytes = new CompletableFuture<>();
        BodyCollector.collect((Body.Stream) body, 1L << 30, new BodyCollector.Receiver() {
            @Override
            public void collected(byte[] all) {
                bytes.complete(all);
            }

            @Override
            public void tooLarge(long limitBytes) {
                bytes.completeExceptionally(new IllegalStateException("too large"));
            }

            @Override
            public void failed(String reason) {
                bytes.completeExceptionally(new IllegalStateException(reason));
            }
        });
        return bytes;
    }

    /** The next piece of a source; waits for it. */
    static BodyChunk next(BodySource source) {
        BodyChunk chunk = source.read();
        while (chunk == null) {
            CountDownLatch available = new CountDownLatch(1);
            source.demand(available::countDown);
            await(available);
            chunk = source.read();
        }
        return chunk;
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(60, TimeUnit.SECONDS)) {
                throw new AssertionError("Nothing came");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }
}
