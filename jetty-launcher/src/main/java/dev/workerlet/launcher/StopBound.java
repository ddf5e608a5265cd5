package dev.workerlet.launcher;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * Ends a process whose server does not stop when the JVM ends: an application that does not return from its own end, or a
 * Jetty that ran out of memory, would keep it for good.
 */
final class StopBound implements LifeCycle.Listener, Runnable {
    /** What a shell says of a process that SIGTERM ended: the JVM would have said so too. */
    private static final int TERMINATED = 143;

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final long boundSeconds;

    private StopBound(long boundSeconds) {
        this.boundSeconds = boundSeconds;
    }

    /** From now on the end of the JVM waits for {@code server} up to {@code boundSeconds}. */
    static void of(LifeCycle server, long boundSeconds) {
        StopBound bound = new StopBound(boundSeconds);
        server.addEventListener(bound);
        Runtime.getRuntime().addShutdownHook(new Thread(bound, "stop-bound"));
    }

    @Override
    public void lifeCycleStopped(LifeCycle server) {
        stopped.countDown();
    }

    @Override
    public void lifeCycleFailure(LifeCycle server, Throwable cause) {
        stopped.countDown();
    }

    @Override
    public void run() {
        try {
            if (stopped.await(boundSeconds, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.err.println(
                "workerlet: the server did not stop within " + boundSeconds + " s; the process ends without it");
        Runtime.getRuntime().halt(TERMINATED);
    }
}
