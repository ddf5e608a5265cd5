package dev.workerlet.runtime.eventloop;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Who may touch a loop's state: its thread, or, once a turn holds that up within V8 and can't be ended, a successor.
 *
 * <p>While V8 runs JavaScript the loop's state rests, and the lease with it is lent to the turn. The loop's thread takes it
 * back whenever it returns from V8, be it for a host function only; whoever finds it lent can revoke it instead. One of the
 * two wins. {@link #revoke} is for any thread, the others are the loop thread's own.
 *
 * <pre>
 *   HELD --lend--> LENT to turn n --takeBack--> HELD
 *                       |
 *                     revoke
 *                       v
 *                     LOST, for good
 * </pre>
 */
final class TurnLease {
    private static final long HELD = 0;
    private static final long LOST = -1;

    private final AtomicLong state = new AtomicLong(HELD);

    /** Lends it to {@code turn}, a number above 0: V8 is about to run. */
    void lend(long turn) {
        // After a revocation nothing brings it back.
        state.compareAndSet(HELD, turn);
    }

    /** Takes it back from {@code turn}. Returns false where it is lost: nothing of the loop may be touched. */
    boolean takeBack(long turn) {
        return state.compareAndSet(turn, HELD);
    }

    /** Takes it away from {@code turn} and its thread. Returns false where that thread was faster, or has ended the turn. */
    boolean revoke(long turn) {
        return state.compareAndSet(turn, LOST);
    }
}
