package dev.workerlet.benchmarks.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The command line of a server in a process of its own: this program's, with a heap of its own. */
public final class ServerCommand {
    private static final String LOGBACK = "dev/workerlet/benchmarks/hostile/logback.xml";

    private ServerCommand() {}

    /**
     * Gives it.
     *
     * @param heapMebibytes the Java heap, which is touched at the start: what resident memory grows by is V8's and native memory
     * @param errors where the JVM leaves a file when it crashes
     * @param arguments this program's arguments
     */
    public static List<String> of(int heapMebibytes, Path errors, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xms" + heapMebibytes + 'm', "-Xmx" + heapMebibytes + 'm', "-XX:+AlwaysPreTouch"));
        command.addAll(List.of("-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=" + errors.resolve("hs_err_%p.log")));
        command.add("-Dlogback.configurationFile=" + LOGBACK);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.workerlet.benchmarks.Main"));
        Collections.addAll(command, arguments);
        return command;
    }
}
