package dev.workerlet.benchmarks.lifecycle;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Ends of the process under load; fails on a crash, a hang, a wrong exit code and a wrong answer. */
@Command(
        name = "exit",
        mixinStandardHelpOptions = true,
        description =
                "Ends servers under mixed load, and fails on a crash, a hang, a wrong exit code or a wrong answer.")
public final class ExitCommand implements Callable<Integer> {
    /** By how much later each start is ended than the one before. */
    private static final int START_STEP_MILLIS = 300;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--container",
            defaultValue = "both",
            description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
    private Containers containers = Containers.both;

    @Option(
            names = "--runs",
            defaultValue = "20",
            description = "Servers, each ended in the next way; default ${DEFAULT-VALUE}.")
    private int runs;

    @Option(
            names = "--starts",
            defaultValue = "6",
            description = "Servers that are ended while they start; default ${DEFAULT-VALUE}.")
    private int starts;

    @Option(
            names = "--war",
            paramLabel = "FILE",
            description = "The sample; the one that was built beside this if not given.")
    private @Nullable Path war;

    @Option(names = "--log", paramLabel = "FILE", description = "Where the servers' log is appended.")
    private @Nullable Path log;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = requireNonNull(spec).commandLine().getOut();
        out.println("| container | ended by | exit code | after, ms | answers | |\n|---|---|--:|--:|---|---|");
        List<String> failed = new ArrayList<>();
        Path sample = war == null ? AppFolder.sample() : war;
        for (String container : containers.names()) {
            for (int i = 0; i < runs; i++) {
                Ending ending = Ending.ALL.get(i % Ending.ALL.size());
                print(out, container, ending.name(), new ExitRun(container, sample, ending, log).run(), failed);
            }
            for (int i = 0; i < starts; i++) {
                StartRun run = new StartRun(container, sample, i * START_STEP_MILLIS, log);
                print(out, container, "SIGTERM at " + i * START_STEP_MILLIS + " ms of the start", run.run(), failed);
            }
        }
        return failed.isEmpty() ? 0 : 1;
    }

    private static void print(
            PrintWriter out, String container, String ending, ExitRun.Result result, List<String> failed) {
        boolean holds = result.faults().isEmpty();
        out.println("| " + container + " | " + ending + " | " + result.exitCode() + " | " + result.millis() + " | "
                + result.answers() + " | " + (holds ? "holds" : "FAILS: " + result.faults()) + " |");
        out.flush();
        failed.addAll(result.faults());
    }
}
