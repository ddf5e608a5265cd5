package dev.workerlet.benchmarks.lifecycle;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Redeploys one of two web applications of a server again and again, both under load.
 *
 * @param redeployments how often
 * @param goodBetween right answers of the redeployed one that are waited for before the next time
 */
record RedeployRun(
        String container,
        Path war,
        int redeployments,
        int goodBetween,
        @Nullable Path log) {
    /** The first of each loop. It ends where it comes back from a long turn and two others are kept already; a new deployment has it again. */
    private static final String FIRST_LOOP_THREADS = "thread:workerlet-loop-N";

    /** Two applications with two loops each. */
    private static final long MOST_FIRST_LOOP_THREADS = 4;
    /** Those besides the first of each loop. */
    private static final String LOOP_THREADS = "thread:workerlet-loop-N-N";
    /** Each loop keeps two for long turns once it has needed them; there are two applications with a loop for each processor. */
    private static final long MOST_SPARE_LOOP_THREADS =
            2L * 2 * Runtime.getRuntime().availableProcessors();

    private static final long KIB_PER_MIB = 1_024;

    /**
     * What a redeployment may leave, half as much again and more as the classes that Javet holds (16 MiB) and their static fields (4 MiB). The Java heap
     * is resident from the start. An isolate that stays, with its heap, takes 6 MiB, and keeps V8's library mapped.
     */
    private static final Map<String, Long> MOST_MIB_EACH = Map.of("rss-kib", 24L, "heap-kib", 8L);

    /** By how much memory breathes, however many redeployments there are. */
    private static final long NOISE_MIB = 48;

    private static final int CLIENTS = 2;
    /** Time for the stop of a server without load. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(60);

    /**
     * What was found.
     *
     * @param before what the process held after one redeployment, without load
     * @param after the same at the end
     * @param took how long each redeployment took, in milliseconds
     * @param redeployed what came of requests to the application that was redeployed
     * @param neighbour what came of requests to the other one
     */
    record Result(
            Map<String, Long> before,
            Map<String, Long> after,
            List<Map<String, Long>> took,
            Answers redeployed,
            Answers neighbour,
            List<String> faults) {
        Result {
            before = Map.copyOf(before);
            after = Map.copyOf(after);
            took = List.copyOf(took);
            faults = List.copyOf(faults);
        }
    }

    Result run() throws IOException, InterruptedException {
        List<String> faults = new ArrayList<>();
        List<Map<String, Long>> took = new ArrayList<>();
        try (Child child = Child.start(container, ChildFiles.write(war, "10s", log))) {
            // Everything has been used once, the load on both and the way of a redeployment.
            load(child, 1, new ArrayList<>(), faults);
            Map<String, Long> before = child.figures();
            Loads loads = load(child, redeployments, took, faults);
            Map<String, Long> after = child.figures();
            child.process().endInput();
            Integer exitCode = child.awaitExit(LONGEST_STOP);
            if (exitCode == null || exitCode != 0) {
                faults.add("exit code " + exitCode);
            }
            faults.addAll(child.crashes());
            judge(before, after, loads, faults);
            return new Result(before, after, took, loads.redeployed, loads.neighbour, faults);
        }
    }

    /** What came of the requests. */
    private record Loads(Answers redeployed, Answers neighbour) {}

    private Loads load(Child child, int times, List<Map<String, Long>> took, List<String> faults)
            throws IOException, InterruptedException {
        try (CheckedLoad a = new CheckedLoad(child.application("a"), Question.GOOD, CLIENTS);
                CheckedLoad b = new CheckedLoad(child.application("b"), Question.GOOD, CLIENTS)) {
            for (int i = 0; i < times; i++) {
                if (!a.awaitGood(goodBetween) || !b.awaitGood(goodBetween)) {
                    faults.add("Load stands still before redeployment " + (i + 1));
                }
                took.add(child.redeploy());
            }
            if (!a.awaitGood(goodBetween) || !b.awaitGood(goodBetween)) {
                faults.add("Load stands still after the last redeployment");
            }
            return new Loads(a.answers(), b.answers());
        }
    }

    private void judge(Map<String, Long> before, Map<String, Long> after, Loads loads, List<String> faults) {
        long lost = loads.neighbour.count(kind -> !kind.equals(Answers.GOOD));
        if (lost > 0) {
            faults.add("the neighbour lost requests: " + loads.neighbour);
        }
        long bad = loads.redeployed.count(kind -> kind.startsWith(Answers.WRONG)
                || kind.startsWith(Answers.CUT)
                || kind.equals(Answers.NONE)
                || kind.equals("refused"));
        if (bad > 0) {
            faults.add("the redeployed one lost requests: " + loads.redeployed);
        }
        for (String name : List.of("libraries", "directories")) {
            if (after.getOrDefault(name, 0L) > before.getOrDefault(name, 0L)) {
                faults.add(name + " grew: " + before.get(name) + ", " + after.get(name));
            }
        }
        grownThreads(before, after).forEach((name, count) -> faults.add("threads grew: " + name + ": " + count));
        faults.addAll(leftIsolates(after));
        faults.addAll(grownMemory(before, after, redeployments));
    }

    /** Isolates that an earlier deployment has not closed. */
    static List<String> leftIsolates(Map<String, Long> after) {
        long left = after.getOrDefault("isolates-of-old", 0L);
        return left == 0 ? List.of() : List.of("isolates of applications that are gone: " + left);
    }

    /** Memory that has grown by more than redeployments may leave. */
    static List<String> grownMemory(Map<String, Long> before, Map<String, Long> after, int redeployments) {
        List<String> grown = new ArrayList<>();
        MOST_MIB_EACH.forEach((name, each) -> {
            long grownMib = (after.getOrDefault(name, 0L) - before.getOrDefault(name, 0L)) / KIB_PER_MIB;
            long most = NOISE_MIB + each * redeployments;
            if (grownMib > most) {
                grown.add(name + " grew by " + grownMib + " MiB, which is more than " + most);
            }
        });
        return grown;
    }

    /** Threads of the runtime, and V8's, of which there are more. */
    static Map<String, String> grownThreads(Map<String, Long> before, Map<String, Long> after) {
        Map<String, String> grown = new TreeMap<>();
        for (String name : new TreeSet<>(after.keySet())) {
            long earlier = before.getOrDefault(name, 0L);
            long later = after.getOrDefault(name, 0L);
            boolean judged = name.startsWith("thread:workerlet") || name.equals("threads-other");
            // The HTTP client's pool, and the JVM's own helpers, come and go.
            boolean breathes = name.startsWith("thread:workerlet-http") || name.equals("threads-other");
            long most = name.startsWith(LOOP_THREADS)
                    ? Math.max(earlier, MOST_SPARE_LOOP_THREADS)
                    : name.equals(FIRST_LOOP_THREADS)
                            ? Math.max(earlier, MOST_FIRST_LOOP_THREADS)
                            : earlier + (breathes ? 8 : 0);
            if (judged && later > most) {
                grown.put(name, earlier + ", " + later);
            }
        }
        return grown;
    }
}
