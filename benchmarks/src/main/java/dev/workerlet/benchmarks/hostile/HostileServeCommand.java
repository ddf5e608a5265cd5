package dev.workerlet.benchmarks.hostile;

import static java.util.Objects.requireNonNull;

import dev.workerlet.benchmarks.io.TellingServer;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The battery's server, in a process of its own. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Serves a battery's directory until standard input ends; each line there asks for figures.")
public final class HostileServeCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--container", required = true, description = "jetty or tomcat")
    private String container = "jetty";

    @Option(names = "--directory", required = true, description = "The directory.")
    private @Nullable Path directory;

    @Option(names = "--wall-millis", required = true, description = "The attackers' wall-clock limit.")
    private int wallMillis;

    @Option(
            names = "--outside",
            required = true,
            description = "MiB outside the heap at which attackers stop; 0: never.")
    private int outsideMebibytes;

    @Option(names = "--heap", required = true, description = "The attackers' heap limit in MiB.")
    private int heapMebibytes;

    @Option(names = "--queue-target", required = true, description = "The wait beyond which an event is refused.")
    private String queueTarget = "";

    @Override
    public Integer call() throws Exception {
        TellingServer.run(
                container,
                Layout.site(requireNonNull(directory), wallMillis, heapMebibytes, outsideMebibytes, queueTarget),
                requireNonNull(spec).commandLine().getOut());
        return 0;
    }
}
