package dev.workerlet.benchmarks.io;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Many connections that each get a message a second. */
@Command(
        name = "idle",
        mixinStandardHelpOptions = true,
        description = "Holds many connections with a message a second each; fails when messages are missing.")
public final class IdleCommand implements Callable<Integer> {
    private static final double KIB_PER_MIB = 1024;
    private static final double MILLIS_PER_SECOND = 1000;
    private static final double PERCENT = 100;
    private static final long SETTLING_MILLIS = 3_000;
    private static final double ENOUGH = 0.98;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Option(names = "--connections", defaultValue = "5000", description = "How many; default ${DEFAULT-VALUE}.")
    private int connections;

    @Option(names = "--seconds", defaultValue = "60", description = "How long; default ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(names = "--websocket", description = "WebSockets instead of server-sent events.")
    private boolean isSocket;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = requireNonNull(spec).commandLine().getOut();
        try (ServerProcess server = options.open()) {
            warmUp(server);
            ProcessFigures before = server.figures();
            try (IdleClients clients = new IdleClients(server.url("events"), isSocket)) {
                clients.open(connections);
                out.println("| | threads | RSS, MiB | descriptors |");
                out.println("|---|--:|--:|--:|");
                row(out, "before", before);
                row(out, clients.open() + " open", server.figures());
                clients.listen(SETTLING_MILLIS);
                long cpuMillis = listen(server, clients, out);
                out.println("How connections were answered and lost: " + clients.outcomes());
                return report(out, clients, cpuMillis) ? 0 : 1;
            }
        }
    }

    private void warmUp(ServerProcess server) throws Exception {
        try (IdleClients clients = new IdleClients(server.url("events"), isSocket)) {
            clients.open(1);
            clients.listen(SETTLING_MILLIS);
        }
    }

    private long listen(ServerProcess server, IdleClients clients, PrintWriter out) throws Exception {
        try (Sampler sampler = new Sampler(server.pid())) {
            long cpuBefore = server.figures().cpuMillis();
            clients.listen(1_000L * seconds);
            ProcessFigures after = server.figures();
            Series series = sampler.stop();
            row(out, "after " + seconds + " s", after);
            out.println();
            series.print(out);
            return after.cpuMillis() - cpuBefore;
        }
    }

    private static void row(PrintWriter out, String name, ProcessFigures figures) {
        out.printf(
                Locale.ROOT,
                "| %s | %d | %.0f | %d |%n",
                name,
                figures.threads(),
                figures.rssKib() / KIB_PER_MIB,
                figures.descriptors());
        out.flush();
    }

    private boolean report(PrintWriter out, IdleClients clients, long cpuMillis) {
        long expected = (long) connections * seconds;
        long came = clients.delivery().count();
        out.printf(
                Locale.ROOT,
                "%n%d of %d messages came; the server's CPU: %.0f %% of a core, %.0f µs a message%n%n",
                came,
                expected,
                PERCENT * cpuMillis / (MILLIS_PER_SECOND * seconds),
                MILLIS_PER_SECOND * cpuMillis / Math.max(1, came));
        out.println("| ms | p50 | p99 | max |");
        out.println("|---|--:|--:|--:|");
        out.println("| from sending to arrival | " + clients.delivery() + " |");
        out.println("| from when it was due | " + clients.late() + " |");
        boolean holds = clients.open() == connections && came >= ENOUGH * expected;
        out.println(
                holds ? "All connections live." : "CONNECTIONS OR MESSAGES ARE MISSING: " + clients.open() + " live");
        out.flush();
        return holds;
    }
}
