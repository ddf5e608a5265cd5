package dev.workerlet.benchmarks.peers;

import dev.workerlet.benchmarks.hostile.Attack;
import java.io.IOException;

/** A runtime that serves an attacker and a neighbour in one process. */
interface Peer extends AutoCloseable {
    String name();

    /** What it tells of its version. */
    String version() throws IOException, InterruptedException;

    /** Gives a server with this attacker, which may not be ready yet. */
    PeerServer start(Attack attack) throws IOException, InterruptedException;

    /** Takes the server back after an attack, harmed or not. */
    default void end(PeerServer server, boolean harmed) throws IOException, InterruptedException {
        server.kill();
    }

    @Override
    default void close() throws IOException, InterruptedException {}
}
