package dev.workerlet.runtime.support;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What is logged while this is open. What concerns a worker reads "[worker] [request id] text". */
public final class LogLines implements AutoCloseable {
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger logger;

    private LogLines(String name) {
        logger = (Logger) LoggerFactory.getLogger(name);
        lines.list = new CopyOnWriteArrayList<>();
        lines.start();
        logger.addAppender(lines);
    }

    /** Listens to a logger and those below it. */
    public static LogLines of(String logger) {
        return new LogLines(logger);
    }

    /** Listens to what workers write to their console. */
    public static LogLines ofConsole() {
        return new LogLines("dev.workerlet.console");
    }

    /** The lines so far. */
    public List<String> all() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    /** Lines that contain {@code text}. */
    public List<String> with(String text) {
        return all().stream().filter(line -> line.contains(text)).toList();
    }

    /** The request id of the first line that contains {@code text}, or "none". */
    public String requestOf(String text) {
        return with(text).stream()
                .map(line -> line.split(" ", 3)[1])
                .findFirst()
                .orElse("none");
    }

    @Override
    public void close() {
        logger.detachAppender(lines);
    }
}
