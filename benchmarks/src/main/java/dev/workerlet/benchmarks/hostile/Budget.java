package dev.workerlet.benchmarks.hostile;

import java.util.Map;

/** How much CPU time an attacker has: each is a folder of its own in the server. */
public enum Budget {
    /** The default: too little for anything but a loop to harm. */
    TIGHT("tight", 50),
    /** Enough to reach the limits of memory. */
    ROOMY("roomy", 2_000);

    private static final int WALLS = 5;

    private final String folder;
    private final int cpuMillis;

    Budget(String folder, int cpuMillis) {
        this.folder = folder;
        this.cpuMillis = cpuMillis;
    }

    /** The first segment of its workers' paths. */
    public String folder() {
        return folder;
    }

    /** Time to the response: so much that on a busy machine as well it is the CPU time that ends a loop. */
    int wallMillis(int chosen) {
        return Math.max(chosen, WALLS * cpuMillis);
    }

    /** Settings of a folder of its workers. */
    public Map<String, String> parameters(String owner, int wallMillis, int heapMebibytes, int outsideMebibytes) {
        return Map.of(
                "owner",
                owner,
                "cpu-limit",
                cpuMillis + "ms",
                "wall-limit",
                wallMillis(wallMillis) + "ms",
                "heap-limit",
                heapMebibytes + "m",
                // A client that has left a stream which stands still is noticed by this limit alone.
                "stream-idle-limit",
                wallMillis + "ms",
                "env.OUTSIDE_MEBIBYTES",
                Integer.toString(outsideMebibytes));
    }

    /** CPU time of an event. */
    public int cpuMillis() {
        return cpuMillis;
    }
}
