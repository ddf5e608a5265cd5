package dev.workerlet.benchmarks.io;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Many clients that leave in the midst of something. */
@Command(
        name = "aborts",
        mixinStandardHelpOptions = true,
        description = "Sends requests that are aborted at random moments; fails when anything of them stays open.")
public final class AbortsCommand implements Callable<Integer> {
    private static final String OWN = "dev.workerlet.";

    /** Objects of a class that there may be more of: those of another idle connection, of another thread. */
    private static final int MORE_OWN = 24;

    /** Objects of a class that a container may keep for each connection that was once open, and for so many requests. */
    private static final int POOLED = 10;

    private static final int POOLED_SHARE = 50;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Option(names = "--requests", defaultValue = "100000", description = "Requests; default ${DEFAULT-VALUE}.")
    private int requests;

    @Option(names = "--step", defaultValue = "20000", description = "Requests a sample; default ${DEFAULT-VALUE}.")
    private int step;

    @Option(
            names = "--warm-up",
            defaultValue = "5000",
            description = "Requests before the first sample; default ${DEFAULT-VALUE}.")
    private int warmUp;

    @Option(names = "--concurrency", defaultValue = "200", description = "Clients at once; default ${DEFAULT-VALUE}.")
    private int concurrency;

    @Option(
            names = "--kinds",
            split = ",",
            description = "What clients do before they leave: ${COMPLETION-CANDIDATES}; all of it if not given.")
    private List<AbortKind> kinds = List.of(AbortKind.values());

    @Option(
            names = "--rest",
            defaultValue = "20",
            description = "Seconds before the last sample: the memory of isolates at rest is given back; default"
                    + " ${DEFAULT-VALUE}.")
    private int rest;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = requireNonNull(spec).commandLine().getOut();
        try (ServerProcess server = options.open();
                Upstream upstream = new Upstream();
                AbortRun run = new AbortRun(server.url(), upstream, kinds, concurrency)) {
            Quiet quiet = new Quiet(server, upstream, options.kind() != ServerOptions.Kind.launcher);
            List<Leftovers> samples = new ArrayList<>();
            Leftovers.printTitle(out);
            run.run(0, warmUp);
            run.forgetOutcomes();
            add(samples, quiet.await(0, null), out);
            LiveObjects before = LiveObjects.of(server.pid());
            for (int sent = 0; sent < requests; sent += step) {
                run.run(warmUp + sent, Math.min(step, requests - sent));
                add(samples, quiet.await(Math.min(requests, sent + step), samples.get(0)), out);
            }
            boolean isServed = run.isServed();
            Thread.sleep(1_000L * rest);
            add(samples, quiet.await(requests, samples.get(0)), out);
            List<String> faults = faults(samples, before, server);
            if (!isServed) {
                faults.add("the server does not answer any more");
            }
            out.println();
            run.outcomes().forEach((outcome, count) -> out.println(count + " × " + outcome));
            faults.forEach(fault -> out.println("LEFT OPEN: " + fault));
            out.println(faults.isEmpty() ? "Nothing is left open." : "");
            out.flush();
            return faults.isEmpty() ? 0 : 1;
        }
    }

    private static void add(List<Leftovers> samples, Leftovers sample, PrintWriter out) {
        samples.add(sample);
        sample.print(out);
    }

    private List<String> faults(List<Leftovers> samples, LiveObjects before, ServerProcess server)
            throws IOException, InterruptedException {
        Leftovers last = samples.get(samples.size() - 1);
        List<String> faults = new ArrayList<>(last.faults(samples.get(0)));
        LiveObjects after = LiveObjects.of(server.pid());
        faults.addAll(after.grownSince(before, OWN, MORE_OWN));
        // The containers' own pools of buffers and processors grow with what was once open at the same time.
        faults.addAll(after.grownSince(before, "", Math.max(POOLED * concurrency, requests / POOLED_SHARE)));
        return faults;
    }
}
