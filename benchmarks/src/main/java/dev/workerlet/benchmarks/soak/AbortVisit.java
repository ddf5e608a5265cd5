package dev.workerlet.benchmarks.soak;

import dev.workerlet.benchmarks.io.LeavingClient;

/** A visit of a client that leaves in the midst of something; nothing of it can be wrong, but it must leave nothing behind. */
final class AbortVisit implements Visit {
    @Override
    public String name() {
        return "client leaves";
    }

    @Override
    public Outcome make(Visitor visitor) {
        Grounds grounds = visitor.grounds();
        LeavingClient client = new LeavingClient(grounds.server().resolve(Grounds.healthy("")), grounds.upstream());
        return Outcome.of(client.visit(visitor.random()));
    }
}
