package dev.workerlet.benchmarks.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What the system tells of a process at one time (Linux).
 *
 * @param rssKib resident memory
 * @param threads its threads, V8's included
 * @param descriptors its open files and sockets
 * @param cpuMillis CPU time since its start, in steps of 10 ms
 */
public record ProcessFigures(long rssKib, int threads, int descriptors, long cpuMillis) {
    private static final long MILLIS_PER_TICK = 10;
    private static final int USER_TICKS = 11;

    /** Reads them. */
    public static ProcessFigures of(long pid) {
        Path directory = Path.of("/proc", Long.toString(pid));
        try (Stream<Path> descriptors = Files.list(directory.resolve("fd"))) {
            return new ProcessFigures(
                    status(directory, "VmRSS"),
                    (int) status(directory, "Threads"),
                    (int) descriptors.count(),
                    cpuMillis(directory));
        } catch (IOException e) {
            throw new UncheckedIOException("Process " + pid + " tells no figures", e);
        }
    }

    private static long status(Path directory, String field) throws IOException {
        try (Stream<String> lines = Files.lines(directory.resolve("status"))) {
            return lines.filter(line -> line.startsWith(field + ':'))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static long cpuMillis(Path directory) throws IOException {
        String line = Files.readString(directory.resolve("stat"));
        // The second field is the command's name, in parentheses, and may hold blanks.
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
        return MILLIS_PER_TICK * (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[USER_TICKS + 1]));
    }
}
