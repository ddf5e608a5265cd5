package dev.workerlet.benchmarks.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Threads of a process by the system's names for them (Linux), which are cut after 15 characters; numbers are left out. */
final class ServerThreads {
    private ServerThreads() {}

    /** Counts them. */
    static Map<String, Integer> of(long pid) {
        Map<String, Integer> counts = new TreeMap<>();
        for (Path task : tasks(pid)) {
            String name = name(task);
            if (!name.isEmpty()) {
                counts.merge(name, 1, Integer::sum);
            }
        }
        return counts;
    }

    private static List<Path> tasks(long pid) {
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            return new ArrayList<>(tasks.toList());
        } catch (IOException e) {
            throw new UncheckedIOException("Process " + pid + " tells no threads", e);
        }
    }

    private static String name(Path task) {
        try {
            return Files.readString(task.resolve("comm")).trim().replaceAll("[-#]?\\d+(-\\d*)?$", "");
        } catch (NoSuchFileException e) {
            // It has ended meanwhile.
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException("A thread tells no name", e);
        }
    }
}
