package dev.workerlet.it.support;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server as a child process: what it printed, waiting for what it should do, and its end. Thread-safe.
 *
 * <p>Every wait is bounded and fails with the last lines of the output. Closing kills a process that still runs.
 */
public final class ServerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int TAIL_LINES = 60;

    private final String name;
    private final Process process;
    private final Path log;
    private final Thread reader;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition printed = lock.newCondition();
    private final List<String> lines = new ArrayList<>();

    private ServerProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.reader = new Thread(this::readOutput, name + "-output");
        reader.setDaemon(true);
    }

    /** Starts {@code command} in {@code folder}, both outputs into one log there. */
    public static ServerProcess start(String name, Path folder, List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        ServerProcess server = new ServerProcess(name, process, folder.resolve(name + "-output.log"));
        server.reader.start();
        return server;
    }

    private void readOutput() {
        try (BufferedReader input = process.inputReader(StandardCharsets.UTF_8);
                BufferedWriter output = Files.newBufferedWriter(log)) {
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                output.write(line);
                output.newLine();
                output.flush();
                add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String line) {
        lock.lock();
        try {
            lines.add(line);
            printed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a line that {@code pattern} is found in; one that was printed before counts. */
    public Matcher awaitLine(String pattern) throws InterruptedException {
        Pattern wanted = Pattern.compile(pattern);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (int seen = 0; ; ) {
            List<String> fresh = linesFrom(seen, Math.min(POLL.toNanos(), deadline - System.nanoTime()));
            Optional<Matcher> found =
                    fresh.stream().map(wanted::matcher).filter(Matcher::find).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            seen += fresh.size();
            boolean over = fresh.isEmpty() && (!reader.isAlive() || System.nanoTime() - deadline > 0);
            if (over) {
                throw failure("never printed a line with " + pattern);
            }
        }
    }

    private List<String> linesFrom(int index, long waitNanos) throws InterruptedException {
        lock.lock();
        try {
            for (long left = waitNanos; lines.size() == index && left > 0; ) {
                left = printed.awaitNanos(left);
            }
            return List.copyOf(lines.subList(index, lines.size()));
        } finally {
            lock.unlock();
        }
    }

    /** Waits until {@code condition} holds, asking again and again while the process lives. */
    public void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (process.waitFor(POLL.toNanos(), TimeUnit.NANOSECONDS)) {
                throw failure("ended before " + what);
            }
            if (System.nanoTime() - deadline > 0) {
                throw failure("did not get there within " + PATIENCE + ": " + what);
            }
        }
    }

    /** Asks the process to end, as Ctrl-C or a service manager does, and waits for its exit code. What it prints until then is read. */
    public int terminate() throws InterruptedException {
        process.toHandle().destroy();
        return awaitExit();
    }

    /** Waits for the end, and hands over the exit code. */
    public int awaitExit() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
            throw failure("did not end within " + PATIENCE);
        }
        reader.join(PATIENCE.toMillis());
        return process.exitValue();
    }

    /** All lines so far. */
    public List<String> lines() throws InterruptedException {
        return linesFrom(0, 0);
    }

    /** The process id. */
    public long pid() {
        return process.pid();
    }

    private AssertionError failure(String what) throws InterruptedException {
        List<String> all = lines();
        String tail = String.join("\n", all.subList(Math.max(0, all.size() - TAIL_LINES), all.size()));
        return new AssertionError(name + " " + what + ". The end of its output (" + log + "):\n" + tail);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
