package dev.workerlet.runtime.message;

import org.jspecify.annotations.Nullable;

/**
 * Where a body comes from, read by demand: what is not read is not fetched, so a slow reader slows the sender.
 *
 * <pre>{@code
 * for (BodyChunk chunk = source.read(); chunk != null; chunk = source.read()) {
 *     take(chunk);       // until End or Failed
 * }
 * source.demand(this::goOn);
 * }</pre>
 *
 * <p>{@link #read} and {@link #demand} are called by one thread at a time, on any thread; {@link #cancel} whenever. None of
 * them blocks. {@code dev.workerlet.runtime.body.BodyPump} does the loop.
 */
public interface BodySource {
    /** The next piece, if there is one now. A source may begin to fetch with the first call. */
    @Nullable
    BodyChunk read();

    /**
     * Has {@code available} run once {@link #read} would give something. Called after it gave nothing, and not again before
     * {@code available} has run.
     *
     * @param available runs on any thread, possibly before this returns; does not block
     */
    void demand(Runnable available);

    /**
     * Nothing further is read: who sends is told as far as that is possible. {@code available} may never run. Idempotent.
     *
     * @param reason one line for logs and scripts
     */
    void cancel(String reason);
}
