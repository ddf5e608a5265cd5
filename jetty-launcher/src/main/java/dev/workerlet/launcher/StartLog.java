package dev.workerlet.launcher;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jetty's log while it starts: silent, because a failed start is told in one line and not in a page of stack traces.
 * The level DEBUG of this class's logger shows the traces.
 */
final class StartLog implements AutoCloseable {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(StartLog.class);

    private final Logger jetty = (Logger) LoggerFactory.getLogger("org.eclipse.jetty");
    private final Level usual = jetty.getEffectiveLevel();

    StartLog() {
        jetty.setLevel(Level.OFF);
    }

    void failed(Throwable problem) {
        LOG.debug("The server did not start", problem);
    }

    @Override
    public void close() {
        jetty.setLevel(usual);
    }
}
