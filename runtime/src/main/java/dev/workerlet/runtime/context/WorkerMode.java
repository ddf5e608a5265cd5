package dev.workerlet.runtime.context;

/** How a worker gets its isolate. */
public enum WorkerMode {
    /** Warm isolates of the loop threads' pools; module state lives on between requests of one version. */
    POOLED,
    /** A fresh isolate for each request: maximum isolation, nothing persists. */
    ISOLATED
}
