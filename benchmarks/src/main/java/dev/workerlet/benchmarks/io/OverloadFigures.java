package dev.workerlet.benchmarks.io;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** What became of the requests of one load. Confined to one thread until the load is over. */
final class OverloadFigures {
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    /** By how much waits may be longer in the second half: what the machine does besides is no growth. */
    private static final long SLACK_MILLIS = 1_000;

    private final long halfNanos;
    private final int seconds;
    private final Latencies accepted = new Latencies();
    private final Latencies firstHalf = new Latencies();
    private final Latencies secondHalf = new Latencies();
    private final Latencies refused = new Latencies();
    /** Answers that nobody should get, and how many got them. */
    private final Map<String, Integer> wrong = new TreeMap<>();

    /** Counted by the thread that sends. */
    private long notSent;

    OverloadFigures(int seconds) {
        this.seconds = seconds;
        this.halfNanos = TimeUnit.SECONDS.toNanos(seconds) / 2;
    }

    /**
     * Counts an answer.
     *
     * @param dueNanos when the request was due, from the load's beginning
     * @param waitNanos from then until the answer
     */
    void answered(int status, boolean hasRetryAfter, long dueNanos, long waitNanos) {
        long millis = TimeUnit.NANOSECONDS.toMillis(waitNanos);
        if (status == OK) {
            accepted.add(millis);
            (dueNanos < halfNanos ? firstHalf : secondHalf).add(millis);
        } else if (status == UNAVAILABLE && hasRetryAfter) {
            refused.add(millis);
        } else {
            lost("status " + status);
        }
    }

    void lost(String why) {
        wrong.merge(why, 1, Integer::sum);
    }

    /** There was no place for one. */
    void notSent() {
        notSent++;
    }

    long accepted() {
        return accepted.count();
    }

    /** A row: not sent a second, accepted a second, their waits, those in the second half, refused a second, their waits. */
    String row() {
        return notSent / seconds + " | " + accepted.count() / seconds + " | " + accepted + " | "
                + secondHalf.quantile(0.99) + " | " + refused.count() / seconds + " | " + refused;
    }

    /**
     * What is wrong with an overload.
     *
     * @param capacity answers a second that the server can give
     * @param mostMillis what the slowest hundredth of the accepted may wait
     */
    List<String> faults(double capacity, long mostMillis) {
        List<String> faults = new ArrayList<>();
        wrong.forEach((why, count) -> faults.add(count + " × " + why));
        if (refused.count() == 0) {
            faults.add("none was refused");
        }
        if (accepted.count() < capacity * seconds / 2) {
            faults.add("fewer than half as many were answered as the server can answer");
        }
        if (accepted.quantile(0.99) > mostMillis) {
            faults.add("accepted ones waited for more than " + mostMillis + " ms");
        }
        if (secondHalf.quantile(0.99) > firstHalf.quantile(0.99) + SLACK_MILLIS) {
            faults.add("waits grow: " + firstHalf.quantile(0.99) + " ms, then " + secondHalf.quantile(0.99));
        }
        return faults;
    }
}
