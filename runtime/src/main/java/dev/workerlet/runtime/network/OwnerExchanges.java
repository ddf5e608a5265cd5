package dev.workerlet.runtime.network;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How many exchanges each owner has under way: so many at once, as many again wait in order, further ones are refused.
 * Thread-safe; tasks run outside of its locks.
 */
final class OwnerExchanges {
    private final int mostAtOnce;
    private final ConcurrentMap<String, Gate> gates = new ConcurrentHashMap<>();

    OwnerExchanges(int mostAtOnce) {
        this.mostAtOnce = mostAtOnce;
    }

    /** Touched only while the map computes the owner's entry. */
    private static final class Gate {
        private int running;
        private final Queue<Runnable> waiting = new ArrayDeque<>();

        boolean isIdle() {
            return running == 0 && waiting.isEmpty();
        }
    }

    private enum Place {
        TAKEN,
        WAITING,
        REFUSED
    }

    /** Runs {@code begin} now or later, or returns false. Each that has run is followed by {@link #release}. */
    boolean acquire(String owner, Runnable begin) {
        Place[] place = {Place.REFUSED};
        gates.compute(owner, (name, known) -> {
            Gate gate = known == null ? new Gate() : known;
            place[0] = take(gate, begin);
            return gate;
        });
        if (place[0] == Place.TAKEN) {
            begin.run();
        }
        return place[0] != Place.REFUSED;
    }

    private Place take(Gate gate, Runnable begin) {
        if (gate.running < mostAtOnce) {
            gate.running++;
            return Place.TAKEN;
        }
        if (gate.waiting.size() < mostAtOnce) {
            gate.waiting.add(begin);
            return Place.WAITING;
        }
        return Place.REFUSED;
    }

    /** Gives a place to the next one that waits. */
    void release(String owner) {
        @Nullable Runnable[] next = {null};
        gates.computeIfPresent(owner, (name, gate) -> {
            next[0] = gate.waiting.poll();
            if (next[0] == null) {
                gate.running--;
            }
            return gate.isIdle() ? null : gate;
        });
        if (next[0] != null) {
            next[0].run();
        }
    }

    /** Takes back one that waits. Returns false where it runs, or has run. */
    boolean withdraw(String owner, Runnable begin) {
        boolean[] removed = {false};
        gates.computeIfPresent(owner, (name, gate) -> {
            removed[0] = gate.waiting.remove(begin);
            return gate.isIdle() ? null : gate;
        });
        return removed[0];
    }

    /** How many are under way. */
    int running() {
        AtomicInteger sum = new AtomicInteger();
        gates.forEach((owner, gate) -> sum.addAndGet(gate.running));
        return sum.get();
    }
}
