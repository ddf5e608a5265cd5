package dev.workerlet.benchmarks.hostile;

/** How much CPU time an attacker has: each is a folder of its own in the server. */
enum Budget {
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
    String folder() {
        return folder;
    }

    /** Time to the response: so much that on a busy machine as well it is the CPU time that ends a loop. */
    int wallMillis(int chosen) {
        return Math.max(chosen, WALLS * cpuMillis);
    }

    /** CPU time of an event. */
    int cpuMillis() {
        return cpuMillis;
    }
}
