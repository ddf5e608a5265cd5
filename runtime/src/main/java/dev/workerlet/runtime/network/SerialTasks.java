package dev.workerlet.runtime.network;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs tasks on an executor, one after the other in the order given. Thread-safe; whoever adds them bounds how many wait. */
final class SerialTasks {
    private final Executor executor;
    private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    SerialTasks(Executor executor) {
        this.executor = executor;
    }

    /** Adds a task; it must not throw. */
    void add(Runnable task) {
        queue.add(task);
        if (waiting.getAndIncrement() == 0) {
            executor.execute(this::runAll);
        }
    }

    private void runAll() {
        do {
            queue.remove().run();
        } while (waiting.decrementAndGet() > 0);
    }
}
