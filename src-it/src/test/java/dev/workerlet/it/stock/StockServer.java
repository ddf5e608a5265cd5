package dev.workerlet.it.stock;

import dev.workerlet.it.support.Http;
import dev.workerlet.it.support.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A stock server that runs as a child process. One test class owns it and closes it. */
interface StockServer extends AutoCloseable {
    /** The process, for its output and its waits. */
    ServerProcess process();

    /** A client for the server's root. */
    Http http();

    /** The folder of the server's own that a crash of the JVM would leave its report in. */
    Path folder();

    /** The folder that the server watches for archives. */
    Path deployments();

    /** Puts an archive where the server finds it, under a context path of that name; replaces the one that was there. */
    default void deploy(String name, Path war) throws IOException {
        Path arriving = Files.copy(war, folder().resolve(name + ".arriving"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(arriving, deployments().resolve(name + ".war"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Stops the server the way its manual says, and hands over the exit code. */
    int stop() throws IOException, InterruptedException;

    @Override
    default void close() {
        process().close();
    }
}
