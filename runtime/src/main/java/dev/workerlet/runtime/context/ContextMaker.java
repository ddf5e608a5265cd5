package dev.workerlet.runtime.context;

import dev.workerlet.runtime.eventloop.Threads;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes contexts ahead of time, on a thread of its own: that takes a loop ten milliseconds, and several times as many where the cores
 * are busy. Each pool asks for one at a time, which bounds those that wait. Thread-safe.
 */
public final class ContextMaker {
    private static final Logger LOG = LoggerFactory.getLogger(ContextMaker.class);

    private final ExecutorService thread = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> Threads.enteringV8("workerlet-making", task),
            // After the end nobody needs a context.
            new ThreadPoolExecutor.DiscardPolicy());

    /**
     * Makes a context before long, unless this is closed.
     *
     * @param source makes it
     * @param receiver gets it on the maker's thread, or null where that has failed
     * @return false where there is no thread or memory for that: nobody hears of it
     */
    public boolean make(Supplier<BareContext> source, Consumer<@Nullable BareContext> receiver) {
        try {
            thread.execute(() -> give(made(source), receiver));
            return true;
        } catch (OutOfMemoryError e) {
            Threads.report(LOG, "No context can be made ahead", e);
            return false;
        }
    }

    private static @Nullable BareContext made(Supplier<BareContext> source) {
        try {
            return source.get();
        } catch (RuntimeException | Error e) {
            Threads.report(LOG, "No context can be made ahead", e);
            return null;
        }
    }

    private static void give(@Nullable BareContext made, Consumer<@Nullable BareContext> receiver) {
        try {
            receiver.accept(made);
        } catch (RuntimeException | Error e) {
            Threads.report(LOG, "A context that was made ahead finds nobody", e);
            if (made != null) {
                made.close();
            }
        }
    }

    /** Makes those that were asked for, and no more. Returns whether that was done within {@code timeout}. */
    public boolean close(Duration timeout) {
        return Threads.end(thread, timeout);
    }
}
