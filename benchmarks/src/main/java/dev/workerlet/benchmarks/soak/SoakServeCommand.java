package dev.workerlet.benchmarks.soak;

import static java.util.Objects.requireNonNull;

import dev.workerlet.benchmarks.io.TellingServer;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The soak's server, in a process of its own. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Serves a soak's directory until standard input ends; each line there asks for figures.")
public final class SoakServeCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--container", required = true, description = "jetty or tomcat")
    private String container = "jetty";

    @Option(names = "--directory", required = true, description = "The directory.")
    private @Nullable Path directory;

    @Override
    public Integer call() throws Exception {
        TellingServer.run(
                container,
                Grounds.site(requireNonNull(directory)),
                requireNonNull(spec).commandLine().getOut());
        return 0;
    }
}
