package dev.workerlet.runtime.eventloop;

/** Something whose running turn can be ended from another thread. */
@FunctionalInterface
public interface Terminable {
    /** Asks the running turn to end. Callable from any thread while a turn of this target runs; must not block. */
    void terminate();
}
