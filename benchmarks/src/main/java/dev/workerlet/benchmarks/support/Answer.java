package dev.workerlet.benchmarks.support;

import dev.workerlet.runtime.Workerlet;
import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.message.FetchExchange;
import dev.workerlet.runtime.message.FetchRequest;
import dev.workerlet.runtime.message.FetchResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** An exchange whose asker waits for it: what a client thread is to a server. */
public final class Answer implements FetchExchange {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private final Thread asker = Thread.currentThread();
    private volatile @Nullable Object result;

    private Answer() {}

    /**
     * Asks a worker and waits for its answer.
     *
     * @return the status that a client would see
     */
    public static int ask(Workerlet workerlet, WorkerDefinition worker, FetchRequest request) {
        Answer answer = new Answer();
        workerlet.dispatch(worker, request, answer);
        Object result = answer.await();
        return result instanceof FetchResponse response ? response.status() : ((Failure) result).status();
    }

    /** Asks a worker and waits for its answer; anything but a response of the worker is an error. */
    public static FetchResponse require(Workerlet workerlet, WorkerDefinition worker, FetchRequest request) {
        Answer answer = new Answer();
        workerlet.dispatch(worker, request, answer);
        Object result = answer.await();
        if (result instanceof FetchResponse response) {
            return response;
        }
        throw new IllegalStateException("Worker " + worker.name() + " failed: " + result);
    }

    private Object await() {
        long startNanos = System.nanoTime();
        Object seen = result;
        while (seen == null) {
            LockSupport.parkNanos(this, TimeUnit.SECONDS.toNanos(1));
            seen = result;
            if (seen == null && System.nanoTime() - startNanos > LONGEST_WAIT.toNanos()) {
                throw new IllegalStateException("No answer within " + LONGEST_WAIT);
            }
        }
        return seen;
    }

    @Override
    public void respond(FetchResponse response) {
        finish(response);
    }

    @Override
    public void fail(Failure failure) {
        finish(failure);
    }

    private void finish(Object value) {
        result = value;
        LockSupport.unpark(asker);
    }
}
