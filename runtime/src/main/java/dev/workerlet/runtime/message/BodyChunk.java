package dev.workerlet.runtime.message;

import org.jspecify.annotations.Nullable;

/** What a {@link BodySource} gives: a piece, the end, or a failure. Nothing comes after the last two. */
public sealed interface BodyChunk {
    /** The end of a body without trailers. */
    End END = new End(null);

    /** Bytes, at least one. The array is not copied, and belongs to who has read it. */
    record Data(byte[] bytes) implements BodyChunk {}

    /**
     * The body is complete.
     *
     * @param trailers fields that came after it, or null
     */
    record End(@Nullable HeaderList trailers) implements BodyChunk {}

    /**
     * The body broke off: what has come of it must not look complete to whoever it is passed on to.
     *
     * @param reason one line, fit for a script
     */
    record Failed(String reason) implements BodyChunk {}
}
