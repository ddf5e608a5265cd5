package dev.workerlet.benchmarks.lifecycle;

import dev.workerlet.benchmarks.support.WorkDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of a server with two web applications, and how it is started.
 *
 * @param directory its own, with the unpacked web applications
 * @param crashDirectory where the report of a crash is written
 * @param log where its standard error goes
 */
record ChildFiles(WorkDirectory directory, Path crashDirectory, ProcessBuilder.Redirect log) {
    static final List<String> APPLICATIONS = List.of("a", "b");

    /**
     * Writes them.
     *
     * @param war whose libraries the web applications have
     * @param drain what running requests have when a web application ends
     * @param log where the log is appended, or null for none; what a crash leaves is kept beside it
     */
    static ChildFiles write(Path war, String drain, @Nullable Path log) throws IOException {
        WorkDirectory directory = WorkDirectory.create();
        Path work = Files.createDirectory(work(directory));
        for (String name : APPLICATIONS) {
            AppFolder.write(directory.path().resolve(name), war, work, drain);
        }
        Path besideLog = log == null ? null : log.toAbsolutePath().getParent();
        return new ChildFiles(
                directory,
                besideLog == null ? directory.path() : besideLog,
                log == null ? ProcessBuilder.Redirect.DISCARD : ProcessBuilder.Redirect.appendTo(log.toFile()));
    }

    private static Path work(WorkDirectory directory) {
        return directory.path().resolve("work");
    }

    /** Where the runtimes have their directories. */
    Path work() {
        return work(directory);
    }

    List<String> command(String container) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Touched at the start: what resident memory grows by is classes', V8's and native memory.
        command.addAll(List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch", "-XX:-CreateCoredumpOnCrash"));
        command.add("-XX:ErrorFile=" + crashDirectory.resolve("hs_err_%p.log"));
        command.add("-Djava.io.tmpdir=" + directory.path());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.workerlet.benchmarks.Main"));
        command.addAll(List.of("lifecycle", "serve", "--container", container));
        command.addAll(List.of("--directory", directory.path().toString()));
        return command;
    }

    /** What a crash of the process has left. */
    List<String> crashes(long pid) {
        String report = "hs_err_" + pid + ".log";
        return Files.exists(crashDirectory.resolve(report)) ? List.of(report) : List.of();
    }
}
