package dev.workerlet.runtime.scheduler;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/**
 * The opening handshakes of one event: one at a time with each host and port, as RFC 6455, section 4.1, asks of clients; the
 * others wait in order. Confined to the loop's thread.
 */
final class SocketHandshakes {
    /** Those that wait, by origin; there is a queue while a handshake with the origin is under way. */
    private final Map<String, Queue<Runnable>> waiting = new HashMap<>();

    /** Runs {@code handshake} now, or when those before it are over. */
    void begin(String url, Runnable handshake) {
        Queue<Runnable> others = waiting.get(origin(url));
        if (others == null) {
            waiting.put(origin(url), new ArrayDeque<>());
            handshake.run();
        } else {
            others.add(handshake);
        }
    }

    /** One that was run has come to its end. */
    void over(String url) {
        Queue<Runnable> others = waiting.get(origin(url));
        Runnable next = others == null ? null : others.poll();
        if (next == null) {
            waiting.remove(origin(url));
        } else {
            next.run();
        }
    }

    /** Takes one back. Returns false where it has been run. */
    boolean takeBack(String url, Runnable handshake) {
        Queue<Runnable> others = waiting.get(origin(url));
        return others != null && others.remove(handshake);
    }

    /** Scheme, host and port of a URL as the URL Standard serialises it: a path follows. */
    private static String origin(String url) {
        return url.substring(0, url.indexOf('/', url.indexOf("//") + 2));
    }
}
