package dev.workerlet.servlet.cdi;

/**
 * A CDI event: a loaded worker was given up. Fired asynchronously; observe it with {@code @ObservesAsync}.
 *
 * @param worker the worker's name
 * @param owner its owner
 * @param version the content that was loaded
 * @param cause why
 */
public record WorkerEvicted(String worker, String owner, String version, String cause) {}
