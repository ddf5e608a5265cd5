package dev.workerlet.servlet.filter;

/** What a filter does when the container's thread comes back to it. */
sealed interface Plan {
    /** Run what stands behind, and keep its response for the worker. */
    record Run(Downstream downstream) implements Plan {}

    /** Let the request go on as if there were no worker. */
    record PassOn() implements Plan {}

    /** Make a WebSocket of the client's connection. */
    record Upgrade() implements Plan {}

    /** Have the application's error page rendered: the worker passed on an error that was sent behind it. */
    record SendError(Downstream downstream) implements Plan {}
}
