package dev.workerlet.benchmarks.io;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Follows the Java heap of a process by {@code jstat}, which reads shared memory: the process is not asked. */
final class HeapWatch implements AutoCloseable {
    private static final List<String> USED = List.of("S0U", "S1U", "EU", "OU");

    private final Process jstat;
    private final Thread reader;
    private volatile long usedKib;

    HeapWatch(long pid, int periodMillis) {
        String program =
                Path.of(System.getProperty("java.home"), "bin", "jstat").toString();
        try {
            jstat = new ProcessBuilder(program, "-gc", Long.toString(pid), Integer.toString(periodMillis))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("jstat, a part of the JDK, is needed", e);
        }
        reader = new Thread(this::follow, "heap-watch");
        reader.setDaemon(true);
        reader.start();
    }

    private void follow() {
        try (BufferedReader lines = jstat.inputReader()) {
            List<String> names = fields(lines.readLine());
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                List<String> values = fields(line);
                usedKib = (long) USED.stream()
                        .mapToDouble(name -> Double.parseDouble(values.get(names.indexOf(name))))
                        .sum();
            }
        } catch (IOException e) {
            // The stream breaks when jstat is ended.
            usedKib = 0;
        }
    }

    private static List<String> fields(String line) {
        return Arrays.asList(line.trim().split("\\s+"));
    }

    /** The heap that is used, garbage included; 0 before the first reading. */
    long usedKib() {
        return usedKib;
    }

    @Override
    public void close() {
        jstat.destroy();
    }
}
