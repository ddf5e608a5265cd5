package dev.workerlet.benchmarks.micro;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Runs the JMH benchmarks; what follows the command goes to JMH. */
@Command(
        name = "micro",
        description = "JMH benchmarks of turns, dispatches and isolates; arguments are JMH's (-h lists them).")
public final class MicroCommand implements Callable<Integer> {
    @Unmatched
    private @Nullable List<String> arguments;

    @Override
    public Integer call() throws CommandLineOptionException, IOException, RunnerException {
        List<String> given = arguments == null ? new ArrayList<>() : arguments;
        CommandLineOptions options = new CommandLineOptions(given.toArray(String[]::new));
        if (options.shouldHelp()) {
            new CommandLineOptions().showHelp();
        } else {
            new Runner(options).run();
        }
        return 0;
    }
}
