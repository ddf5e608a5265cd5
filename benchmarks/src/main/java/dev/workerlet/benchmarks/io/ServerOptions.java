package dev.workerlet.benchmarks.io;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which server is loaded: one of three that are started for it, or one that runs. */
final class ServerOptions {
    enum Kind {
        /** The launcher's jar, as users start it. */
        launcher,
        /** Jetty in a process that tells the runtime's figures. */
        jetty,
        /** Tomcat in a process that tells the runtime's figures. */
        tomcat
    }

    @Option(
            names = "--server",
            defaultValue = "launcher",
            description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
    private Kind kind = Kind.launcher;

    @Option(
            names = "--launcher",
            paramLabel = "JAR",
            description = "The launcher's jar; the one that was built beside this one if not given.")
    private @Nullable Path launcher;

    @Option(names = "--heap", defaultValue = "256m", description = "The server's -Xmx; default ${DEFAULT-VALUE}.")
    private String heap = "256m";

    @Option(
            names = "--cpu-limit",
            defaultValue = "10m",
            description = "CPU time of an event, with its stream; default ${DEFAULT-VALUE}.")
    private String cpuLimit = "10m";

    @Option(names = "--java", split = " ", description = "Further options of the server's JVM.")
    private List<String> javaOptions = List.of();

    @Option(
            names = "--url",
            description = "A server that runs and serves src/main/js/dev/workerlet/benchmarks/io; needs --pid.")
    private @Nullable URI url;

    @Option(names = "--pid", description = "The process of --url.")
    private long pid;

    @Option(names = "--port", defaultValue = "0", description = "The server's port; a free one if not given.")
    private int port;

    Kind kind() {
        return kind;
    }

    /** Starts it, or finds the one that runs. */
    ServerProcess open() throws IOException, InterruptedException {
        return url != null ? ServerProcess.running(url, pid) : ServerProcess.start(this::command);
    }

    private List<String> command(Path workers) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + heap);
        command.addAll(javaOptions);
        if (kind == Kind.launcher) {
            command.addAll(List.of("-jar", launcherJar().toString(), "--allow-private-network"));
        } else {
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.workerlet.benchmarks.Main"));
            command.addAll(List.of("io", "serve", "--container", kind.name()));
        }
        command.addAll(List.of("--port", Integer.toString(port), "--cpu-limit", cpuLimit));
        command.addAll(List.of("--workers", workers.toString()));
        return command;
    }

    private Path launcherJar() {
        Path jar = launcher != null
                ? launcher
                : Path.of(System.getProperty("java.class.path"))
                        .toAbsolutePath()
                        .resolve("../../../jetty-launcher/target/workerlet.jar")
                        .normalize();
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("There is no " + jar + "; build it, or name another by --launcher");
        }
        return jar;
    }
}
