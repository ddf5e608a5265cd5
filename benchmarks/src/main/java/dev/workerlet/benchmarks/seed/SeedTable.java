package dev.workerlet.benchmarks.seed;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One of the seed's measurements, as it is run here.
 *
 * @param title what the seed calls it
 * @param script the resource with the worker's script
 * @param threads client threads that dispatch a request, wait for its answer and dispatch the next
 * @param requests requests of each thread
 * @param loops loop threads; client thread T asks workers whose home is loop T modulo this
 * @param isolatesPerLoop most isolates on a loop, and of one owner on it
 * @param owners who owns what
 * @param pause how long a client thread waits after each answer
 * @param preWarmed whether each worker gets a request before the time is taken
 * @param seedWorker requests per second that the seed gives for Worker mode, or null
 * @param seedPool requests per second that the seed gives for its thread-pinned pool
 */
record SeedTable(
        String title,
        String script,
        int threads,
        int requests,
        int loops,
        int isolatesPerLoop,
        Owners owners,
        Duration pause,
        boolean preWarmed,
        @Nullable Integer seedWorker,
        int seedPool) {

    /** Names the owner of a request. */
    @FunctionalInterface
    interface Owners {
        /** The owner of request {@code index} of client thread {@code thread}. */
        String of(int thread, int index);
    }

    /** Requests of a round. */
    int requestsInAll() {
        return threads * requests;
    }

    /** The pool's rate by the worker mode's, as the seed gives them, or null. */
    @Nullable
    Double seedRatio() {
        return seedWorker == null ? null : (double) seedPool / seedWorker;
    }
}
