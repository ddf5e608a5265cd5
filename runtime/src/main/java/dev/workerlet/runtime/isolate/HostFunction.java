package dev.workerlet.runtime.isolate;

import org.jspecify.annotations.Nullable;

/**
 * A function of the host that the platform's scripts may call. It runs within a turn, on the isolate's thread, and can't
 * be terminated: its input is bounded, it never blocks.
 *
 * @param name the name under which {@code context/*.js} call it
 * @param body what it does
 * @param isOfIsolate whether it touches nothing of the loop, only what belongs to its isolate: the loop goes on without it,
 *     and it may run JavaScript itself, and so never come back
 */
public record HostFunction(String name, Body body, boolean isOfIsolate) {
    /** A function that may touch whatever belongs to the loop. */
    public HostFunction(String name, Body body) {
        this(name, body, false);
    }

    /** A function that touches its isolate only, and may enter JavaScript. */
    public static HostFunction ofIsolate(String name, Body body) {
        return new HostFunction(name, body, true);
    }

    /** What a host function does. */
    @FunctionalInterface
    public interface Body {
        /**
         * Runs the function.
         *
         * @return null for undefined, a String, an Integer, a Double, a Boolean, a byte[] that becomes an ArrayBuffer, or
         *     a value that a {@link ScriptLoader} gave
         */
        @Nullable
        Object call(HostArguments arguments);
    }
}
