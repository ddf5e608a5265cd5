package dev.workerlet.benchmarks.soak;

import dev.workerlet.runtime.limits.OverloadLimits;
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
    /** How the runtime's own begin. */
    private static final List<String> OWN = List.of("workerlet", "V8");

    private static final String LOOPS = "workerlet-loop-";
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    /** Threads of a container's pool, as many as it has by default, with those that accept and wait for connections. */
    private static final int MOST_OF_CONTAINER = 200 + 2;

    /**
     * Pools that grow when they are needed, and how many threads those of a name may have at rest. Each of the two loops keeps two
     * threads for long turns besides the one that runs it. The last two are Jetty's and Tomcat's: they grow and shrink by rules of
     * their own, Tomcat's up to 25 that are ready and with one for each request that came while all others were busy.
     */
    private static final Map<String, Integer> POOLS = Map.of(
            LOOPS,
            2 * (1 + 2),
            "workerlet-http-",
            20,
            "workerlet-socke",
            8 + 2 * PROCESSORS,
            "workerlet-compu",
            2 * PROCESSORS,
            "workerlet-closi",
            1,
            "workerlet-makin",
            1,
            "qtp",
            MOST_OF_CONTAINER,
            "http-nio-127.0.",
            MOST_OF_CONTAINER);

    /** Threads that long turns may have under load: {@code stuck-threads-limit}. */
    private static final int MOST_OF_TURNS = OverloadLimits.DEFAULTS.stuckThreads();

    private ServerThreads() {}

    /** Of all threads, the runtime's own. */
    static Map<String, Integer> own(Map<String, Integer> threads) {
        Map<String, Integer> own = new TreeMap<>(threads);
        own.keySet().removeIf(name -> OWN.stream().noneMatch(name::startsWith));
        return own;
    }

    /** How many threads there are besides the pools. */
    static int besidesPools(Map<String, Integer> threads) {
        return threads.entrySet().stream()
                .filter(named -> !POOLS.containsKey(named.getKey()))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /** How many threads of a name may come to be while the server rests. */
    static int mostAtRest(String name) {
        return POOLS.getOrDefault(name, 0);
    }

    /** Whether no pool of the runtime has more threads than it may have while the server rests. */
    static boolean areAtRest(Map<String, Integer> threads) {
        return own(threads).entrySet().stream()
                .noneMatch(pool -> POOLS.containsKey(pool.getKey()) && pool.getValue() > mostAtRest(pool.getKey()));
    }

    /** Pools that have more threads than they may have under load, each with how many. */
    static Map<String, Integer> overfull(Map<String, Integer> threads) {
        Map<String, Integer> overfull = new TreeMap<>(threads);
        overfull.entrySet().removeIf(pool -> {
            Integer most = POOLS.get(pool.getKey());
            return most == null || pool.getValue() <= most + (pool.getKey().equals(LOOPS) ? MOST_OF_TURNS : 0);
        });
        return overfull;
    }

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
