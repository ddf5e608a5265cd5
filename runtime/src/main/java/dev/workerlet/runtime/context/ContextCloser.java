package dev.workerlet.runtime.context;

import dev.workerlet.runtime.eventloop.Threads;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Closes isolates whose heaps are large, on a thread of its own: to free what a script has filled takes a loop tens of
 * milliseconds. Few may wait; a loop that has more closes them itself, and so does not get ahead of the memory. Thread-safe.
 */
public final class ContextCloser {
    private static final int MOST_WAITING = 8;

    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            task -> Threads.enteringV8("workerlet-closing", task),
            // On the caller's, where too many wait, and where a loop ends later than the runtime.
            (task, executor) -> task.run());

    /**
     * Closes a context's isolate, now or soon.
     *
     * @param context nobody uses it any more, and its thread is the caller's
     * @param closed runs afterwards, on whichever thread that was
     */
    public void close(BareContext context, Runnable closed) {
        thread.execute(() -> {
            try {
                context.close();
            } finally {
                closed.run();
            }
        });
    }

    /** Ends the thread after what waits. Returns whether that was done within {@code timeout}. Nothing may come any more. */
    public boolean close(Duration timeout) {
        return Threads.end(thread, timeout);
    }
}
