package dev.workerlet.runtime.context;

import dev.workerlet.runtime.message.SchedulerMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What a worker writes to its console: lines of the SLF4J logger {@code dev.workerlet.console}, each with the worker's
 * name and the id of the request in whose continuation it was written.
 */
final class WorkerLog {
    private static final Logger LOG = LoggerFactory.getLogger("dev.workerlet.console");
    private static final String NO_REQUEST = "-";

    private final String worker;

    WorkerLog(WorkerDefinition worker) {
        this.worker = worker.name();
    }

    /** Whether lines of this level are written at all. */
    boolean writes(int level) {
        return LOG.isEnabledForLevel(slf4jLevel(level));
    }

    /** Writes a console line; {@code requestId} is null outside all requests. */
    void console(@Nullable String requestId, int level, String text) {
        LOG.atLevel(slf4jLevel(level)).log("[{}] [{}] {}", worker, requestId == null ? NO_REQUEST : requestId, text);
    }

    private static Level slf4jLevel(int level) {
        return switch (level) {
            case SchedulerMessage.Log.ERROR -> Level.ERROR;
            case SchedulerMessage.Log.WARN -> Level.WARN;
            case SchedulerMessage.Log.INFO -> Level.INFO;
            case SchedulerMessage.Log.DEBUG -> Level.DEBUG;
            default -> Level.TRACE;
        };
    }
}
