package dev.workerlet.runtime.support;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;

/**
 * Runs a class's operations on several threads in many orders, and compares their results with those of one thread.
 *
 * <p>Threads are switched at accesses to shared memory, in orders that are chosen one after the other. The system property
 * {@code interleavings} names how many scenarios there are, 3 where it is not set; where it is, the processor and the
 * compiler choose the order as well, since what they move is seen by that only.
 */
public final class Interleavings {
    private static final String PROPERTY = "interleavings";
    private static final int ORDERS = 50;
    /** Operations of one thread, before the others begin; what Lincheck does by itself. */
    private static final int OPERATIONS_BEFORE = 5;

    private static final int STRESS_TIMES = 10_000;

    private Interleavings() {}

    /** Fails with the scenario that no order of whole operations explains. */
    public static void check(Class<?> operations) {
        check(operations, OPERATIONS_BEFORE);
    }

    /** The same, with none before those of the threads: where the interesting state is the first one, and is left for good. */
    public static void checkFromStart(Class<?> operations) {
        check(operations, 0);
    }

    private static void check(Class<?> operations, int before) {
        int scenarios = Integer.getInteger(PROPERTY, 3);
        new ModelCheckingOptions()
                .iterations(scenarios)
                .invocationsPerIteration(ORDERS)
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(before)
                .check(operations);
        if (Integer.getInteger(PROPERTY) != null) {
            new StressOptions()
                    .iterations(scenarios)
                    .invocationsPerIteration(STRESS_TIMES)
                    .threads(2)
                    .actorsPerThread(3)
                    .actorsBefore(before)
                    .check(operations);
        }
    }
}
