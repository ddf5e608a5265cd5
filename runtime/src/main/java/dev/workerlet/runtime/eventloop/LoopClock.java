package dev.workerlet.runtime.eventloop;

/** The time source of a loop: monotonic nanoseconds, so that tests can turn the hands. */
@FunctionalInterface
public interface LoopClock {
    /** The JVM's monotonic clock. */
    LoopClock SYSTEM = System::nanoTime;

    /** Nanoseconds from an arbitrary origin; differences count, as with {@link System#nanoTime()}. */
    long nanoTime();
}
