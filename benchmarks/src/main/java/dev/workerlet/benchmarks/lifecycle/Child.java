package dev.workerlet.benchmarks.lifecycle;

import dev.workerlet.benchmarks.io.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A server with the web applications {@code a} and {@code b} in a process of its own. */
final class Child implements AutoCloseable {
    private final ChildFiles files;
    private final ServerProcess process;

    private Child(ChildFiles files, ServerProcess process) {
        this.files = files;
        this.process = process;
    }

    /** Starts one, and waits until it serves. */
    static Child start(String container, ChildFiles files) throws IOException {
        return new Child(files, ServerProcess.start(files.command(container), files.directory(), files.log()));
    }

    ServerProcess process() {
        return process;
    }

    URI application(String name) {
        return process.url(name + "/");
    }

    /** Takes {@code a} away and deploys it again. Returns how long both took, in milliseconds. */
    Map<String, Long> redeploy() throws IOException {
        return numbers(process.ask("redeploy"));
    }

    Map<String, Long> figures() throws IOException {
        return numbers(process.ask("figures"));
    }

    private static Map<String, Long> numbers(String line) {
        Map<String, Long> numbers = new TreeMap<>();
        for (String number : line.split(" ", -1)) {
            int equals = number.lastIndexOf('=');
            numbers.put(number.substring(0, equals), Long.parseLong(number.substring(equals + 1)));
        }
        return numbers;
    }

    /** Waits for its end. Returns its exit code, or null where it has none in time. */
    @Nullable
    Integer awaitExit(Duration most) throws InterruptedException {
        return process.awaitExit(most);
    }

    /** What a crash has left. */
    List<String> crashes() {
        return files.crashes(process.pid());
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.kill();
        process.awaitExit(Duration.ofSeconds(20));
        process.close();
    }
}
