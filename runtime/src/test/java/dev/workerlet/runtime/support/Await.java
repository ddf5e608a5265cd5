package dev.workerlet.runtime.support;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, within a bound. */
public final class Await {
    private static final Duration MOST = Duration.ofMinutes(2);

    private Await() {}

    /** Returns when {@code condition} holds; an error that names {@code what} after two minutes. */
    public static void until(String what, BooleanSupplier condition) {
        until(what, Duration.ofMillis(1), condition);
    }

    /** The same, looking at each {@code interval}: where looking disturbs what is waited for. */
    public static void until(String what, Duration interval, BooleanSupplier condition) {
        long deadlineNanos = System.nanoTime() + MOST.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new AssertionError("Not within " + MOST + ": " + what);
            }
            LockSupport.parkNanos(interval.toNanos());
        }
    }
}
