package dev.workerlet.runtime.isolate;

import com.caoccao.javet.interfaces.IJavetLogger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Javet's log lines, in ours. What it warns of when an isolate is closed is the closing itself, hence the levels. */
enum IsolateLog implements IJavetLogger {
    /** The only one. */
    INSTANCE;

    private static final Logger LOG = LoggerFactory.getLogger("dev.workerlet.javet");

    @Override
    public void debug(String message) {
        LOG.trace(message);
    }

    @Override
    public void error(String message) {
        LOG.error(message);
    }

    @Override
    public void error(String message, Throwable cause) {
        LOG.error(message, cause);
    }

    @Override
    public void info(String message) {
        LOG.debug(message);
    }

    @Override
    public void warn(String message) {
        LOG.debug(message);
    }
}
