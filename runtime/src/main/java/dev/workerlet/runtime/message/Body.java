package dev.workerlet.runtime.message;

/** The body of a request or response: all of it in memory, or a source that is read as it is wanted. */
public sealed interface Body {
    /** No bytes. */
    Bytes NONE = new Bytes(new byte[0]);

    /** {@link #lengthBytes()} of a body that tells it by its end only. */
    long UNKNOWN_LENGTH = -1;

    /** How many bytes it has, or {@link #UNKNOWN_LENGTH}. */
    long lengthBytes();

    /** Nobody wants it any more. Idempotent, any thread. */
    void cancel(String reason);

    /** A body in memory. The array is not copied: whoever hands it over leaves it alone. */
    record Bytes(byte[] bytes) implements Body {
        @Override
        public long lengthBytes() {
            return bytes.length;
        }

        @Override
        public void cancel(String reason) {
            // There is nothing to end.
        }
    }

    /**
     * A body that flows. It has one reader.
     *
     * @param source where it comes from
     * @param lengthBytes what its sender has announced, or {@link #UNKNOWN_LENGTH}
     */
    record Stream(BodySource source, long lengthBytes) implements Body {
        @Override
        public void cancel(String reason) {
            source.cancel(reason);
        }
    }
}
