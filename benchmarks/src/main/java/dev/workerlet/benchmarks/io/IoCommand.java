package dev.workerlet.benchmarks.io;

import picocli.CommandLine.Command;

/** What flows through a server: each subcommand starts one, loads it, and exits with 1 when its property does not hold. */
@Command(
        name = "io",
        mixinStandardHelpOptions = true,
        description = "Loads a server with bodies that flow, slow clients, many clients, and clients that leave.",
        subcommands = {
            EchoCommand.class,
            PassCommand.class,
            SlowReaderCommand.class,
            SlowUploadCommand.class,
            IdleCommand.class,
            AbortsCommand.class,
            OverloadCommand.class,
            ServeCommand.class
        })
public final class IoCommand {}
