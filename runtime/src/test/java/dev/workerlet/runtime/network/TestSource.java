package dev.workerlet.runtime.network;

import dev.workerlet.runtime.message.BodyChunk;
import dev.workerlet.runtime.message.BodySource;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A source that a test fills, and that counts what is taken. */
final class TestSource implements BodySource {
    private final Queue<BodyChunk> chunks = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Runnable> waiting = new AtomicReference<>();
    private final AtomicReference<@Nullable String> cancelled = new AtomicReference<>();
    private final AtomicInteger taken = new AtomicInteger();

    TestSource put(String text) {
        return put(new BodyChunk.Data(text.getBytes(StandardCharsets.UTF_8)));
    }

    TestSource put(BodyChunk chunk) {
        chunks.add(chunk);
        Runnable available = waiting.getAndSet(null);
        if (available != null) {
            available.run();
        }
        return this;
    }

    /** A source that never ends. */
    static BodySource endless(AtomicInteger taken, AtomicReference<@Nullable String> cancelled) {
        return new BodySource() {
            @Override
            public BodyChunk read() {
                taken.incrementAndGet();
                return new BodyChunk.Data(new byte[16 * 1024]);
            }

            @Override
            public void demand(Runnable available) {
                available.run();
            }

            @Override
            public void cancel(String reason) {
                cancelled.compareAndSet(null, reason);
            }
        };
    }

    @Override
    public @Nullable BodyChunk read() {
        BodyChunk chunk = chunks.poll();
        if (chunk != null) {
            taken.incrementAndGet();
        }
        return chunk;
    }

    @Override
    public void demand(Runnable available) {
        waiting.set(available);
        if (!chunks.isEmpty() && waiting.compareAndSet(available, null)) {
            available.run();
        }
    }

    @Override
    public void cancel(String reason) {
        cancelled.compareAndSet(null, reason);
    }

    @Nullable
    String cancelled() {
        return cancelled.get();
    }

    int taken() {
        return taken.get();
    }
}
