package dev.workerlet.benchmarks;

import dev.workerlet.benchmarks.cold.ColdCommand;
import dev.workerlet.benchmarks.hostile.HostileCommand;
import dev.workerlet.benchmarks.io.IoCommand;
import dev.workerlet.benchmarks.leak.LeakCommand;
import dev.workerlet.benchmarks.lifecycle.LifecycleCommand;
import dev.workerlet.benchmarks.micro.MicroCommand;
import dev.workerlet.benchmarks.peers.PeersCommand;
import dev.workerlet.benchmarks.seed.SeedTablesCommand;
import dev.workerlet.benchmarks.soak.SoakCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry point: one command for each benchmark. */
@Command(
        name = "benchmarks",
        mixinStandardHelpOptions = true,
        description = "Measures what the runtime costs.",
        subcommands = {
            SeedTablesCommand.class,
            LeakCommand.class,
            ColdCommand.class,
            MicroCommand.class,
            IoCommand.class,
            HostileCommand.class,
            LifecycleCommand.class,
            SoakCommand.class,
            PeersCommand.class
        })
public final class Main {
    private Main() {}

    /** Exit codes: 0 when all went well, 1 when a run failed or missed what it must show, 2 for a wrong command line. */
    public static void main(String[] arguments) {
        int exitCode = new CommandLine(new Main()).execute(arguments);
        if (exitCode != CommandLine.ExitCode.OK) {
            System.exit(exitCode);
        }
    }
}
