package dev.workerlet.servlet.exchange;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The way to a stream of the container, which belongs to another request as soon as this one is over: one user at a time,
 * and none once it is closed. Whoever closes it goes on when the user has left. Thread-safe; {@link #leave} follows each
 * {@link #enter} that succeeded, within microseconds.
 */
final class Gate {
    private static final long PATIENCE_NANOS = 100_000_000;
    private static final long PAUSE_NANOS = 10_000;

    private enum State {
        FREE,
        USED,
        CLOSING,
        CLOSED
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.FREE);
    private final ConcurrentLinkedQueue<Runnable> afterwards = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Thread user;

    /** Whether the caller is in now; not once it is closed. */
    boolean enter() {
        if (!state.compareAndSet(State.FREE, State.USED)) {
            return false;
        }
        user = Thread.currentThread();
        return true;
    }

    void leave() {
        user = null;
        if (!state.compareAndSet(State.USED, State.FREE)) {
            state.set(State.CLOSED);
            goOn();
        }
    }

    /** Lets nobody in any more, and runs {@code next} once nobody is inside. */
    void close(Runnable next) {
        afterwards.add(next);
        while (!state.compareAndSet(State.FREE, State.CLOSED)) {
            State now = state.get();
            if (now == State.CLOSED) {
                break;
            }
            if (now == State.CLOSING || state.compareAndSet(State.USED, State.CLOSING)) {
                if (state.get() == State.CLOSED) {
                    break;
                }
                return;
            }
        }
        goOn();
    }

    private void goOn() {
        for (Runnable next = afterwards.poll(); next != null; next = afterwards.poll()) {
            next.run();
        }
    }

    /**
     * Waits until whoever is inside a closed gate has left: for a container's thread that is about to reuse the stream. Not
     * longer than a user can take; one who is inside further up this thread's stack is not waited for.
     */
    void awaitEmpty() {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (state.get() == State.CLOSING && user != Thread.currentThread() && System.nanoTime() < end) {
            LockSupport.parkNanos(this, PAUSE_NANOS);
        }
    }
}
