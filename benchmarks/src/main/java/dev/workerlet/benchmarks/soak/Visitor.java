package dev.workerlet.benchmarks.soak;

import dev.workerlet.benchmarks.io.HttpPeer;
import dev.workerlet.benchmarks.io.MessageHead;
import java.io.IOException;
import java.net.URI;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A client with a connection that it keeps for some requests. Confined to one thread. */
final class Visitor implements AutoCloseable {
    private static final int MOST_REQUESTS = 50;
    private static final int TIMEOUT_MILLIS = 60_000;
    private static final long MOST_IDLE_NANOS = 2_000_000_000L;

    private final Grounds grounds;
    private Random random = new Random(0);
    private String nonce = "";
    private @Nullable HttpPeer connection;
    private int requests;
    private long usedNanos;

    /**
     * An answer.
     *
     * @param head status and fields
     * @param body all of it
     */
    record Reply(MessageHead head, byte[] body) {}

    Visitor(Grounds grounds) {
        this.grounds = grounds;
    }

    /** Begins the visit of a number: each number makes the same one in each run. */
    void begin(long number, Random drawn) {
        random = drawn;
        nonce = Long.toString(number, Character.MAX_RADIX) + '-' + Integer.toHexString(drawn.nextInt());
    }

    Grounds grounds() {
        return grounds;
    }

    /** What is drawn in this visit. */
    Random random() {
        return random;
    }

    /** What no other visit has. */
    String nonce() {
        return nonce;
    }

    /** The address of a worker for this visit. */
    URI url(String worker, String query) {
        return grounds.server().resolve(worker + "?nonce=" + nonce + query);
    }

    /** Asks and reads the whole answer: a POST where there is a body. */
    Reply ask(URI url, byte[] body) throws IOException {
        HttpPeer peer = connected(url);
        try {
            String fields = body.length == 0 ? "" : "content-length: " + body.length + "\r\n";
            peer.send(peer.head(body.length == 0 ? "GET" : "POST", url, fields));
            peer.out().write(body);
            MessageHead head = MessageHead.read(peer.in());
            Reply reply = new Reply(head, head.body(peer.in()).readAllBytes());
            usedNanos = System.nanoTime();
            if (++requests >= MOST_REQUESTS
                    || "close".equalsIgnoreCase(head.fields().get("connection"))) {
                close();
            }
            return reply;
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private HttpPeer connected(URI url) throws IOException {
        HttpPeer known = connection;
        // A server may close a connection that is idle, in the moment in which it is used again.
        if (known != null && System.nanoTime() - usedNanos < MOST_IDLE_NANOS) {
            return known;
        }
        close();
        HttpPeer made = HttpPeer.connect(url);
        made.timeout(TIMEOUT_MILLIS);
        connection = made;
        return made;
    }

    @Override
    public void close() throws IOException {
        HttpPeer known = connection;
        connection = null;
        requests = 0;
        if (known != null) {
            known.close();
        }
    }
}
