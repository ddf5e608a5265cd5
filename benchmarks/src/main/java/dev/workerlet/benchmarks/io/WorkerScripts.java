package dev.workerlet.benchmarks.io;

import dev.workerlet.benchmarks.support.Script;
import dev.workerlet.benchmarks.support.WorkDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The folder of scripts that a server serves here. */
final class WorkerScripts {
    private static final List<String> NAMES = List.of("echo", "pass", "endless", "sip", "events", "aborts", "busy");

    private WorkerScripts() {}

    /** Writes them to a folder within {@code directory}. */
    static Path write(WorkDirectory directory) throws IOException {
        Path folder = Files.createDirectory(directory.path().resolve("workers"));
        for (String name : NAMES) {
            Files.writeString(
                    folder.resolve(name + ".js"),
                    Script.resource(WorkerScripts.class, name + ".js").text());
        }
        return folder;
    }
}
