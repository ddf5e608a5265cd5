package dev.workerlet.servlet.cdi;

import java.time.Duration;

/**
 * A CDI event: a version of a worker was loaded. Fired asynchronously; observe it with {@code @ObservesAsync}.
 *
 * @param worker the worker's name
 * @param owner its owner
 * @param version the content that was loaded
 * @param loadTime how long that took
 */
public record WorkerLoaded(String worker, String owner, String version, Duration loadTime) {}
