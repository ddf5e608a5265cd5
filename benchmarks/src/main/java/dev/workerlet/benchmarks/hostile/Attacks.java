package dev.workerlet.benchmarks.hostile;

import static dev.workerlet.benchmarks.hostile.Attack.CPU;
import static dev.workerlet.benchmarks.hostile.Attack.MEMORY;
import static dev.workerlet.benchmarks.hostile.Attack.OK;
import static dev.workerlet.benchmarks.hostile.Attack.THROWN;
import static dev.workerlet.benchmarks.hostile.Attack.WALL;
import static dev.workerlet.benchmarks.hostile.Attack.idle;
import static dev.workerlet.benchmarks.hostile.Attack.roomy;
import static dev.workerlet.benchmarks.hostile.Attack.tight;

import java.util.List;

/** The table of attacks. */
final class Attacks {
    private Attacks() {}

    static List<Attack> all() {
        return List.of(
                tight("loop-plain", CPU),
                tight("loop-finally", CPU),
                tight("loop-microtasks", CPU),
                tight("loop-regexp", CPU),
                roomy("memory-arrays", MEMORY, CPU),
                roomy("memory-map", MEMORY, CPU),
                tight("recursion-plain", THROWN),
                tight("proto-promise", OK, THROWN),
                idle("timer-endless", WALL, CPU),
                tight("protocol-header-crlf", THROWN));
    }
}
