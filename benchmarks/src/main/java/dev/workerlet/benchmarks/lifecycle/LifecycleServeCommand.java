package dev.workerlet.benchmarks.lifecycle;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A container with two web applications, in a process of its own: obeys the lines on its standard input, ends with it. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Serves until standard input ends; obeys the lines \"redeploy\" and \"figures\" there.")
public final class LifecycleServeCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--container", required = true, description = "jetty or tomcat")
    private String container = "jetty";

    @Option(names = "--directory", required = true, description = "Where the web applications a and b are.")
    private @Nullable Path directory;

    /** All that were deployed, and the last of each name. */
    private final List<Deployed> all = new ArrayList<>();

    private final Map<String, Deployed> current = new HashMap<>();

    @Override
    public Integer call() throws Exception {
        PrintWriter out = requireNonNull(spec).commandLine().getOut();
        Path root = requireNonNull(directory);
        try (ContainerHost host = ContainerHost.start(container)) {
            deploy(host, root, "a");
            deploy(host, root, "b");
            tell(out, "ready http://127.0.0.1:" + host.port() + "/");
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                tell(out, line.equals("redeploy") ? redeploy(host, root) : figures(root));
            }
        }
        return 0;
    }

    private static void tell(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }

    private void deploy(ContainerHost host, Path root, String name) throws Exception {
        Deployed deployed = Deployed.of(host.deploy(name, root.resolve(name)));
        all.add(deployed);
        current.put(name, deployed);
    }

    private String redeploy(ContainerHost host, Path root) throws Exception {
        long start = System.nanoTime();
        host.undeploy("a");
        long gone = System.nanoTime();
        deploy(host, root, "a");
        return "undeploy=" + TimeUnit.NANOSECONDS.toMillis(gone - start) + " deploy="
                + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - gone);
    }

    private String figures(Path root) throws Exception {
        for (int i = 0; i < 4; i++) {
            System.gc();
            // Cleaners and reference handlers have their turn.
            Thread.sleep(100);
        }
        int alive = 0;
        int isolates = 0;
        int isolatesOfOld = 0;
        for (Deployed deployed : all) {
            alive += deployed.isAlive() ? 1 : 0;
            isolates += deployed.isolates();
            isolatesOfOld += current.containsValue(deployed) ? 0 : deployed.isolates();
        }
        return OwnFigures.tell(
                Map.of("class-loaders", alive, "isolates", isolates, "isolates-of-old", isolatesOfOld),
                root.resolve("work"));
    }
}
