package dev.workerlet.runtime.limits;

import java.time.Duration;

/**
 * What the WebSockets of clients may hold, and how many of them there may be. Immutable.
 *
 * @param messageBytes longest message that a client may send
 * @param waitingMessages messages of a client that may wait for the script
 * @param waitingBytes their bytes; a single message may be larger
 * @param hold how long a client's next message may wait for room before its socket is closed
 * @param open WebSockets and response streams that may be open in one isolate
 * @param drain how long they may stay open when a new version of the script has come
 */
public record SocketLimits(
        int messageBytes, int waitingMessages, int waitingBytes, Duration hold, int open, Duration drain) {
    private static final int MIB = 1024 * 1024;

    /** Messages of 16 MiB; 16 of them or 1 MiB waiting, for 10 s; 10,000 open, 30 s after a new version. */
    public static final SocketLimits DEFAULTS =
            new SocketLimits(16 * MIB, 16, MIB, Duration.ofSeconds(10), 10_000, Duration.ofSeconds(30));

    public SocketLimits {
        requireAtLeast("socket-message-limit", messageBytes, 1);
        requireAtLeast("socket-messages", waitingMessages, 1);
        requireAtLeast("socket-bytes", waitingBytes, 1);
        requireAtLeast("socket-hold-limit", hold.toNanos(), 0);
        requireAtLeast("max-open-per-isolate", open, 1);
        requireAtLeast("open-drain-limit", drain.toNanos(), 0);
    }

    private static void requireAtLeast(String name, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", but is " + value);
        }
    }
}
