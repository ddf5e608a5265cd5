package dev.workerlet.runtime.eventloop;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Who may touch a loop's state: the thread of a turn, or, while that runs JavaScript for long, another one.
 *
 * <p>While V8 runs JavaScript the loop's state rests, and the lease with it is lent to the turn. The turn's thread takes it
 * back whenever it returns from V8, be it for a host function only; whoever finds it lent can detach the turn instead. One of
 * the two wins. A thread that has lost it asks to be let in again, unless it is held to be lost by then.
 *
 * <pre>
 *   HELD --lend--> LENT to turn n --takeBack--> HELD
 *                       |
 *                     detach
 *                       v
 *                    DETACHED --askBack--> RETURNING --letIn--> HELD
 *                       |
 *                      lose
 *                       v
 *                     LOST, for good
 * </pre>
 *
 * <p>{@link #lend}, {@link #takeBack} and {@link #askBack} are for the turn's thread, the others for any.
 */
final class TurnLease {
    private static final long HELD = 0;
    private static final long RETURNING = Long.MIN_VALUE;
    private static final long LOST = Long.MIN_VALUE + 1;

    /** Above 0 it is lent to the turn of this number, below 0 that turn is detached, or what the names say. */
    private final AtomicLong state = new AtomicLong(HELD);

    /** Lends it to {@code turn}, a number above 0: V8 is about to run. */
    void lend(long turn) {
        // One that is lost is never held again.
        state.compareAndSet(HELD, turn);
    }

    /** Takes it back from {@code turn}. Returns false where that was detached: nothing of the loop may be touched. */
    boolean takeBack(long turn) {
        return state.compareAndSet(turn, HELD);
    }

    /** Takes it away from {@code turn}. Returns false where its thread was faster, or has ended the turn. */
    boolean detach(long turn) {
        return state.compareAndSet(turn, -turn);
    }

    /** Asks for it after {@code turn} was detached. Returns false where it is lost. */
    boolean askBack(long turn) {
        return state.compareAndSet(-turn, RETURNING);
    }

    /** Gives it back to a thread that has asked. */
    void letIn() {
        state.set(HELD);
    }

    /** Whether the thread that has asked was let in. */
    boolean isLetIn() {
        return state.get() != RETURNING;
    }

    /** Takes it for good from {@code turn}. Returns false where that is not detached: its thread has asked for it, or was let in. */
    boolean lose(long turn) {
        return state.compareAndSet(-turn, LOST);
    }

    /** Whether some thread has the loop's state instead of the turn's. */
    boolean isAway() {
        return state.get() < HELD;
    }
}
