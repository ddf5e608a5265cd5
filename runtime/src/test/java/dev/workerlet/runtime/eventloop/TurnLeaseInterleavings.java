package dev.workerlet.runtime.eventloop;

import dev.workerlet.runtime.support.Interleavings;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/** A turn's thread that comes and goes while others take the loop from it: at any time one of them has it, and one that is lost is not let in. */
public class TurnLeaseInterleavings {
    /** Where the turn's thread is. */
    private enum Place {
        IN_V8,
        WAITS,
        GONE
    }

    private final TurnLease lease = new TurnLease();
    private final AtomicInteger inside = new AtomicInteger();
    private volatile long turn = 1;
    private volatile boolean isWrong;
    private volatile boolean hasAsked;
    private volatile boolean isLost;
    private Place place = Place.IN_V8;
    private boolean hasSuccessor;

    public TurnLeaseInterleavings() {
        lease.lend(turn);
    }

    /** What only one thread may do at a time. */
    private void touchLoop() {
        isWrong |= inside.getAndIncrement() != 0;
        inside.decrementAndGet();
    }

    /** V8 calls a host function, or that waits still. */
    @Operation(nonParallelGroup = "turn")
    public void callHost() {
        comeBack(turn);
    }

    /** The turn is over, and another one begins, unless its thread waits. */
    @Operation(nonParallelGroup = "turn")
    public void nextTurn() {
        comeBack(turn + 1);
    }

    private void comeBack(long next) {
        boolean hasLoop = false;
        if (place == Place.IN_V8) {
            hasLoop = lease.takeBack(turn);
            if (!hasLoop) {
                place = lease.askBack(turn) ? Place.WAITS : Place.GONE;
                hasAsked = place == Place.WAITS;
            }
        } else if (place == Place.WAITS) {
            hasLoop = lease.isLetIn();
        }
        if (hasLoop) {
            isWrong |= isLost;
            touchLoop();
            place = Place.IN_V8;
            turn = next;
            lease.lend(next);
        }
    }

    /** Detaches the turn that ran a moment ago, and runs the loop. */
    @Operation(nonParallelGroup = "loop")
    public void succeed() {
        if (lease.detach(turn)) {
            isWrong |= hasSuccessor;
            hasSuccessor = true;
        }
        if (hasSuccessor) {
            touchLoop();
        }
    }

    /** Lets the turn's thread in where it has asked; gives it up where it is in V8 still. */
    @Operation(nonParallelGroup = "loop")
    public void letInOrGiveUp() {
        if (hasAsked) {
            hasAsked = false;
            touchLoop();
            hasSuccessor = false;
            lease.letIn();
        } else if (lease.lose(turn)) {
            isWrong |= !hasSuccessor;
            isLost = true;
        }
    }

    @Validate
    public void one_hasTheLoop() {
        boolean isAway = lease.isAway();
        if (isWrong
                || isAway != hasSuccessor
                || (isLost && place == Place.WAITS)
                || (place == Place.GONE && !isLost)
                || (hasAsked && lease.isLetIn())) {
            throw new IllegalStateException(
                    place + ", successor " + hasSuccessor + ", away " + isAway + ", lost " + isLost + ", " + isWrong);
        }
    }

    @Test
    void comingAndGoing_besideSuccession_leavesTheLoopToOne() {
        Interleavings.checkFromStart(TurnLeaseInterleavings.class);
    }
}
