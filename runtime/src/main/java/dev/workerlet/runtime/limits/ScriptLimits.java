package dev.workerlet.runtime.limits;

/**
 * How large a worker's script may be, and whether it may make code at run time. Immutable.
 *
 * @param bytes all files that a version of the worker is loaded from, together
 * @param files how many files that may be, the script itself counted
 * @param eval whether {@code eval}, {@code new Function} and the like compile text
 */
public record ScriptLimits(long bytes, int files, boolean eval) {
    private static final long MIB = 1024 * 1024;

    /** 64 MiB in 2,000 files, with {@code eval}: what most packages for servers take for granted. */
    public static final ScriptLimits DEFAULTS = new ScriptLimits(64 * MIB, 2_000, true);

    public ScriptLimits {
        requirePositive("script-limit", bytes);
        requirePositive("script-files-limit", files);
    }

    private static void requirePositive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, but is " + value);
        }
    }
}
