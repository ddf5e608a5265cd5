package dev.workerlet.servlet.exchange;

/**
 * Where an exchange is; only a compare-and-set moves it, and whoever wins acts.
 *
 * <pre>
 *            ┌──────────────── DISPATCHED ◄──┐
 *            ▼                   ▲           │
 *          OPEN ─────────────────┤       DOWNSTREAM
 *            │ ▲─────────────────┼───────────┤
 *            ▼                   │           ▼
 *        ANSWERING ──────────────┴──► FINISHED
 * </pre>
 */
public enum Stage {
    /** The request is with the worker; the container waits. */
    OPEN,
    /** A filter asked for the container's thread and does not have it yet: nothing may be written or completed. */
    DISPATCHED,
    /** What stands behind a filter is at work; the container waits for the filter. */
    DOWNSTREAM,
    /** The response is being written. */
    ANSWERING,
    /** Request and response belong to the container again: nobody here touches them. */
    FINISHED
}
