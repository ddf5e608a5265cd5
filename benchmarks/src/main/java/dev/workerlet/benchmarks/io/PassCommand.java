package dev.workerlet.benchmarks.io;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.net.URI;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A large body passed through: from an upstream to the client, and from the client to an upstream. */
@Command(
        name = "pass",
        mixinStandardHelpOptions = true,
        description = "Passes a large body on, from an upstream and to it; fails when memory grows.")
public final class PassCommand implements Callable<Integer> {
    private static final long WARM_UP_BYTES = 64 << 20;

    enum Direction {
        down,
        up,
        both
    }

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Option(
            names = "--bytes",
            defaultValue = "1g",
            converter = Sizes.class,
            description = "Length of the body; default ${DEFAULT-VALUE}.")
    private long bytes;

    @Option(names = "--direction", defaultValue = "both", description = "${COMPLETION-CANDIDATES}")
    private Direction direction = Direction.both;

    @Option(names = "--content-length", description = "Announce the upload's length instead of sending chunks.")
    private boolean hasLength;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = requireNonNull(spec).commandLine().getOut();
        try (ServerProcess server = options.open();
                Upstream upstream = new Upstream()) {
            Transfer transfer = new Transfer(server, out);
            boolean holds = true;
            if (direction != Direction.up) {
                down(server, upstream, Math.min(bytes, WARM_UP_BYTES));
                holds = transfer.measure(bytes + " bytes from an upstream", bytes, () -> down(server, upstream, bytes));
            }
            if (direction != Direction.down) {
                up(server, upstream, Math.min(bytes, WARM_UP_BYTES));
                holds &= transfer.measure(bytes + " bytes to an upstream", bytes, () -> up(server, upstream, bytes));
            }
            return holds ? 0 : 1;
        }
    }

    private static Transfer.Result down(ServerProcess server, Upstream upstream, long bytes) throws Exception {
        URI url = server.url("pass?upstream=" + upstream.url("/bytes?" + bytes));
        try (HttpPeer peer = HttpPeer.connect(url)) {
            peer.send(peer.head("GET", ""));
            Payload received = Payload.read(peer.response().body(peer.in()));
            return new Transfer.Result(upstream.takePayload(), received);
        }
    }

    private Transfer.Result up(ServerProcess server, Upstream upstream, long bytes) throws Exception {
        try (HttpPeer peer = HttpPeer.connect(server.url("pass?upstream=" + upstream.url("/sink")))) {
            FutureTask<Payload> upload = Transfer.upload(peer, bytes, !hasLength);
            // Read to its end, so that the server may be done.
            Payload.read(peer.response().body(peer.in()));
            return new Transfer.Result(upload.get(), upstream.takePayload());
        }
    }
}
