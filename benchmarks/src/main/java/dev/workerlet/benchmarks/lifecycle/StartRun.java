package dev.workerlet.benchmarks.lifecycle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Ends a server while it starts its first runtime.
 *
 * @param delayMillis time from when the runtime has its directory
 */
record StartRun(
        String container,
        Path war,
        int delayMillis,
        @Nullable Path log) {
    private static final long LONGEST_SECONDS = 120;

    ExitRun.Result run() throws IOException, InterruptedException {
        ChildFiles files = ChildFiles.write(war, "3s", log);
        Process process = new ProcessBuilder(files.command(container))
                .redirectError(files.log())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            List<String> faults = new ArrayList<>();
            if (!awaitDirectory(files.work(), process)) {
                faults.add("it has not begun to start");
            }
            Thread.sleep(delayMillis);
            long start = System.nanoTime();
            process.destroy();
            boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
            Integer exitCode = ended ? process.exitValue() : null;
            if (exitCode == null || exitCode != Ending.SIGTERM.exitCode()) {
                faults.add("exit code " + exitCode);
            }
            faults.addAll(files.crashes(process.pid()));
            return new ExitRun.Result(
                    exitCode, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start), "none", faults);
        } finally {
            process.destroyForcibly().waitFor();
            files.directory().close();
        }
    }

    private static boolean awaitDirectory(Path work, Process process) throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (process.isAlive() && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(LONGEST_SECONDS)) {
            try (Stream<Path> directories = Files.list(work)) {
                if (directories.findAny().isPresent()) {
                    return true;
                }
            }
            Thread.sleep(5);
        }
        return false;
    }
}
