package dev.workerlet.benchmarks.soak;

import org.jspecify.annotations.Nullable;

/**
 * What a visit came to.
 *
 * @param text what it is counted as
 * @param fault what is wrong with it, or null
 */
record Outcome(String text, @Nullable String fault) {
    static final Outcome RIGHT = new Outcome("right", null);

    /** An outcome that is counted and not wrong. */
    static Outcome of(String text) {
        return new Outcome(text, null);
    }

    /** An answer that must not be. */
    static Outcome wrong(String text, String fault) {
        return new Outcome(text, fault);
    }

    /** No answer. */
    static Outcome lost(Exception why) {
        return new Outcome("lost", why.toString());
    }
}
