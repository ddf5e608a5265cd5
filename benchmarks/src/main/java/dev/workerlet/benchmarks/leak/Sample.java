package dev.workerlet.benchmarks.leak;

import dev.workerlet.runtime.Workerlet;
import dev.workerlet.runtime.WorkerletStatistics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What the process holds at one time, with no request under way.
 *
 * @param requests requests answered so far
 * @param rssKib resident memory of the process
 * @param isolates isolates with a script
 * @param openIsolates isolates of the process, spares included
 * @param handles V8 references and callback contexts that the host holds
 * @param threads threads of the process, V8's included
 */
record Sample(int requests, long rssKib, int isolates, int openIsolates, int handles, long threads) {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final long QUIET_NANOS = 30_000_000_000L;

    /** Waits until nothing is under way, and looks. */
    static Sample take(int requests, Workerlet workerlet) throws InterruptedException {
        WorkerletStatistics statistics = quiet(workerlet);
        return new Sample(
                requests,
                status("VmRSS"),
                statistics.isolates(),
                statistics.openIsolates(),
                statistics.openHandles(),
                status("Threads"));
    }

    private static WorkerletStatistics quiet(Workerlet workerlet) throws InterruptedException {
        long deadline = System.nanoTime() + QUIET_NANOS;
        // Contexts become shareable and spares are made when a loop is idle.
        Thread.sleep(1_000);
        WorkerletStatistics statistics = workerlet.statistics();
        while (statistics.activeRequests() > 0) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("Requests are still under way: " + statistics);
            }
            Thread.sleep(10);
            statistics = workerlet.statistics();
        }
        return statistics;
    }

    /** A number of the process's status; 0 where the system tells none. */
    private static long status(String field) {
        if (!Files.isReadable(STATUS)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(field + ':'))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read " + STATUS, e);
        }
    }
}
