package dev.workerlet.runtime.binding.service;

import dev.workerlet.runtime.message.BodyChunk;
import dev.workerlet.runtime.message.BodySource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The body of a response on its way between two workers: when its reader leaves, the worker that writes it hears so. */
final class CalledBody implements BodySource {
    private final BodySource source;
    private final Runnable onLeft;
    private final AtomicBoolean isOver = new AtomicBoolean();

    /**
     * A body.
     *
     * @param source where it comes from
     * @param onLeft runs once, where it is cancelled before its end
     */
    CalledBody(BodySource source, Runnable onLeft) {
        this.source = source;
        this.onLeft = onLeft;
    }

    @Override
    public @Nullable BodyChunk read() {
        BodyChunk chunk = source.read();
        if (chunk != null && !(chunk instanceof BodyChunk.Data)) {
            isOver.set(true);
        }
        return chunk;
    }

    @Override
    public void demand(Runnable available) {
        source.demand(available);
    }

    @Override
    public void cancel(String reason) {
        if (isOver.compareAndSet(false, true)) {
            source.cancel(reason);
            onLeft.run();
        }
    }
}
