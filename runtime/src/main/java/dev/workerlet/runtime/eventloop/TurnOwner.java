package dev.workerlet.runtime.eventloop;

import dev.workerlet.runtime.limits.TerminationReason;

/** Something that runs turns, one at a time or nested, and that can lose one of them with its thread. Loop thread. */
public interface TurnOwner {
    /** The owner whose worker it runs, in the sense of the configuration; empty where it runs none. */
    String owner();

    /** A turn of this owner takes long, and others go on meanwhile: until {@link #turnReturned} nobody else may enter it. */
    void turnDetached();

    /** The turn is over, with all that it has led to. */
    void turnReturned();

    /**
     * Gives up what runs here: the turn can't be ended, its thread stays in V8. Answers those who wait, and enters V8 no more.
     * Follows on {@link #turnDetached}.
     *
     * @param reason why the turn was to end
     * @param cpuNanos CPU time that it has used so far
     * @return frees what is left; run on the old thread, if it ever comes back, and when nothing else touches the owner
     */
    Runnable abandon(TerminationReason reason, long cpuNanos);
}
