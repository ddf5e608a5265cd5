package dev.workerlet.runtime;

import dev.workerlet.runtime.limits.OverloadLimits;
import java.nio.file.Path;
import java.time.Duration;

/** Makes options out of others, with some values changed; the values are those of {@link WorkerletOptions}. Not thread-safe. */
public final class WorkerletOptionsBuilder {
    private Path workDirectory;
    private int loops;
    private int isolatesPerLoop;
    private int isolatesPerOwner;
    private int sparesPerLoop;
    private int queuePerLoop;
    private Duration queueWait;
    private Duration drainTimeout;
    private boolean allowPrivateNetwork;
    private int fetchesPerOwner;
    private OverloadLimits overload;
    private long memoryBytes;
    private boolean unloadLibrary;

    WorkerletOptionsBuilder(WorkerletOptions base) {
        this.workDirectory = base.workDirectory();
        this.loops = base.loops();
        this.isolatesPerLoop = base.isolatesPerLoop();
        this.isolatesPerOwner = base.isolatesPerOwner();
        this.sparesPerLoop = base.sparesPerLoop();
        this.queuePerLoop = base.queuePerLoop();
        this.queueWait = base.queueWait();
        this.drainTimeout = base.drainTimeout();
        this.allowPrivateNetwork = base.allowPrivateNetwork();
        this.fetchesPerOwner = base.fetchesPerOwner();
        this.overload = base.overload();
        this.memoryBytes = base.memoryBytes();
        this.unloadLibrary = base.unloadLibrary();
    }

    public WorkerletOptionsBuilder workDirectory(Path value) {
        this.workDirectory = value;
        return this;
    }

    public WorkerletOptionsBuilder loops(int value) {
        this.loops = value;
        return this;
    }

    public WorkerletOptionsBuilder isolatesPerLoop(int value) {
        this.isolatesPerLoop = value;
        return this;
    }

    public WorkerletOptionsBuilder isolatesPerOwner(int value) {
        this.isolatesPerOwner = value;
        return this;
    }

    public WorkerletOptionsBuilder sparesPerLoop(int value) {
        this.sparesPerLoop = value;
        return this;
    }

    public WorkerletOptionsBuilder queuePerLoop(int value) {
        this.queuePerLoop = value;
        return this;
    }

    public WorkerletOptionsBuilder queueWait(Duration value) {
        this.queueWait = value;
        return this;
    }

    public WorkerletOptionsBuilder drainTimeout(Duration value) {
        this.drainTimeout = value;
        return this;
    }

    public WorkerletOptionsBuilder allowPrivateNetwork(boolean value) {
        this.allowPrivateNetwork = value;
        return this;
    }

    public WorkerletOptionsBuilder fetchesPerOwner(int value) {
        this.fetchesPerOwner = value;
        return this;
    }

    public WorkerletOptionsBuilder overload(OverloadLimits value) {
        this.overload = value;
        return this;
    }

    public WorkerletOptionsBuilder memoryBytes(long value) {
        this.memoryBytes = value;
        return this;
    }

    public WorkerletOptionsBuilder unloadLibrary(boolean value) {
        this.unloadLibrary = value;
        return this;
    }

    /**
     * The options.
     *
     * @throws IllegalArgumentException when a value is out of its range
     */
    public WorkerletOptions build() {
        return new WorkerletOptions(
                workDirectory,
                loops,
                isolatesPerLoop,
                isolatesPerOwner,
                sparesPerLoop,
                queuePerLoop,
                queueWait,
                drainTimeout,
                allowPrivateNetwork,
                fetchesPerOwner,
                overload,
                memoryBytes,
                unloadLibrary);
    }
}
