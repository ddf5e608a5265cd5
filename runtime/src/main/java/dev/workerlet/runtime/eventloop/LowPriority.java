package dev.workerlet.runtime.eventloop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a thread of this process run only where the others leave it time, as far as the system can: Java's own priorities have no
 * effect on Linux, its {@code renice} has, for single threads too and without privileges.
 */
final class LowPriority {
    private static final Logger LOG = LoggerFactory.getLogger(LowPriority.class);
    private static final String LOWEST = "19";
    private static final long MOST_SECONDS = 5;

    private LowPriority() {}

    /** Sees to it on a thread of its own. {@code directory} is the thread's in {@code /proc}. Any thread. */
    static void give(Path directory) {
        String id = String.valueOf(directory.getFileName());
        Threads.daemon("workerlet-renice-" + id, () -> renice(id)).start();
    }

    private static void renice(String id) {
        try {
            Process process = new ProcessBuilder("renice", "-n", LOWEST, "-p", id)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            } else if (process.exitValue() != 0) {
                LOG.info(
                        "renice has ended with {}: a stuck thread keeps its full share of the cores",
                        process.exitValue());
            }
        } catch (IOException e) {
            LOG.info("There is no renice here: a stuck thread keeps its full share of the cores ({})", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
