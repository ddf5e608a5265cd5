package dev.workerlet.runtime.eventloop;

import dev.workerlet.runtime.message.CallbackMessage;

/** Takes callback messages, one turn each; called on its loop's thread only. */
@FunctionalInterface
public interface TurnTarget {
    /** Runs a turn for {@code message}. A target that is gone by now drops it. */
    void receive(CallbackMessage message);

    /** On whose account the turns are. Any thread. */
    default String owner() {
        return "";
    }
}
