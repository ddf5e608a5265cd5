package dev.workerlet.benchmarks.soak;

import dev.workerlet.benchmarks.io.ProcessFigures;
import dev.workerlet.benchmarks.io.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The server at one time.
 *
 * @param seconds since the load that is judged began
 * @param visits visits so far
 * @param faulty of these, wrong or lost
 * @param process the system's figures
 * @param mappings its memory mappings
 * @param threads its threads by name
 * @param told the runtime's figures
 */
record Reading(
        long seconds,
        long visits,
        long faulty,
        ProcessFigures process,
        long mappings,
        Map<String, Integer> threads,
        Map<String, Long> told) {
    /** Reads all, after a collection of the Java heap. */
    static Reading of(ServerProcess server, long seconds, Tally tally) throws IOException {
        Map<String, Long> told = server.collected(Grounds.LOOPS);
        return new Reading(
                seconds,
                tally.visits(),
                tally.faulty(),
                server.figures(),
                mappings(server.pid()),
                ServerThreads.of(server.pid()),
                told);
    }

    private static long mappings(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "maps"))) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException("Process " + pid + " tells no mappings", e);
        }
    }

    /** A figure of the runtime's. */
    long told(String name) {
        return told.getOrDefault(name, 0L);
    }
}
