package dev.workerlet.benchmarks.lifecycle;

import picocli.CommandLine.Command;

/** Redeployments and ends under load. */
@Command(
        name = "lifecycle",
        mixinStandardHelpOptions = true,
        description = "Redeploys web applications, and ends servers, under load.",
        subcommands = {RedeployCommand.class, ExitCommand.class, LifecycleServeCommand.class})
public final class LifecycleCommand {}
