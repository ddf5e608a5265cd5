package dev.workerlet.runtime.web.performance;

import dev.workerlet.runtime.isolate.HostFunction;
import java.util.List;

/** The clock behind {@code performance.now()}: coarse, so that it tells little of the processor's caches. */
public final class ClockOperations {
    private static final long STEP_NANOS = 100_000;
    private static final double STEPS_PER_MILLISECOND = 10;

    private ClockOperations() {}

    /** The functions of one isolate; its time origin is now. */
    public static List<HostFunction> functions() {
        long originNanos = System.nanoTime();
        return List.of(new HostFunction("now", arguments -> {
            long steps = (System.nanoTime() - originNanos) / STEP_NANOS;
            return steps / STEPS_PER_MILLISECOND;
        }));
    }
}
