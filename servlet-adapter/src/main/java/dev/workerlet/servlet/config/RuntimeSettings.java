package dev.workerlet.servlet.config;

import dev.workerlet.runtime.WorkerletOptions;
import dev.workerlet.runtime.limits.OverloadLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a user wrote about the runtime of a web application, checked. Immutable.
 *
 * @param scripts the folder outside the web application in which scripts are looked for first, or null
 * @param development whether clients see the script's errors
 * @param responseHeadBytes what the header fields of a worker's response may take
 * @param cdi whether workers and beans are connected
 * @param options the runtime's options; their work directory is the one in which private directories are made
 */
public record RuntimeSettings(
        @Nullable Path scripts, boolean development, long responseHeadBytes, boolean cdi, WorkerletOptions options) {
    /** What the names of context-params begin with. */
    public static final String PREFIX = "workerlet.";

    /** Containers have a buffer of 8 KiB for a head, unless they are told otherwise, and add fields of their own. */
    private static final long RESPONSE_HEAD_BYTES = 7 * 1024;

    private static final int MOST_PERCENT = 100;

    /**
     * Reads the settings.
     *
     * @param place where the values stand
     * @param values values by name without {@link #PREFIX}
     * @param temporaryDirectory where private directories are made when nothing else is said
     */
    public static RuntimeSettings read(String place, Map<String, String> values, Path temporaryDirectory) {
        Parameters parameters = new Parameters(place, values);
        RuntimeSettings settings = new RuntimeSettings(
                parameters.path("scripts", null),
                parameters.flag("development", false),
                parameters.sizeBytes("response-head-limit", RESPONSE_HEAD_BYTES),
                parameters.flag("cdi", true),
                options(parameters, temporaryDirectory));
        parameters.refuseUnknown();
        return settings;
    }

    private static WorkerletOptions options(Parameters parameters, Path temporaryDirectory) {
        WorkerletOptions defaults = WorkerletOptions.defaults(temporaryDirectory);
        return defaults.toBuilder()
                .workDirectory(parameters.read("work-directory", temporaryDirectory, Path::of))
                .loops(atLeast(1, parameters, "loops", defaults.loops()))
                .isolatesPerLoop(atLeast(1, parameters, "isolates-per-loop", defaults.isolatesPerLoop()))
                .isolatesPerOwner(atLeast(1, parameters, "isolates-per-owner", defaults.isolatesPerOwner()))
                .sparesPerLoop(atLeast(0, parameters, "spares-per-loop", defaults.sparesPerLoop()))
                .queuePerLoop(atLeast(1, parameters, "queue-limit", defaults.queuePerLoop()))
                .queueWait(parameters.duration("queue-wait", defaults.queueWait()))
                .drainTimeout(parameters.duration("drain-timeout", defaults.drainTimeout()))
                .allowPrivateNetwork(parameters.flag("allow-private-network", defaults.allowPrivateNetwork()))
                .fetchesPerOwner(atLeast(1, parameters, "fetches-per-owner", defaults.fetchesPerOwner()))
                .overload(overload(parameters, defaults.overload()))
                .memoryBytes(parameters.read("memory-limit", defaults.memoryBytes(), RuntimeSettings::memoryBytes))
                .unloadLibrary(parameters.flag("unload-library", defaults.unloadLibrary()))
                .build();
    }

    private static OverloadLimits overload(Parameters parameters, OverloadLimits defaults) {
        int queue = atLeast(0, parameters, "queue-per-owner", defaults.queuePerOwner());
        Duration target = parameters.duration("queue-target", defaults.queueTarget());
        int kills = atLeast(0, parameters, "kills-before-break", defaults.killsBeforeBreak());
        if (kills > OverloadLimits.MOST_KILLS) {
            throw parameters.mistake("kills-before-break must be at most " + OverloadLimits.MOST_KILLS);
        }
        Duration breakLimit = parameters.duration("break-limit", defaults.breakLimit());
        if (breakLimit.isZero() || breakLimit.isNegative()) {
            throw parameters.mistake("break-limit must be longer than 0");
        }
        int stuckThreads = atLeast(0, parameters, "stuck-threads-limit", defaults.stuckThreads());
        return new OverloadLimits(queue, target, kills, breakLimit, stuckThreads);
    }

    /** A size, or hundredths of the memory that there is. */
    private static long memoryBytes(String text) {
        if (!text.endsWith("%")) {
            long bytes = Values.sizeBytes(text);
            if (bytes == 0) {
                throw new IllegalArgumentException("it must be more than 0");
            }
            return bytes;
        }
        int percent = Values.integer(text.substring(0, text.length() - 1).trim());
        if (percent < 1 || percent > MOST_PERCENT) {
            throw new IllegalArgumentException("a share is from 1% to 100%");
        }
        return WorkerletOptions.percentOfMemoryBytes(percent);
    }

    private static int atLeast(int least, Parameters parameters, String name, int otherwise) {
        int value = parameters.integer(name, otherwise);
        if (value < least) {
            throw parameters.mistake(name + " must be at least " + least + ", but is " + value);
        }
        return value;
    }

    /** The options with a private directory in place of the one that is shared. */
    public WorkerletOptions optionsIn(Path privateDirectory) {
        return options.toBuilder().workDirectory(privateDirectory).build();
    }
}
