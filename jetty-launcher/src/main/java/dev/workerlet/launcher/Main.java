package dev.workerlet.launcher;

import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;

/** The entry point: reads the command line, runs the command, turns every failure into one line and an exit code. */
public final class Main {
    private Main() {}

    /** Exit codes: 0 after a stop, 1 when the server could not start, 2 for a command line that makes no sense. */
    public static void main(String[] arguments) {
        int exitCode = commandLine().execute(arguments);
        if (exitCode != ExitCode.OK) {
            System.exit(exitCode);
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new LaunchCommand())
                .setParameterExceptionHandler(Main::refuse)
                .setExecutionExceptionHandler(Main::fail);
    }

    private static int refuse(ParameterException problem, String[] arguments) {
        CommandLine command = problem.getCommandLine();
        String message = String.valueOf(problem.getMessage()).replaceFirst("^Error: ", "");
        command.getErr().println("workerlet: " + message + " (see --help)");
        return ExitCode.USAGE;
    }

    private static int fail(Exception problem, CommandLine command, CommandLine.ParseResult parsed) {
        command.getErr().println("workerlet: " + StartFailure.describe(problem));
        return ExitCode.SOFTWARE;
    }
}
