package dev.workerlet.benchmarks.io;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.net.URI;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A large upload that a worker sends back as it comes. */
@Command(
        name = "echo",
        mixinStandardHelpOptions = true,
        description = "Uploads a large body and reads it back through a worker's stream; fails when memory grows.")
public final class EchoCommand implements Callable<Integer> {
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

    @Option(names = "--pass", description = "The worker gives request.body to the response and touches nothing of it.")
    private boolean isPassed;

    @Option(names = "--content-length", description = "Announce the length instead of sending chunks.")
    private boolean hasLength;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = requireNonNull(spec).commandLine().getOut();
        try (ServerProcess server = options.open()) {
            URI url = server.url(isPassed ? "echo?pass" : "echo");
            // Uncounted: the worker is loaded, and the JVM compiles.
            Transfer.echo(url, Math.min(bytes, 64 << 20), !hasLength);
            String title = "echo of " + bytes + " bytes " + (isPassed ? "past" : "through") + " the script, "
                    + (hasLength ? "Content-Length" : "chunked");
            Transfer transfer = new Transfer(server, out);
            return transfer.measure(title, bytes, () -> Transfer.echo(url, bytes, !hasLength)) ? 0 : 1;
        }
    }
}
