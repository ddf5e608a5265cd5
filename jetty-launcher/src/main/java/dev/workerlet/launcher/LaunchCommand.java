package dev.workerlet.launcher;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: what is served, where, within which limits. */
@Command(
        name = "workerlet",
        mixinStandardHelpOptions = true,
        versionProvider = LauncherVersion.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = "Serves JavaScript workers: a web application (--war) or a folder of scripts (--workers).",
        footer = "%nPrints \"ready http://HOST:PORT/\" once it serves. Ctrl-C or SIGTERM stops it.")
final class LaunchCommand implements Callable<Integer> {
    private static final int GREATEST_PORT = 65_535;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description =
                    "Address to listen on; 0.0.0.0 for all. Default: ${DEFAULT-VALUE}, which only this machine reaches.")
    private String host = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port to listen on; 0 for a free one. Default: ${DEFAULT-VALUE}.")
    private int port = 8080;

    @Option(
            names = "--connections",
            paramLabel = "N",
            description = "Connections that may be open at a time; more wait until one of them ends."
                    + " Default: one for each 32 KiB of the Java heap, for half of the file descriptors at most.")
    private int connections = ConnectionBound.byDefault();

    @Option(
            names = "--stop-seconds",
            paramLabel = "N",
            description =
                    "The process ends so long after SIGTERM even if the application does not. Default: ${DEFAULT-VALUE}.")
    private int stopSeconds = 60;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Option(
            names = "--allow-private-network",
            description = "Let outbound requests of workers reach private addresses.")
    private boolean allowPrivateNetwork;

    @Option(names = "--cpu-limit", paramLabel = "TIME", description = "CPU time of an event, such as 50ms.")
    private @Nullable String cpuLimit;

    @Option(names = "--wall-limit", paramLabel = "TIME", description = "Time to the response, such as 30s.")
    private @Nullable String wallLimit;

    @Option(names = "--heap-limit", paramLabel = "SIZE", description = "Heap of an isolate, such as 128m.")
    private @Nullable String heapLimit;

    @Option(
            names = "--external-memory-limit",
            paramLabel = "SIZE",
            description = "What an isolate may hold outside its heap, such as 128m.")
    private @Nullable String externalMemoryLimit;

    @Option(
            names = "--memory-limit",
            paramLabel = "SIZE",
            description = "What the whole process may hold in memory, such as 2g or 90%%.")
    private @Nullable String memoryLimit;

    @Option(
            names = "--fetches-per-request",
            paramLabel = "N",
            description = "Requests to the network that an event may make, such as 50.")
    private @Nullable String fetchesPerRequest;

    @Option(
            names = "--script-limit",
            paramLabel = "SIZE",
            description = "What all files of a worker may have together, such as 64m.")
    private @Nullable String scriptLimit;

    @Option(
            names = "--eval",
            paramLabel = "allow|deny",
            description = "Whether workers may make code of text, by eval and new Function. Default: allow.")
    private @Nullable String eval;

    @ArgGroup(multiplicity = "1")
    private What what = new What();

    /** Exactly one of the two. */
    static final class What {
        @Option(names = "--war", paramLabel = "FILE", description = "The web application to serve at /.")
        private @Nullable Path war;

        @Option(
                names = "--workers",
                paramLabel = "DIR",
                description = "The folder of scripts: DIR/name.js answers /name and /name/*, DIR/index.js answers /.")
        private @Nullable Path workers;
    }

    @Override
    public Integer call() throws Exception {
        require(port >= 0 && port <= GREATEST_PORT, "a port is a number from 0 to " + GREATEST_PORT);
        require(connections >= 1, "--connections is a number from 1 on");
        require(stopSeconds >= 1, "--stop-seconds is a number from 1 on");
        SiteServer server = new SiteServer(host, port, connections, site());
        URI address = server.start();
        server.boundStop(stopSeconds);
        System.out.println("ready " + address);
        server.join();
        return 0;
    }

    private void require(boolean makesSense, String mistake) {
        if (!makesSense) {
            throw new ParameterException(command.commandLine(), mistake);
        }
    }

    private Site site() throws StartFailure {
        if (what.war != null) {
            return WarSite.of(what.war, limits(), runtimeSettings());
        }
        if (what.workers != null) {
            return FolderSite.of(what.workers, limits(), runtimeSettings());
        }
        throw new StartFailure("neither --war nor --workers was given");
    }

    private Map<String, String> limits() {
        Map<String, String> limits = new LinkedHashMap<>();
        putIfGiven(limits, "cpu-limit", cpuLimit);
        putIfGiven(limits, "wall-limit", wallLimit);
        putIfGiven(limits, "heap-limit", heapLimit);
        putIfGiven(limits, "external-memory-limit", externalMemoryLimit);
        putIfGiven(limits, "fetches-per-request", fetchesPerRequest);
        putIfGiven(limits, "script-limit", scriptLimit);
        putIfGiven(limits, "eval", eval);
        return limits;
    }

    /** Context-params that the command line stands for. */
    private Map<String, String> runtimeSettings() {
        Map<String, String> settings = new LinkedHashMap<>();
        putIfGiven(settings, "workerlet.allow-private-network", allowPrivateNetwork ? "true" : null);
        putIfGiven(settings, "workerlet.memory-limit", memoryLimit);
        return settings;
    }

    private static void putIfGiven(Map<String, String> limits, String name, @Nullable String value) {
        if (value != null) {
            limits.put(name, value);
        }
    }
}
