package dev.workerlet.runtime.eventloop;

/** How this runtime makes and waits for threads; the only place that does. */
public final class Threads {
    /** V8 takes up to 1 MB of stack of its own; scripts may recurse, and host functions need room below. */
    private static final long LOOP_STACK_BYTES = 8L * 1024 * 1024;

    private Threads() {}

    /** A daemon thread with the default stack; not started. */
    public static Thread daemon(String name, Runnable body) {
        Thread thread = new Thread(null, body, name);
        thread.setDaemon(true);
        return thread;
    }

    static Thread loop(String name, Runnable body) {
        Thread thread = new Thread(null, body, name, LOOP_STACK_BYTES);
        thread.setDaemon(true);
        return thread;
    }

    /** Waits for {@code thread} at most {@code millis}. Returns whether it has ended. */
    static boolean join(Thread thread, long millis) {
        try {
            thread.join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }
}
