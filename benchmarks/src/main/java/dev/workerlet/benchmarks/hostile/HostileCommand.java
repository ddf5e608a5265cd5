package dev.workerlet.benchmarks.hostile;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The hostile battery; fails when a script harms more than itself. */
@Command(
        name = "hostile",
        mixinStandardHelpOptions = true,
        description =
                "Calls hostile scripts beside neighbours under steady load, and fails when they harm more than themselves.",
        subcommands = HostileServeCommand.class)
public final class HostileCommand implements Callable<Integer> {
    enum Container {
        jetty,
        tomcat
    }

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--server",
            defaultValue = "jetty",
            description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
    private Container container = Container.jetty;

    @Option(names = "--only", paramLabel = "REGEX", description = "Scripts whose names match; all if not given.")
    private @Nullable Pattern only;

    @Option(names = "--short", description = "Each script once; neither times nor memory are judged.")
    private boolean isShort;

    @Option(
            names = "--rate",
            defaultValue = "50",
            description = "Requests a second to each neighbour; default ${DEFAULT-VALUE}.")
    private int rate;

    @Option(
            names = "--at-once",
            defaultValue = "3",
            description = "Calls of a script at the same time; default ${DEFAULT-VALUE}.")
    private int atOnce;

    @Option(
            names = "--rest",
            defaultValue = "30",
            description = "Seconds before memory is judged; default ${DEFAULT-VALUE}.")
    private int rest;

    @Option(
            names = "--group",
            defaultValue = "10",
            description = "Scripts that share a rest; default ${DEFAULT-VALUE}.")
    private int group;

    @Option(
            names = "--outside",
            defaultValue = "1536",
            paramLabel = "MiB",
            description =
                    "Memory outside the heap at which scripts stop by themselves; 0: never; default ${DEFAULT-VALUE}.")
    private int outside;

    @Option(names = "--report", paramLabel = "FILE", description = "Where the report is written as well.")
    private @Nullable Path report;

    @Option(names = "--log", paramLabel = "FILE", description = "Where the server's log is appended.")
    private @Nullable Path log;

    @Override
    public Integer call() throws Exception {
        BatteryPlan plan = isShort
                ? BatteryPlan.shortForm(container.name(), log)
                : new BatteryPlan(
                        container.name(),
                        rate,
                        15_000,
                        1_000,
                        1_500,
                        atOnce,
                        rest,
                        group,
                        2_000,
                        128,
                        outside,
                        true,
                        log);
        List<Attack> attacks = Attacks.all().stream().filter(chosen()).toList();
        Report told = new Report(plan, requireNonNull(spec).commandLine().getOut());
        try (Battery battery = new Battery(plan, attacks)) {
            battery.run(told::trial, told::rest);
        }
        boolean holds = told.end();
        if (report != null) {
            Files.writeString(report, told.text());
        }
        return holds ? 0 : 1;
    }

    private Predicate<Attack> chosen() {
        Pattern wanted = only;
        return attack -> wanted == null || wanted.matcher(attack.name()).find();
    }
}
