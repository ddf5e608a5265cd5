package dev.workerlet.benchmarks.soak;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a soak.
 *
 * @param container jetty or tomcat
 * @param warmUp load before anything is judged
 * @param duration load that is judged
 * @param leastVisits visits in that time; it goes on for longer, but not ten times as long, when the machine is slow
 * @param clients visitors at once
 * @param rate visits begun in a second, at most
 * @param hostilePercent how many of a hundred visits are hostile
 * @param seed what visits are drawn by
 * @param period time between two samples
 * @param heapMebibytes the server's Java heap
 * @param log where the server's log goes, or null for none
 */
record SoakPlan(
        String container,
        Duration warmUp,
        Duration duration,
        long leastVisits,
        int clients,
        int rate,
        int hostilePercent,
        long seed,
        Duration period,
        int heapMebibytes,
        @Nullable Path log) {
    /** The attackers' wall-clock limit. */
    static final int WALL_MILLIS = 2_000;

    /** The attackers' heap limit. */
    static final int ATTACKER_MEBIBYTES = 128;

    /** The form of a continuous build. */
    static SoakPlan shortForm(String container, @Nullable Path log) {
        return new SoakPlan(
                container,
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                300,
                16,
                100,
                5,
                1,
                Duration.ofSeconds(2),
                256,
                log);
    }
}
