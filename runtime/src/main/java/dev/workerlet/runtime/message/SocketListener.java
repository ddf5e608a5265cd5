package dev.workerlet.runtime.message;

/** Listens to a WebSocket. Told on any thread, one call after the other, but for {@code written}. Must not block. */
public interface SocketListener {
    /** Code of a connection that ended without a closing handshake. */
    int ABNORMAL = 1006;

    /** The handshake is done; the texts are what the server has chosen, empty for nothing. */
    void opened(String protocol, String extensions);

    /** A text message arrived. */
    void receivedText(String text);

    /** A binary message arrived. */
    void receivedBytes(byte[] data);

    /**
     * Counts so many bytes of a message that comes in parts, or that waits. Returns false where there is no room for them: the
     * connection is to be closed then.
     */
    default boolean hold(long bytes) {
        return true;
    }

    /** So many bytes that were held have been told, or are dropped. */
    default void release(long bytes) {
        // Nothing was counted.
    }

    /** A message of so many bytes has been written. */
    void written(int count);

    /** It is over; the last call but for {@code written}. */
    void closed(int code, String reason, boolean isClean, boolean isFailed);
}
