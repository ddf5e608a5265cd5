package dev.workerlet.runtime;

import dev.workerlet.runtime.eventloop.Threads;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JVM's exit as one runtime sees it: a shutdown hook from before V8 starts until it is closed.
 *
 * <p>A thread within V8 while the process ends may crash it. So the hook waits for a start that is under way, ends the
 * runtime or waits for whoever ends it already, and then for the threads that have been in V8. Whoever called
 * {@link System#exit} never comes back from there, and may be a thread that all this waits for: each wait is bounded.
 */
final class ExitHook {
    private static final Logger LOG = LoggerFactory.getLogger(ExitHook.class);

    /** Starting takes a second where the start-up snapshot has to be made, and longer on a busy machine. */
    private static final Duration LONGEST_START = Duration.ofSeconds(10);

    /** Threads that were told to end are on their way. */
    private static final Duration LONGEST_THREAD_END = Duration.ofSeconds(1);

    private final CompletableFuture<Runnable> ending = new CompletableFuture<>();
    private final Thread thread = Threads.daemon("workerlet-exit", this::run);

    private ExitHook() {}

    /**
     * Adds a hook, for a runtime that is about to start.
     *
     * @throws IllegalStateException when the JVM is exiting already
     */
    static ExitHook add() {
        ExitHook hook = new ExitHook();
        Runtime.getRuntime().addShutdownHook(hook.thread);
        return hook;
    }

    /** The runtime has started, and is ended by {@code end}. */
    void started(Runnable end) {
        ending.complete(end);
    }

    /** The runtime has ended, or never started. */
    void remove() {
        ending.complete(() -> LOG.debug("Nothing is left to be ended"));
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException e) {
            LOG.debug("The JVM is exiting: the hook finds everything closed", e);
        }
    }

    private void run() {
        try {
            ending.get(LONGEST_START.toNanos(), TimeUnit.NANOSECONDS).run();
        } catch (InterruptedException | TimeoutException | ExecutionException e) {
            LOG.warn("The JVM exits while the runtime starts", e);
        }
        if (!Threads.awaitNativeEnds(LONGEST_THREAD_END)) {
            LOG.error("The JVM exits while a thread may be within V8, which may crash it");
        }
    }
}
