package dev.workerlet.runtime.eventloop;

import dev.workerlet.runtime.support.Interleavings;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * A gate that a loop's threads hand to each other with the loop, while others post to it: what is posted runs once, in the
 * order in which the loop came to it, and not while the turn's thread is in V8 without the loop.
 */
public class TurnGateInterleavings {
    private static final int MOST_TURNS = 100;

    private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();
    private final TurnLease lease = new TurnLease();
    private final TurnGate gate = new TurnGate(inbox::add);
    private final AtomicInteger posted = new AtomicInteger();
    private volatile long turn = 1;
    private volatile boolean hasAsked;
    private volatile boolean isWrong;

    // Of whoever has the loop.
    private final List<Integer> taken = new ArrayList<>();
    private final List<Integer> ran = new ArrayList<>();
    private boolean isDetached;

    // The turn's thread's own.
    private boolean waits;

    // The successor's own.
    private boolean runsLoop;

    public TurnGateInterleavings() {
        lease.lend(turn);
    }

    @Operation
    public void post() {
        int number = posted.getAndIncrement();
        inbox.add(() -> {
            taken.add(number);
            gate.pass(() -> {
                isWrong |= isDetached;
                ran.add(number);
            });
        });
    }

    /** The turn is over, or its thread waits for the loop still; then it runs what has come in, and begins another turn. */
    @Operation(nonParallelGroup = "turn")
    public void endTurn() {
        if (waits) {
            if (lease.isLetIn()) {
                waits = false;
                isDetached = false;
                gate.open();
                runTasks();
            }
        } else if (lease.takeBack(turn)) {
            runTasks();
        } else if (lease.askBack(turn)) {
            waits = true;
            hasAsked = true;
        }
    }

    private void runTasks() {
        runOne();
        long next = turn + 1;
        turn = next;
        lease.lend(next);
    }

    private void runOne() {
        Runnable task = inbox.poll();
        if (task != null) {
            task.run();
        }
    }

    /** Takes the loop from the turn, if it has not done so, and runs a task. */
    @Operation(nonParallelGroup = "loop")
    public void runLoop() {
        if (lease.detach(turn)) {
            runsLoop = true;
            isDetached = true;
            gate.close();
        }
        if (runsLoop) {
            runOne();
        }
    }

    @Operation(nonParallelGroup = "loop")
    public void letIn() {
        if (hasAsked) {
            hasAsked = false;
            runsLoop = false;
            lease.letIn();
        }
    }

    /** Nothing runs now: the turn returns, and all that was posted has its turn. */
    @Validate
    public void all_hasRunOnce() {
        for (int i = 0; i < MOST_TURNS && (!inbox.isEmpty() || gate.isClosed() || ran.size() < posted.get()); i++) {
            endTurn();
            letIn();
        }
        if (isWrong || !ran.equals(taken) || ran.size() != posted.get()) {
            throw new IllegalStateException(
                    posted + " were posted, taken as " + taken + ", have run as " + ran + ", " + isWrong);
        }
    }

    @Test
    void posting_besideSuccession_losesNothing() {
        Interleavings.check(TurnGateInterleavings.class);
    }
}
