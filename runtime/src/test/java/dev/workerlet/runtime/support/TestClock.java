package dev.workerlet.runtime.support;

import dev.workerlet.runtime.eventloop.LoopClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands until a test turns its hands. */
public final class TestClock implements LoopClock {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000);

    @Override
    public long nanoTime() {
        return nanos.get();
    }

    /** Turns the hands forward. */
    public void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
