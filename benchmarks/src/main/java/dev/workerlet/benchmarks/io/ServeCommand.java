package dev.workerlet.benchmarks.io;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A server in a process of its own: tells the runtime's figures for each line on its standard input, ends with it. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Serves a folder of workers until standard input ends; each line there asks for figures.")
public final class ServeCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--container", required = true, description = "jetty or tomcat")
    private ServerOptions.Kind container = ServerOptions.Kind.jetty;

    @Option(names = "--workers", required = true, description = "The folder.")
    private @Nullable Path workers;

    @Option(names = "--port", defaultValue = "0", description = "The port; a free one if not given.")
    private int port;

    @Option(names = "--cpu-limit", defaultValue = "50ms", description = "CPU time of an event.")
    private String cpuLimit = "50ms";

    @Override
    public Integer call() throws Exception {
        PrintWriter out = requireNonNull(spec).commandLine().getOut();
        TellingServer.run(container.name(), Site.of(requireNonNull(workers), port, cpuLimit), out);
        return 0;
    }
}
