package dev.workerlet.benchmarks.hostile;

import dev.workerlet.benchmarks.io.ServerCommand;
import dev.workerlet.benchmarks.io.ServerProcess;
import dev.workerlet.benchmarks.support.WorkDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The server under attack, and the load on its neighbours. A new one takes the place of one that was brought down. */
public final class BatteryServer implements AutoCloseable {
    private static final int RECOVERY_SECONDS = 5;
    /** The same where times are not judged. */
    private static final int LONG_RECOVERY_SECONDS = 30;

    private static final int HEAP_MEBIBYTES = 256;

    private final ServerProcess process;
    private final SteadyLoad load;
    private final int recoverySeconds;

    private BatteryServer(ServerProcess process, SteadyLoad load, int recoverySeconds) {
        this.process = process;
        this.load = load;
        this.recoverySeconds = recoverySeconds;
    }

    /** Starts one. */
    static BatteryServer start(BatteryPlan plan, Layout layout, List<Attack> attacks) throws IOException {
        ServerProcess process = process(plan, layout, attacks);
        SteadyLoad load = new SteadyLoad(process.url(), layout.neighbours(), plan.rate());
        return new BatteryServer(process, load, plan.timed() ? RECOVERY_SECONDS : LONG_RECOVERY_SECONDS);
    }

    /** Starts one without load. */
    public static ServerProcess process(BatteryPlan plan, Layout layout, List<Attack> attacks) throws IOException {
        WorkDirectory directory = WorkDirectory.create();
        layout.write(directory.path(), attacks);
        Path log = plan.log();
        ProcessBuilder.Redirect redirect =
                log == null ? ProcessBuilder.Redirect.DISCARD : ProcessBuilder.Redirect.appendTo(log.toFile());
        return ServerProcess.start(command(plan, directory.path()), directory, redirect);
    }

    private static List<String> command(BatteryPlan plan, Path directory) {
        return ServerCommand.of(
                HEAP_MEBIBYTES,
                directory,
                "hostile",
                "serve",
                "--container",
                plan.container(),
                "--directory",
                directory.toString(),
                "--wall-millis",
                Integer.toString(plan.wallMillis()),
                "--heap",
                Integer.toString(plan.heapMebibytes()),
                "--outside",
                Integer.toString(plan.outsideMebibytes()),
                "--queue-target",
                // Where times are not judged the machine may be busy with other things: nobody is refused for them.
                plan.timed() ? "2s" : "0s");
    }

    ServerProcess process() {
        return process;
    }

    SteadyLoad load() {
        return load;
    }

    /** Resident memory, 0 when it has ended. */
    long rssKib() {
        return process.isAlive() ? process.figures().rssKib() : 0;
    }

    /** What became of it; empty when it lives and all its loops answer. */
    String harm() throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (process.isAlive()) {
            Map<String, Long> figures = process.statistics();
            if (figures.getOrDefault("loopsThatTold", 0L) == Layout.LOOPS) {
                return "";
            }
            if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(recoverySeconds)) {
                return "A LOOP IS STUCK";
            }
            Thread.sleep(100);
        }
        return "THE SERVER HAS ENDED";
    }

    /** Ends one that has come to harm: it would not end by itself. */
    void abandon() throws IOException, InterruptedException {
        process.kill();
        close();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        load.close();
        process.close();
    }
}
