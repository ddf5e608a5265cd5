package dev.workerlet.runtime.support;

import dev.workerlet.runtime.message.BodyChunk;
import dev.workerlet.runtime.message.BodySource;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A source that a test feeds, or that never ends; it counts what is read, and keeps why it was cancelled. */
public final class FedSource implements BodySource {
    private final ConcurrentLinkedQueue<BodyChunk> chunks = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Runnable> waiting = new AtomicReference<>();
    private final AtomicReference<@Nullable String> cancelled = new AtomicReference<>();
    private final AtomicInteger reads = new AtomicInteger();
    private final byte @Nullable [] endless;

    private FedSource(byte @Nullable [] endless) {
        this.endless = endless;
    }

    /** A source that gives what {@link #feed} gets. */
    public static FedSource empty() {
        return new FedSource(null);
    }

    /** A source of the same piece again and again. */
    public static FedSource endless(int pieceBytes) {
        return new FedSource(new byte[pieceBytes]);
    }

    /** Gives a piece of text. */
    public FedSource feed(String text) {
        return feed(new BodyChunk.Data(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Gives a piece. */
    public FedSource feed(BodyChunk chunk) {
        chunks.add(chunk);
        Runnable available = waiting.getAndSet(null);
        if (available != null) {
            available.run();
        }
        return this;
    }

    /** How often something has been read. */
    public int reads() {
        return reads.get();
    }

    /** Why it was cancelled; null while it is not. */
    public @Nullable String cancelled() {
        return cancelled.get();
    }

    @Override
    public @Nullable BodyChunk read() {
        BodyChunk chunk = endless == null ? chunks.poll() : new BodyChunk.Data(endless.clone());
        if (chunk != null) {
            reads.incrementAndGet();
        }
        return chunk;
    }

    @Override
    public void demand(Runnable available) {
        waiting.set(available);
        Runnable now = chunks.isEmpty() ? null : waiting.getAndSet(null);
        if (now != null) {
            now.run();
        }
    }

    @Override
    public void cancel(String reason) {
        cancelled.compareAndSet(null, reason);
    }
}
