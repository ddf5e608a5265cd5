package dev.workerlet.servlet.application;

import dev.workerlet.runtime.Workerlet;
import dev.workerlet.runtime.context.WorkerListener;
import dev.workerlet.servlet.config.RuntimeSettings;
import jakarta.servlet.ServletContext;

/**
 * A started runtime and the directory that is its own. Closing it ends both.
 *
 * @param runtime the runtime
 * @param directory its directory
 */
record RunningRuntime(Workerlet runtime, WorkDirectory directory) implements AutoCloseable {

    static RunningRuntime start(ServletContext context, RuntimeSettings settings, WorkerListener listener) {
        WorkDirectory directory = WorkDirectory.create(settings.options().workDirectory());
        try {
            return new RunningRuntime(
                    factory(context).start(settings.optionsIn(directory.path()), listener), directory);
        } catch (RuntimeException | Error e) {
            directory.close();
            throw e;
        }
    }

    private static RuntimeFactory factory(ServletContext context) {
        return context.getAttribute(RuntimeFactory.ATTRIBUTE) instanceof RuntimeFactory own ? own : Workerlet::start;
    }

    @Override
    public void close() {
        try {
            runtime.close();
        } finally {
            directory.close();
        }
    }
}
