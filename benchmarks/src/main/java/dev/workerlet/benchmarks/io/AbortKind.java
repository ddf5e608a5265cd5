package dev.workerlet.benchmarks.io;

import java.io.IOException;
import java.util.Locale;
import java.util.Random;

/** What a client does before it leaves: one kind for each handler of {@code aborts.js}, and a head that is cut. */
enum AbortKind {
    HEAD("wait", ""),
    ECHO("echo", ""),
    READ("read", ""),
    TEXT("text", ""),
    WAIT("wait", ""),
    STREAM("stream", ""),
    TICKS("ticks", ""),
    FETCH("fetch", "/late?100"),
    PASS("pass", "/drip"),
    UPLOAD("upload", "/sink"),
    LATER("later", "/late?20");

    private static final int BLOCK = 4_096;
    private static final int MOST_BLOCKS = 48;
    private static final int ANNOUNCED = 4 << 20;

    private final String path;
    private final String upstreamTarget;

    AbortKind(String path, String upstreamTarget) {
        this.path = path;
        this.upstreamTarget = upstreamTarget;
    }

    /** The worker's address for this kind, below the server's. */
    String target(Upstream upstream) {
        String target = "aborts/" + path;
        return upstreamTarget.isEmpty() ? target : target + "?upstream=" + upstream.url(upstreamTarget);
    }

    /** Sends as much of a request as this kind does. */
    void begin(HttpPeer peer, Random random) throws IOException {
        switch (this) {
            case HEAD -> {
                String head = peer.head("GET", "x-long: " + "x".repeat(random.nextInt(2_000)) + "\r\n");
                peer.send(head.substring(0, 1 + random.nextInt(head.length() - 1)));
            }
            case ECHO, READ, TEXT, UPLOAD -> upload(peer, random);
            default -> peer.send(peer.head("GET", ""));
        }
    }

    private static void upload(HttpPeer peer, Random random) throws IOException {
        boolean isChunked = random.nextBoolean();
        peer.send(peer.head(
                "POST", isChunked ? "transfer-encoding: chunked\r\n" : "content-length: " + ANNOUNCED + "\r\n"));
        byte[] block = new byte[BLOCK];
        int blocks = random.nextInt(MOST_BLOCKS);
        for (int i = 0; i < blocks; i++) {
            if (isChunked) {
                peer.send(Integer.toHexString(BLOCK) + "\r\n");
                peer.out().write(block);
                peer.send("\r\n");
            } else {
                peer.out().write(block);
            }
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
