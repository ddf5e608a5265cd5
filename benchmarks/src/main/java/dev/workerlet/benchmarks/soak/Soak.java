package dev.workerlet.benchmarks.soak;

import dev.workerlet.benchmarks.io.Leftovers;
import dev.workerlet.benchmarks.io.Quiet;
import dev.workerlet.benchmarks.io.ServerCommand;
import dev.workerlet.benchmarks.io.ServerProcess;
import dev.workerlet.benchmarks.io.Upstream;
import dev.workerlet.benchmarks.support.WorkDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One soak: load to warm up, a rest, the load that is judged, and a rest again. */
final class Soak implements AutoCloseable {
    /** Isolates at rest give their memory back. */
    private static final Duration REST = Duration.ofSeconds(20);

    private static final Duration LONGEST_REST = Duration.ofMinutes(2);

    private static final int MOST_TIMES = 10;
    private static final int ENDING_STEPS = 50;
    private static final int STEP_MILLIS = 100;

    private final SoakPlan plan;
    private final Path directory;
    private final ServerProcess server;
    private final Upstream upstream;
    private final Load load;
    private final Quiet quiet;

    private Soak(SoakPlan plan, Path directory, ServerProcess server, Upstream upstream) {
        this.plan = plan;
        this.directory = directory;
        this.server = server;
        this.upstream = upstream;
        this.load = new Load(new Grounds(server.url(), upstream), plan);
        this.quiet = new Quiet(server, upstream, true);
    }

    /** Starts the server. */
    static Soak start(SoakPlan plan) throws IOException {
        WorkDirectory directory = WorkDirectory.create();
        Grounds.write(directory.path());
        Path log = plan.log();
        List<String> command = ServerCommand.of(
                plan.heapMebibytes(),
                directory.path(),
                "soak",
                "serve",
                "--container",
                plan.container(),
                "--directory",
                directory.path().toString());
        ServerProcess server = ServerProcess.start(
                command,
                directory,
                log == null ? ProcessBuilder.Redirect.DISCARD : ProcessBuilder.Redirect.appendTo(log.toFile()));
        return new Soak(plan, directory.path(), server, new Upstream());
    }

    /** Runs to the end, or until the server has ended. */
    SoakResult run(Consumer<Reading> observer) throws IOException, InterruptedException, ExecutionException {
        List<Reading> readings = new ArrayList<>();
        try {
            return run(readings, observer);
        } catch (IOException e) {
            if (!isEnding()) {
                throw e;
            }
            return new SoakResult(plan, readings, load.tally(), null, null, List.of(), crash());
        }
    }

    /** One that ends has closed its pipes before it is gone. */
    private boolean isEnding() throws InterruptedException {
        for (int i = 0; i < ENDING_STEPS && server.isAlive(); i++) {
            Thread.sleep(STEP_MILLIS);
        }
        return !server.isAlive();
    }

    private SoakResult run(List<Reading> readings, Consumer<Reading> observer)
            throws IOException, InterruptedException, ExecutionException {
        load.start();
        load.await(plan.warmUp(), load.firstVisits());
        load.stop();
        Leftovers before = quiet.await(0, null);
        Reading rested = rest();
        load.start();
        soak(readings, observer);
        load.stop();
        Leftovers after = quiet.await(0, before);
        List<String> left = after.faults(before);
        return new SoakResult(plan, readings, load.tally(), rested, rest(), left, List.of());
    }

    private void soak(List<Reading> readings, Consumer<Reading> observer) throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        long visits = load.tally().visits() + plan.leastVisits();
        long periods = plan.duration().dividedBy(plan.period());
        for (long number = 1; number <= periods || isShort(visits, number, periods); number++) {
            long dueNanos = startNanos + number * plan.period().toNanos();
            Thread.sleep(
                    Duration.ofNanos(Math.max(0, dueNanos - System.nanoTime())).toMillis());
            Reading reading = Reading.of(server, number * plan.period().toSeconds(), load.tally());
            readings.add(reading);
            observer.accept(reading);
        }
    }

    private boolean isShort(long visits, long number, long periods) {
        return number <= MOST_TIMES * periods && load.tally().visits() < visits;
    }

    private Reading rest() throws IOException, InterruptedException {
        Thread.sleep(REST.compareTo(plan.duration()) < 0 ? REST.toMillis() : 0);
        // Heaps are collected now, and turns that were given up have the lowest priority: their threads come back late.
        long deadlineNanos = System.nanoTime() + LONGEST_REST.toNanos();
        while (!ServerThreads.areAtRest(ServerThreads.of(server.pid())) && System.nanoTime() - deadlineNanos < 0) {
            Thread.sleep(STEP_MILLIS);
        }
        return Reading.of(server, 0, load.tally());
    }

    /** What the server has said last, and what a crashed JVM has left, which is kept. */
    private List<String> crash() throws IOException, InterruptedException {
        List<String> signs = new ArrayList<>(List.of(server.lastWords()));
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(file -> file.getFileName().toString().startsWith("hs_err"))
                    .toList()) {
                Path kept = Path.of(file.getFileName().toString()).toAbsolutePath();
                Files.copy(file, kept, StandardCopyOption.REPLACE_EXISTING);
                signs.add(kept.toString());
            }
        }
        return signs;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        load.close();
        upstream.close();
        server.close();
    }
}
