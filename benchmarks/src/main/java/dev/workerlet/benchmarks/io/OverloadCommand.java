package dev.workerlet.benchmarks.io;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Many times as many requests as the server can answer. */
@Command(
        name = "overload",
        mixinStandardHelpOptions = true,
        description =
                "Asks for many times what the server can do; fails when those that are accepted wait longer and longer.")
public final class OverloadCommand implements Callable<Integer> {
    private static final int CLIENTS = 16;
    private static final int CAPACITY_SECONDS = 5;
    private static final double CALM = 0.5;
    /** Three times queue-target, which is 2 s: by that waits are estimated, and a busy machine is slower than it was. */
    private static final long MOST_WAIT_MILLIS = 6_000;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Option(names = "--times", defaultValue = "10", description = "Times the capacity; default ${DEFAULT-VALUE}.")
    private int times;

    @Option(names = "--seconds", defaultValue = "20", description = "Length of each load; default ${DEFAULT-VALUE}.")
    private int seconds;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = requireNonNull(spec).commandLine().getOut();
        try (ServerProcess server = options.open();
                PacedLoad load = new PacedLoad(server.url("busy"))) {
            load.capacity(CLIENTS, CAPACITY_SECONDS);
            double capacity = load.capacity(CLIENTS, CAPACITY_SECONDS);
            out.printf(Locale.ROOT, "%d clients at once are given %.0f answers a second.%n%n", CLIENTS, capacity);
            out.println("| due a second | not sent | accepted a second | p50, ms | p99 | max | p99 of the second half"
                    + " | refused a second | p50, ms | p99 | max |");
            out.println("|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
            row(out, CALM * capacity, load.run(CALM * capacity, seconds));
            OverloadFigures overload = load.run(times * capacity, seconds);
            row(out, times * capacity, overload);
            List<String> faults = overload.faults(capacity, MOST_WAIT_MILLIS);
            out.println(faults.isEmpty() ? "Waits are flat." : "FAILED: " + String.join(", ", faults));
            out.flush();
            return faults.isEmpty() ? 0 : 1;
        }
    }

    private static void row(PrintWriter out, double rate, OverloadFigures figures) {
        out.printf(Locale.ROOT, "| %.0f | %s |%n", rate, figures.row());
        out.flush();
    }
}
