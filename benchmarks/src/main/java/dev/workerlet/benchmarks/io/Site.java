package dev.workerlet.benchmarks.io;

import java.nio.file.Path;
import java.util.Map;

/**
 * What an embedded server serves at 127.0.0.1.
 *
 * @param workers the folder of scripts
 * @param port the port, 0 for a free one
 * @param cpuLimit CPU time of an event
 */
record Site(Path workers, int port, String cpuLimit) {
    /** Settings of the runtime. */
    Map<String, String> contextParameters() {
        return Map.of("workerlet.allow-private-network", "true", "workerlet.cdi", "false");
    }

    /** Settings of the workers. */
    Map<String, String> servletParameters() {
        return Map.of("cpu-limit", cpuLimit);
    }
}
