package dev.workerlet.servlet.container;

import dev.workerlet.runtime.message.BodyChunk;
import dev.workerlet.runtime.message.BodySource;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A source that a test fills, and that tells what became of it. */
public final class TestSource implements BodySource {
    private final ConcurrentLinkedQueue<BodyChunk> chunks = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Runnable> waiting = new AtomicReference<>();
    private final AtomicInteger reads = new AtomicInteger();
    private volatile @Nullable String cancelled;

    /** Gives a piece. */
    public TestSource give(String text) {
        return give(new BodyChunk.Data(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Gives whatever it is. */
    public TestSource give(BodyChunk chunk) {
        chunks.add(chunk);
        wake();
        return this;
    }

    /** How many pieces have been read. */
    public int reads() {
        return reads.get();
    }

    /** Why nobody reads it any more, or null. */
    public @Nullable String cancelled() {
        return cancelled;
    }

    private void wake() {
        Runnable available = chunks.isEmpty() ? null : waiting.getAndSet(null);
        if (available != null) {
            available.run();
        }
    }

    @Override
    public @Nullable BodyChunk read() {
        BodyChunk chunk = chunks.poll();
        if (chunk != null) {
            reads.incrementAndGet();
        }
        return chunk;
    }

    @Override
    public void demand(Runnable available) {
        waiting.set(available);
        wake();
    }

    @Override
    public void cancel(String reason) {
        if (cancelled == null) {
            cancelled = reason;
        }
        chunks.clear();
    }
}
