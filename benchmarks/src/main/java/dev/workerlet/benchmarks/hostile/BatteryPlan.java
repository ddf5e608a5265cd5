package dev.workerlet.benchmarks.hostile;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a run.
 *
 * @param container jetty or tomcat
 * @param rate requests a second to each neighbour
 * @param firstWarmUpMillis load before a server's first attack
 * @param warmUpMillis load before an attack
 * @param afterMillis load after it
 * @param atOnce calls of an attacker at the same time, after the one that is judged by its time; 0: only that one
 * @param restSeconds rest after a group of attacks, before memory is judged
 * @param group attacks that share a rest
 * @param wallMillis the attackers' wall-clock limit
 * @param heapMebibytes the attackers' heap limit
 * @param outsideMebibytes what an attacker takes outside the heap before it stops by itself; 0: it never does
 * @param timed whether times and memory are judged
 * @param log where the server's log goes, or null for none
 */
public record BatteryPlan(
        String container,
        int rate,
        int firstWarmUpMillis,
        int warmUpMillis,
        int afterMillis,
        int atOnce,
        int restSeconds,
        int group,
        int wallMillis,
        int heapMebibytes,
        int outsideMebibytes,
        boolean timed,
        @Nullable Path log) {
    /** The form of a continuous build: each attack once, and nothing judged that depends on the machine's speed. */
    public static BatteryPlan shortForm(String container, @Nullable Path log) {
        return new BatteryPlan(container, 40, 2_000, 50, 50, 0, 3, 1_000, 1_000, 128, 1_536, false, log);
    }

    /** The same, with another wall-clock limit of the attackers. */
    BatteryPlan withWall(int otherMillis) {
        return new BatteryPlan(
                container,
                rate,
                firstWarmUpMillis,
                warmUpMillis,
                afterMillis,
                atOnce,
                restSeconds,
                group,
                otherMillis,
                heapMebibytes,
                outsideMebibytes,
                timed,
                log);
    }
}
