package dev.workerlet.benchmarks.lifecycle;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Redeployments under load; fails when a request is lost or something stays. */
@Command(
        name = "redeploy",
        mixinStandardHelpOptions = true,
        description =
                "Redeploys one web application beside another, both under load, and fails when a request is lost or something stays.")
public final class RedeployCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--container",
            defaultValue = "both",
            description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
    private Containers containers = Containers.both;

    @Option(names = "--times", defaultValue = "20", description = "Redeployments; default ${DEFAULT-VALUE}.")
    private int times;

    @Option(
            names = "--between",
            defaultValue = "100",
            description = "Right answers of each application between two of them; default ${DEFAULT-VALUE}.")
    private int between;

    @Option(
            names = "--war",
            paramLabel = "FILE",
            description = "The sample; the one that was built beside this if not given.")
    private @Nullable Path war;

    @Option(names = "--log", paramLabel = "FILE", description = "Where the server's log is appended.")
    private @Nullable Path log;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = requireNonNull(spec).commandLine().getOut();
        boolean holds = true;
        for (String container : containers.names()) {
            Path sample = war == null ? AppFolder.sample() : war;
            RedeployRun.Result result = new RedeployRun(container, sample, times, between, log).run();
            print(out, container, result);
            holds &= result.faults().isEmpty();
        }
        return holds ? 0 : 1;
    }

    private static void print(PrintWriter out, String container, RedeployRun.Result result) {
        out.println("## " + container + ", " + result.took().size() + " redeployments\n");
        out.println("- neighbour: " + result.neighbour());
        out.println("- redeployed: " + result.redeployed());
        out.println("- undeploying took, ms: " + took(result.took(), "undeploy"));
        out.println("- deploying took, ms: " + took(result.took(), "deploy") + "\n");
        out.println("| the process holds | after 1 | at the end |\n|---|--:|--:|");
        TreeSet<String> names = new TreeSet<>(result.before().keySet());
        names.addAll(result.after().keySet());
        for (String name : names) {
            out.println("| " + name + " | " + result.before().getOrDefault(name, 0L) + " | "
                    + result.after().getOrDefault(name, 0L) + " |");
        }
        out.println(result.faults().isEmpty() ? "\nHolds.\n" : "\nDOES NOT HOLD: " + result.faults() + "\n");
        out.flush();
    }

    private static List<Long> took(List<Map<String, Long>> all, String which) {
        return all.stream().map(one -> one.getOrDefault(which, 0L)).sorted().toList();
    }
}
