package dev.workerlet.runtime.message;

/**
 * The other side of a WebSocket, as a script's host sees it; its {@link SocketListener} hears what comes of it.
 *
 * <p>The methods run on any thread and never block; {@link #send} and {@link #close} keep the order of one thread's calls.
 * Messages come one at a time, each after a {@link #demand}. Whoever sends bounds what is queued.
 */
public interface SocketPeer {
    /** A socket of which nothing has come. */
    SocketPeer NONE = new SocketPeer() {
        @Override
        public void demand() {
            // Nothing comes.
        }

        @Override
        public void send(boolean isText, byte[] data) {
            // Nobody gets it.
        }

        @Override
        public void close(int code, String reason) {
            // Nothing is open.
        }

        @Override
        public void fail() {
            // It has failed.
        }

        @Override
        public void leave(int code) {
            // Nothing is open.
        }
    };

    /** Takes the next message when it comes; after {@code opened} and after each message. */
    void demand();

    /** Sends a message, of UTF-8 where it is text. The array is not copied, and may be changed. */
    void send(boolean isText, byte[] data);

    /** Begins the closing handshake, after what has been sent; a code of 0 is none. */
    void close(int code, String reason);

    /** Gives the connection up: for the listener it has failed. */
    void fail();

    /** Closes the connection for good, with a code, and tells the listener nothing further. */
    void leave(int code);
}
