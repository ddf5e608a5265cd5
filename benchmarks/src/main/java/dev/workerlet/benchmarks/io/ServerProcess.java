package dev.workerlet.benchmarks.io;

import dev.workerlet.benchmarks.support.WorkDirectory;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The server under load. One that was started here is stopped by {@link #close}. */
public final class ServerProcess implements AutoCloseable {
    private static final String READY = "ready ";
    private static final long STOP_SECONDS = 20;
    private static final int TRIES = 10;

    /** As the README tells operators to set it. */
    private static final String MALLOC_ARENAS = "2";

    private final URI url;
    private final long pid;
    private final @Nullable Started started;

    /** What belongs to a server that was started here. */
    private record Started(Process process, BufferedReader output, BufferedWriter input, WorkDirectory directory) {}

    private ServerProcess(URI url, long pid, @Nullable Started started) {
        this.url = url;
        this.pid = pid;
        this.started = started;
    }

    static ServerProcess running(URI url, long pid) {
        return new ServerProcess(url, pid, null);
    }

    /**
     * Starts a server and waits until it is ready.
     *
     * @param command gives the command line for a folder of scripts
     */
    static ServerProcess start(Function<Path, List<String>> command) throws IOException {
        WorkDirectory directory = WorkDirectory.create();
        List<String> line = command.apply(WorkerScripts.write(directory));
        return start(line, directory, ProcessBuilder.Redirect.INHERIT);
    }

    /**
     * Starts a server and waits until it is ready.
     *
     * @param directory its files, deleted when it is closed
     * @param log where its standard error goes
     */
    public static ServerProcess start(List<String> command, WorkDirectory directory, ProcessBuilder.Redirect log)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(log);
        builder.environment().putIfAbsent("MALLOC_ARENA_MAX", MALLOC_ARENAS);
        Process process = builder.start();
        Started started = new Started(process, process.inputReader(), process.outputWriter(), directory);
        String line = started.output.readLine();
        if (line == null || !line.startsWith(READY)) {
            process.destroy();
            throw new IOException("The server did not start: " + line);
        }
        return new ServerProcess(URI.create(line.substring(READY.length())), process.pid(), started);
    }

    /** The root. */
    public URI url() {
        return url;
    }

    /** The address of one of its workers. */
    public URI url(String path) {
        return url.resolve(path);
    }

    public long pid() {
        return pid;
    }

    public ProcessFigures figures() {
        return ProcessFigures.of(pid);
    }

    /** The runtime's figures by name. Only of a server that tells them. */
    public Map<String, Long> statistics() throws IOException {
        return figuresOf(ask("statistics"));
    }

    /**
     * The same, after a collection of its Java heap. A loop that is in the midst of an attacker's turn does not tell in time, and what its isolates
     * hold is missing then: they are asked again, but not for ever, until so many loops have told.
     */
    public Map<String, Long> collected(int loops) throws IOException {
        Map<String, Long> told = figuresOf(ask(TellingServer.COLLECT));
        for (int i = 0; i < TRIES && told.getOrDefault("loopsThatTold", 0L) < loops; i++) {
            told = statistics();
        }
        return told;
    }

    private static Map<String, Long> figuresOf(String line) {
        Map<String, Long> figures = new TreeMap<>();
        for (String figure : line.split(" ", -1)) {
            int equals = figure.indexOf('=');
            figures.put(figure.substring(0, equals), Long.parseLong(figure.substring(equals + 1)));
        }
        return figures;
    }

    /** Sends a line to its standard input, and returns the line that it answers with. Only of a server that tells figures. */
    public String ask(String command) throws IOException {
        Started asked = started;
        if (asked == null) {
            throw new IllegalStateException("This server tells no figures");
        }
        asked.input.write(command + "\n");
        asked.input.flush();
        String line = asked.output.readLine();
        if (line == null) {
            throw new IOException("The server has ended");
        }
        return line;
    }

    /** Ends its standard input. Only of a server that was started here. */
    public void endInput() throws IOException {
        if (started != null) {
            started.input.close();
        }
    }

    /** Asks it to end, by SIGTERM. Only of a server that was started here. */
    public void terminate() {
        if (started != null) {
            started.process.destroy();
        }
    }

    /** Waits for its end. Returns its exit code, or null where it has none in time. Only of a server that was started here. */
    public @Nullable Integer awaitExit(Duration most) throws InterruptedException {
        boolean ended = started != null && started.process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS);
        return ended && started != null ? started.process.exitValue() : null;
    }

    /** Whether the process lives. */
    public boolean isAlive() {
        return started != null
                ? started.process.isAlive()
                : ProcessHandle.of(pid).isPresent();
    }

    /** What one that was started here and has ended said last, and its exit code. */
    public String lastWords() throws IOException, InterruptedException {
        Started ended = started;
        if (ended == null || !ended.process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            return "";
        }
        return "exit code " + ended.process.exitValue() + ' '
                + ended.output.lines().collect(Collectors.joining(" / "));
    }

    /** Ends it at once. Only of a server that was started here. */
    public void kill() {
        if (started != null) {
            started.process.destroyForcibly();
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (started != null) {
            started.process.destroy();
            if (!started.process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                started.process.destroyForcibly();
            }
            started.directory.close();
        }
    }
}
