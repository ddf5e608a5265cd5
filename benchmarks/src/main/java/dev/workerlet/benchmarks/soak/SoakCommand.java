package dev.workerlet.benchmarks.soak;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Mixed load for a long time; fails when an answer is wrong, a request is lost, or anything grows. */
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        description =
                "Loads a server with a mix of requests, some of them hostile; fails when an answer is wrong, one is lost, or"
                        + " memory, threads or files grow.",
        subcommands = SoakServeCommand.class)
public final class SoakCommand implements Callable<Integer> {
    enum Container {
        jetty,
        tomcat
    }

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--container",
            defaultValue = "jetty",
            description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
    private Container container = Container.jetty;

    @Option(names = "--minutes", defaultValue = "60", description = "Load that is judged; default ${DEFAULT-VALUE}.")
    private int minutes;

    @Option(
            names = "--warm-up",
            defaultValue = "600",
            description = "Seconds of load before that; default ${DEFAULT-VALUE}.")
    private int warmUp;

    @Option(names = "--clients", defaultValue = "16", description = "Clients at once; default ${DEFAULT-VALUE}.")
    private int clients;

    @Option(
            names = "--rate",
            defaultValue = "60",
            description = "Visits begun in a second, at most; default ${DEFAULT-VALUE}.")
    private int rate;

    @Option(
            names = "--hostile-percent",
            defaultValue = "5",
            description = "How many of a hundred visits are hostile; default ${DEFAULT-VALUE}.")
    private int hostilePercent;

    @Option(names = "--seed", defaultValue = "1", description = "What visits are drawn by; default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--heap",
            defaultValue = "512",
            description = "The server's Java heap in MiB; default ${DEFAULT-VALUE}.")
    private int heap;

    @Option(names = "--short", description = "Some seconds only; what grows is not judged but for threads and files.")
    private boolean isShort;

    @Option(names = "--report", paramLabel = "FILE", description = "Where the report is written as well.")
    private @Nullable Path report;

    @Option(names = "--log", paramLabel = "FILE", description = "Where the server's log is appended.")
    private @Nullable Path log;

    @Override
    public Integer call() throws Exception {
        SoakPlan plan = isShort ? SoakPlan.shortForm(container.name(), log) : plan();
        SoakReport told =
                new SoakReport(plan, requireNonNull(spec).commandLine().getOut());
        SoakResult result;
        try (Soak soak = Soak.start(plan)) {
            result = soak.run(told::reading);
        }
        String text = told.end(result);
        if (report != null) {
            Files.writeString(report, text);
        }
        return result.faults().isEmpty() ? 0 : 1;
    }

    private SoakPlan plan() {
        return new SoakPlan(
                container.name(),
                Duration.ofSeconds(warmUp),
                Duration.ofMinutes(minutes),
                0,
                clients,
                rate,
                hostilePercent,
                seed,
                Duration.ofSeconds(10),
                heap,
                log);
    }
}
