package dev.workerlet.runtime.eventloop;

import dev.workerlet.runtime.message.CallbackMessage;

/** Takes callback messages, one turn each; called on its loop's thread only. */
@FunctionalInterface
public interface TurnTarget {
    /** Runs a turn for {@code message}. A target that is gone by now drops it. */
    void receive(CallbackMessage message);

    /**
     * Runs something that may touch the target, or bring about a turn of it: at once, or while a turn of it is detached when that
     * has returned. What waits goes in the order in which it came.
     */
    default void run(Runnable task) {
        task.run();
    }

    /** On whose account the turns are. Any thread. */
    default String owner() {
        return "";
    }
}
