package dev.workerlet.runtime.eventloop;

/** Something whose running turn can be watched and ended from another thread. */
@FunctionalInterface
public interface Terminable {
    /** Asks the running turn to end. Callable from any thread while a turn of this target runs; must not block. */
    void terminate();

    /** Whether the target itself wants its running turn to end, for the memory that it holds. Any thread; cheap. */
    default boolean isOutOfMemory() {
        return false;
    }

    /**
     * Looks at the memory that the target holds outside its heap, and ends the running turn when that is too much. Called on
     * the memory watch's thread; may wait until a turn ends.
     */
    default void watchMemory() {
        // A target without memory of its own has nothing to look at.
    }

    /** By how much the process has grown through the running turn so far. Called on the memory watch's thread. */
    default void noteGrowth(long bytes) {
        // A target without memory of its own has nothing to note.
    }

    /** How much memory one turn may add to the process. Any thread. */
    default long turnMemoryBytes() {
        return Long.MAX_VALUE;
    }
}
