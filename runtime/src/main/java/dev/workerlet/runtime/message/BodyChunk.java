package dev.workerlet.runtime.message;

import org.jspecify.annotations.Nullable;

/** What a {@link BodySource} gives: a piece, the end, or a failure. Nothing comes after the last two. */
public sealed interface BodyChunk {
    /** The end of a body without trailers. */
    End END = new End(null);

    /** Bytes, at least one: a script that is given none would wait for more without asking. The array is not copied, and belongs to who has read it. */
    record Data(byte[] bytes) implements BodyChunk {
        /** @throws IllegalArgumentException when there are none */
        public Data {
            if (bytes.length == 0) {
                throw new IllegalArgumentException("A piece of a body has at least one byte");
            }
        }
    }

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
