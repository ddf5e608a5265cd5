package dev.workerlet.benchmarks.support;

import dev.workerlet.runtime.Workerlet;
import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.message.FetchExchange;
import dev.workerlet.runtime.message.FetchRequest;
import dev.workerlet.runtime.message.FetchResponse;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Many requests dispatched at once, and the wait for the last answer. */
public final class Burst implements FetchExchange {
    private final CountDownLatch answers;
    private volatile @Nullable Failure failure;

    private Burst(int count) {
        this.answers = new CountDownLatch(count);
    }

    /** Dispatches a request {@code count} times and waits for all answers; a failure of any is an error. */
    public static void send(Workerlet workerlet, WorkerDefinition worker, FetchRequest request, int count)
            throws InterruptedException {
        Burst burst = new Burst(count);
        for (int i = 0; i < count; i++) {
            workerlet.dispatch(worker, request, burst);
        }
        burst.answers.await();
        Failure failure = burst.failure;
        if (failure != null) {
            throw new IllegalStateException("A request to " + worker.name() + " failed: " + failure);
        }
    }

    @Override
    public void respond(FetchResponse response) {
        answers.countDown();
    }

    @Override
    public void fail(Failure cause) {
        failure = cause;
        answers.countDown();
    }
}
