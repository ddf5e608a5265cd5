package dev.workerlet.benchmarks.leak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.benchmarks.support.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The short form of the leak run: what is counted exactly must not grow once the pool is full. */
class LeakRunTest {
    private static final int BASELINE = 2_000;

    @Test
    void run_fullPool_leavesNothingBehind() throws Exception {
        // As many isolates as an owner has workers: the pool is full after each worker was asked once.
        LeakPlan plan = new LeakPlan(5_000, 1_000, BASELINE, 10, 5, 8, new Shape(1, 50, 5, 1));

        List<Sample> samples = new LeakRun(plan).run(sample -> {});

        Sample full = samples.get(1);
        assertThat(full.requests()).isEqualTo(BASELINE);
        assertThat(samples.subList(2, samples.size())).allSatisfy(sample -> {
            assertThat(sample.isolates()).isLessThanOrEqualTo(full.isolates());
            assertThat(sample.openIsolates()).isLessThanOrEqualTo(full.openIsolates());
            // A function of the host's is a handle from when its isolate first calls it: each may yet meet one.
            assertThat(sample.handles()).isLessThanOrEqualTo(full.handles() + full.isolates());
            // A turn of more than 10 ms leaves its loop up to two threads, and the JVM's own come when they are needed.
            assertThat(sample.threads()).isLessThanOrEqualTo(full.threads() + 5);
        });
    }
}
