package dev.workerlet.benchmarks.hostile;

import dev.workerlet.benchmarks.io.HttpPeer;
import dev.workerlet.benchmarks.io.MessageHead;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/**
 * What one call of an attacker came to.
 *
 * @param answer status and termination reason, or why there is none
 * @param millis time to the answer's head
 * @param retryTold whether the answer says when to try again
 */
public record AttackCall(String answer, long millis, boolean retryTold) {
    /** No answer in time. */
    public static final String NONE = "no answer";

    private static final int LONGEST_BODY_MILLIS = 500;
    private static final int MOST_BODY = 1 << 20;
    private static final String REASON = "x-termination-reason";

    /** Calls, reads the head and a bounded part of the body, and leaves. */
    public static AttackCall of(URI url, Approach approach, long mostMillis) {
        long start = System.nanoTime();
        try (HttpPeer peer = HttpPeer.connect(url)) {
            peer.timeout((int) mostMillis);
            peer.send(peer.head(approach.method(), approach.fields() + "connection: close\r\n") + approach.body());
            MessageHead head = MessageHead.read(peer.in());
            long millis = millisSince(start);
            drain(peer);
            String reason = head.fields().get(REASON);
            return new AttackCall(
                    reason == null ? head.second() : head.second() + ' ' + reason,
                    millis,
                    head.fields().containsKey("retry-after"));
        } catch (SocketTimeoutException e) {
            return new AttackCall(NONE, millisSince(start), false);
        } catch (IOException e) {
            return new AttackCall("cut: " + e.getClass().getSimpleName(), millisSince(start), false);
        }
    }

    private static void drain(HttpPeer peer) throws IOException {
        byte[] buffer = new byte[1 << 14];
        InputStream in = peer.in();
        peer.timeout(LONGEST_BODY_MILLIS);
        long start = System.nanoTime();
        try {
            for (int read = 0, length = 0; length >= 0 && read < MOST_BODY; read += length) {
                if (millisSince(start) > LONGEST_BODY_MILLIS) {
                    return;
                }
                length = in.read(buffer);
            }
        } catch (SocketTimeoutException e) {
            // It stands still: time to leave.
            return;
        }
    }

    private static long millisSince(long startNanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    }
}
