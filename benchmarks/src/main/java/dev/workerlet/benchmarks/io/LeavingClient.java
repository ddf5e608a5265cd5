package dev.workerlet.benchmarks.io;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Random;

/** A client that leaves in the midst of something: a connection of its own, a random moment and a random way. */
public final class LeavingClient {
    private static final int MOST_MILLIS = 300;
    private static final int MOST_BYTES = 100_000;

    private final URI server;
    private final Upstream upstream;
    private final List<AbortKind> kinds;

    /** {@code server} serves {@code aborts.js}; the client does all that there is to leave from. */
    public LeavingClient(URI server, Upstream upstream) {
        this(server, upstream, List.of(AbortKind.values()));
    }

    LeavingClient(URI server, Upstream upstream, List<AbortKind> kinds) {
        this.server = server;
        this.upstream = upstream;
        this.kinds = kinds;
    }

    /** Comes and leaves. Returns what it did, and what it had seen. */
    public String visit(Random random) {
        AbortKind kind = kinds.get(random.nextInt(kinds.size()));
        String outcome;
        try (HttpPeer peer = HttpPeer.connect(server.resolve(kind.target(upstream)))) {
            outcome = begin(kind, peer, random);
            leave(peer, random);
        } catch (IOException e) {
            outcome = "the connection failed";
        }
        return kind + ", " + outcome;
    }

    private static String begin(AbortKind kind, HttpPeer peer, Random random) {
        try {
            kind.begin(peer, random);
            return peer.readFor(random.nextInt(MOST_MILLIS), random.nextInt(MOST_BYTES));
        } catch (IOException e) {
            // The server has left first, such as after an answer that did not need the request's body.
            return "cut by the server";
        }
    }

    private static void leave(HttpPeer peer, Random random) throws IOException {
        switch (random.nextInt(3)) {
            case 0 -> peer.reset();
            case 1 -> peer.halfClose();
            default -> peer.close();
        }
    }
}
