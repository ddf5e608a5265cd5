package dev.workerlet.benchmarks.lifecycle;

import dev.workerlet.benchmarks.io.ProcessFigures;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What this process holds, as a line of names and numbers. */
final class OwnFigures {
    private static final long BYTES_PER_KIB = 1_024;

    private OwnFigures() {}

    /** @param deployed numbers of the web applications that were deployed */
    static String tell(Map<String, Integer> deployed, Path work) throws IOException {
        Map<String, Long> figures = new TreeMap<>();
        deployed.forEach((name, number) -> figures.put(name, (long) number));
        figures.put("libraries", libraries());
        figures.put("directories", entries(work));
        ProcessFigures process = ProcessFigures.of(ProcessHandle.current().pid());
        figures.put("rss-kib", process.rssKib());
        figures.put(
                "heap-kib",
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / BYTES_PER_KIB);
        figures.put("descriptors", (long) process.descriptors());
        Map<Thread, StackTraceElement[]> threads = Thread.getAllStackTraces();
        figures.put("threads-other", (long) process.threads() - threads.size());
        for (Thread thread : threads.keySet()) {
            figures.merge("thread:" + family(thread.getName()), 1L, Long::sum);
        }
        return figures.entrySet().stream()
                .map(figure -> figure.getKey() + '=' + figure.getValue())
                .collect(Collectors.joining(" "));
    }

    /** A thread's name without its numbers. */
    private static String family(String name) {
        return name.replaceAll("@?[0-9a-f]*\\d[0-9a-f]*", "N").replaceAll("[ =]", "_");
    }

    private static long libraries() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
            return lines.filter(line -> line.contains("libjavet"))
                    .map(line -> line.substring(line.indexOf('/')))
                    .distinct()
                    .count();
        }
    }

    private static long entries(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }
}
