package dev.workerlet.benchmarks.leak;

import dev.workerlet.benchmarks.support.Shape;

/**
 * The size of a leak run.
 *
 * @param requests requests in all
 * @param step requests between two samples
 * @param baseline requests after which nothing may grow any more
 * @param owners tenants
 * @param workersPerOwner workers of each tenant
 * @param concurrency client threads
 * @param shape the runtime's
 */
record LeakPlan(int requests, int step, int baseline, int owners, int workersPerOwner, int concurrency, Shape shape) {

    /** Isolates that the pools of all loops hold when they are full. */
    int isolatesWhenFull() {
        int each = Math.min(shape.isolatesPerLoop(), owners * Math.min(shape.isolatesPerOwner(), workersPerOwner));
        return shape.loops() * each;
    }

    /** Workers in all. */
    int workers() {
        return owners * workersPerOwner;
    }
}
