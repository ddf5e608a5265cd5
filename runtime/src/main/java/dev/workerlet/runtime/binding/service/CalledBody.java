package dev.workerlet.runtime.binding.service;

import dev.workerlet.runtime.message.BodyChunk;
import dev.workerlet.runtime.message.BodySource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A body on its way between two workers. When its reader leaves, whoever writes it hears so; when it fails, its reader does not
 * hear what the other script has said.
 */
final class CalledBody implements BodySource {
    private final BodySource source;
    private final String failure;
    private final Runnable onLeft;
    private final AtomicBoolean isOver = new AtomicBoolean();

    /**
     * A body.
     *
     * @param source where it comes from
     * @param failure what its reader hears when it fails
     * @param onLeft runs once, where it is cancelled before its end
     */
    CalledBody(BodySource source, String failure, Runnable onLeft) {
        this.source = source;
        this.failure = failure;
        this.onLeft = onLeft;
    }

    @Override
    public @Nullable BodyChunk read() {
        BodyChunk chunk = source.read();
        if (chunk != null && !(chunk instanceof BodyChunk.Data)) {
            isOver.set(true);
        }
        return chunk instanceof BodyChunk.Failed ? new BodyChunk.Failed(failure) : chunk;
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
