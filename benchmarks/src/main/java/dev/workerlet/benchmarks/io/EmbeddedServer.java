package dev.workerlet.benchmarks.io;

import jakarta.servlet.ServletContext;

/** A container that serves a {@link Site} until it is closed. */
interface EmbeddedServer extends AutoCloseable {
    int port();

    ServletContext context();
}
