package dev.workerlet.runtime.worker;

import dev.workerlet.runtime.context.BareContext;
import dev.workerlet.runtime.context.FetchEvent;
import dev.workerlet.runtime.context.Services;
import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.eventloop.EventLoop;
import dev.workerlet.runtime.limits.Failure;

/**
 * One event in a fresh isolate that is closed after it: worker mode. Nothing persists, nothing is shared. Confined to
 * the loop's thread.
 */
public final class Worker implements Runtime.Observer {
    private final Runtime runtime;
    private final Runtime.Observer observer;

    /** A worker that will run one event in {@code bare}, which it owns. */
    public Worker(
            WorkerDefinition worker,
            String version,
            BareContext bare,
            EventLoop loop,
            Services services,
            Runtime.Observer observer) {
        this.observer = observer;
        this.runtime = new Runtime(worker, version, bare, loop, services, this);
    }

    /** What the event runs on. */
    public Runtime runtime() {
        return runtime;
    }

    /** Loads the script and runs {@code event}; the isolate is closed when nothing of the event is left. */
    public void run(FetchEvent event) {
        runtime.accept(event);
        runtime.start();
    }

    @Override
    public void placeFreed(Runtime freed) {
        if (freed.state() == Runtime.State.READY) {
            freed.retire("worker mode");
        }
    }

    @Override
    public void turnReturned(Runtime returned) {
        observer.turnReturned(returned);
    }

    @Override
    public void used(Runtime user, long cpuNanos) {
        observer.used(user, cpuNanos);
    }

    @Override
    public void survived(Runtime surviving) {
        observer.survived(surviving);
    }

    @Override
    public void collected(Runtime small) {
        observer.collected(small);
    }

    @Override
    public void killed(Runtime killed, Failure cause) {
        observer.killed(killed, cause);
    }

    @Override
    public void closed(Runtime closed) {
        observer.closed(closed);
    }

    @Override
    public void stuck(Runtime stuck) {
        observer.stuck(stuck);
    }

    @Override
    public void disposed(Runtime disposed) {
        observer.disposed(disposed);
    }
}
