package dev.workerlet.runtime.pool;

import dev.workerlet.runtime.support.Interleavings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/** Events of two owners that container threads hand over while the loop begins some: none is counted twice or forgotten. */
public class BacklogInterleavings {
    private static final int LIMIT = 2;

    private final Backlog backlog =
            new Backlog(new PoolLimits(1, 1, 0, LIMIT, 0, Duration.ofSeconds(2), Duration.ofSeconds(10)), () -> 0);
    private final Queue<Backlog.Place> inside = new ConcurrentLinkedQueue<>();
    private final AtomicInteger entered = new AtomicInteger();
    private int left;

    @Operation
    public void enterFirst() {
        enter("first");
    }

    @Operation
    public void enterSecond() {
        enter("second");
    }

    private void enter(String owner) {
        Backlog.Place place = new Backlog.Place();
        if (backlog.enter(owner, place) == null) {
            entered.incrementAndGet();
            inside.add(place);
        }
    }

    @Operation(nonParallelGroup = "loop")
    public void leave() {
        Backlog.Place place = inside.poll();
        if (place != null) {
            backlog.leave(place);
            left++;
        }
    }

    @Validate
    public void size_isWhatHasNotLeft() {
        int waiting = entered.get() - left;
        if (backlog.size() != waiting || waiting > LIMIT + 1 || new ArrayDeque<>(inside).size() != waiting) {
            throw new IllegalStateException(backlog.size() + " are counted, " + waiting + " wait");
        }
    }

    @Test
    void entering_besideLeaving_keepsTheCount() {
        Interleavings.check(BacklogInterleavings.class);
    }
}
