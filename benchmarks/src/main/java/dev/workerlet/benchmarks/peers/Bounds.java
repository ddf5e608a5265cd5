package dev.workerlet.benchmarks.peers;

/**
 * How far an attack goes.
 *
 * @param attackMillis how long it is watched
 * @param recoveryMillis what the process has after it, until the neighbour is answered again
 * @param mebibytes resident memory at which the process is ended
 */
record Bounds(long attackMillis, long recoveryMillis, long mebibytes) {}
