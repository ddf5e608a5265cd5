package dev.workerlet.runtime.support;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What workers write to their console while this is open: "[worker] [request id] text". */
public final class ConsoleLines implements AutoCloseable {
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger console = (Logger) LoggerFactory.getLogger("dev.workerlet.console");

    /** Begins to listen. */
    public ConsoleLines() {
        lines.list = new CopyOnWriteArrayList<>();
        lines.start();
        console.addAppender(lines);
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
        console.detachAppender(lines);
    }
}
