package dev.workerlet.benchmarks.support;

import dev.workerlet.runtime.Workerlet;
import dev.workerlet.runtime.WorkerletOptions;
import dev.workerlet.runtime.context.WorkerListener;
import java.nio.file.Path;

/**
 * The shape of a runtime: what benchmarks choose, everything else at its default.
 *
 * @param loops loop threads
 * @param isolatesPerLoop most isolates on one loop
 * @param isolatesPerOwner most isolates of one owner on one loop
 * @param sparesPerLoop isolates kept prepared on each loop
 */
public record Shape(int loops, int isolatesPerLoop, int isolatesPerOwner, int sparesPerLoop) {
    /** So many loops, the rest at its default. */
    public static Shape ofLoops(int loops) {
        WorkerletOptions defaults = WorkerletOptions.defaults(Path.of(""));
        return new Shape(loops, defaults.isolatesPerLoop(), defaults.isolatesPerOwner(), defaults.sparesPerLoop());
    }

    /** Starts a runtime; V8 stays loaded when it is closed, so that the process can start another. */
    public Workerlet start(WorkDirectory directory, WorkerListener listener) {
        WorkerletOptions options = WorkerletOptions.defaults(directory.path()).toBuilder()
                .loops(loops)
                .isolatesPerLoop(isolatesPerLoop)
                .isolatesPerOwner(isolatesPerOwner)
                .sparesPerLoop(sparesPerLoop)
                .unloadLibrary(false)
                .build();
        return Workerlet.start(options, listener);
    }
}
