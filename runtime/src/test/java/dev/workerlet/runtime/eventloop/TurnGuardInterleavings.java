package dev.workerlet.runtime.eventloop;

import dev.workerlet.runtime.limits.TerminationReason;
import dev.workerlet.runtime.support.Interleavings;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** Turns that begin and end while others end them: whoever is told is the turn that was meant, and it knows when it has ended. */
public class TurnGuardInterleavings {
    private static final long LONG = Long.MAX_VALUE;

    private final TurnGuard guard = new TurnGuard(() -> 0, () -> {});
    private final AtomicInteger told = new AtomicInteger();
    private boolean runs;
    private long seen = TurnGuard.NO_TURN;

    @Operation(nonParallelGroup = "loop")
    public void begin() {
        if (!runs) {
            runs = true;
            told.set(0);
            guard.begin(told::incrementAndGet, LONG, LONG);
        }
    }

    /** Why it was ended, and how often its target was told. */
    @Operation(nonParallelGroup = "loop")
    public String end() {
        if (!runs) {
            return "idle";
        }
        runs = false;
        TerminationReason reason = guard.end();
        return reason + " " + told.get();
    }

    @Operation
    public void terminate() {
        guard.terminate(TerminationReason.ABORTED);
    }

    @Operation(nonParallelGroup = "watch")
    public void look() {
        seen = guard.runningTurn();
    }

    /** By then the turn may be over, and another one run. */
    @Operation(nonParallelGroup = "watch")
    public void terminateSeen() {
        if (seen != TurnGuard.NO_TURN) {
            guard.terminate(seen, TerminationReason.MEMORY_LIMIT);
        }
    }

    @Test
    void ending_besideTurns_isAsOneAfterTheOther() {
        Interleavings.check(TurnGuardInterleavings.class);
    }
}
