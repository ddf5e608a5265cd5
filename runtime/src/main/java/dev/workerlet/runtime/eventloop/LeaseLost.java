package dev.workerlet.runtime.eventloop;

/**
 * Unwinds the stack of a thread that has come back from V8 too late: its turn was given up. Nothing may catch it on the
 * way, and what is passed on the way must not touch the loop's state; hence an Error, and one without a stack trace.
 */
final class LeaseLost extends Error {
    private static final long serialVersionUID = 1;

    LeaseLost() {
        super("The turn was given up", null, false, false);
    }
}
