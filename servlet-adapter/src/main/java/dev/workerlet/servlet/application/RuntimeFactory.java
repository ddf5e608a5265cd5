package dev.workerlet.servlet.application;

import dev.workerlet.runtime.Workerlet;
import dev.workerlet.runtime.WorkerletOptions;
import dev.workerlet.runtime.context.WorkerListener;

/**
 * Makes the runtime of a web application. One set as a context attribute under {@link #ATTRIBUTE} takes the place of
 * {@link Workerlet#start}: an embedder's own, or a test's.
 */
@FunctionalInterface
public interface RuntimeFactory {
    /** The name of the context attribute. */
    String ATTRIBUTE = "dev.workerlet.servlet.RuntimeFactory";

    Workerlet start(WorkerletOptions options, WorkerListener listener);
}
