package dev.workerlet.servlet.config;

import dev.workerlet.runtime.context.WorkerMode;
import dev.workerlet.runtime.limits.OutboundPolicy;
import dev.workerlet.runtime.limits.ScriptLimits;
import dev.workerlet.runtime.limits.SocketLimits;
import dev.workerlet.runtime.limits.StreamLimits;
import dev.workerlet.runtime.limits.WorkerLimits;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a user wrote about one worker, checked. Immutable.
 *
 * @param owner the tenant, or null for the web application
 * @param mode pooled, or isolated
 * @param limits budgets
 * @param env string values of {@code env}
 * @param services names of other workers of the web application, by what they are called in {@code env}
 */
public record WorkerSettings(
        @Nullable String owner,
        WorkerMode mode,
        WorkerLimits limits,
        Map<String, String> env,
        Map<String, String> services) {

    private static final String ENV_PREFIX = "env.";
    /** What the names of init-params begin with that name another worker. */
    public static final String SERVICE_PREFIX = "service.";

    public WorkerSettings {
        env = Map.copyOf(env);
        services = Map.copyOf(services);
    }

    /** Reads all but the script; whoever reads the rest calls {@link Parameters#refuseUnknown()} afterwards. */
    public static WorkerSettings read(Parameters parameters) {
        Map<String, String> env = parameters.below(ENV_PREFIX);
        return new WorkerSettings(
                parameters.text("owner"),
                parameters.read("mode", WorkerMode.POOLED, WorkerSettings::mode),
                limits(parameters),
                env,
                services(parameters, env));
    }

    private static Map<String, String> services(Parameters parameters, Map<String, String> env) {
        Map<String, String> services = new LinkedHashMap<>();
        parameters.below(SERVICE_PREFIX).forEach((name, worker) -> {
            if (env.containsKey(name)) {
                throw parameters.mistake("there are both " + ENV_PREFIX + name + " and " + SERVICE_PREFIX + name
                        + ", but env can hold one " + name + " only");
            }
            services.put(name, worker.trim());
        });
        return services;
    }

    private static WorkerMode mode(String text) {
        return switch (text) {
            case "pooled" -> WorkerMode.POOLED;
            case "isolated" -> WorkerMode.ISOLATED;
            default -> throw new IllegalArgumentException("pooled or isolated is wanted");
        };
    }

    static WorkerLimits limits(Parameters parameters) {
        WorkerLimits defaults = WorkerLimits.DEFAULTS;
        try {
            return new WorkerLimits(
                    parameters.duration("cpu-limit", defaults.cpuTime()),
                    parameters.duration("start-cpu-limit", defaults.startCpuTime()),
                    parameters.duration("wall-limit", defaults.wallClock()),
                    parameters.sizeBytes("heap-limit", defaults.heapBytes()),
                    parameters.sizeBytes("external-memory-limit", defaults.externalBytes()),
                    parameters.sizeBytes("request-body-limit", defaults.requestBodyBytes()),
                    parameters.sizeBytes("response-body-limit", defaults.responseBodyBytes()),
                    parameters.integer("max-concurrent-per-isolate", defaults.maxConcurrentPerIsolate()),
                    parameters.integer("timers-per-request", defaults.timersPerRequest()),
                    parameters.integer("fetches-per-request", defaults.fetchesPerRequest()),
                    parameters.integer("concurrent-fetches", defaults.concurrentFetches()),
                    parameters.sizeBytes("fetch-body-limit", defaults.fetchBodyBytes()),
                    parameters.sizeBytes("log-limit", defaults.logChars()),
                    stream(parameters, defaults.stream()),
                    outbound(parameters),
                    socket(parameters, defaults.socket()),
                    script(parameters, defaults.script()),
                    parameters.read("soft-limit", defaults.softPercent(), WorkerSettings::percent));
        } catch (ConfigurationException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw parameters.mistake(String.valueOf(e.getMessage()));
        }
    }

    /** Hundredths, with or without the sign. */
    private static int percent(String text) {
        return Values.integer(
                text.endsWith("%") ? text.substring(0, text.length() - 1).trim() : text);
    }

    private static OutboundPolicy outbound(Parameters parameters) {
        String allow = parameters.text("fetch-allow");
        String deny = parameters.text("fetch-deny");
        return OutboundPolicy.parse(allow == null ? "" : allow, deny == null ? "" : deny);
    }

    private static SocketLimits socket(Parameters parameters, SocketLimits defaults) {
        return new SocketLimits(
                bytes(parameters, "socket-message-limit", defaults.messageBytes()),
                parameters.integer("socket-messages", defaults.waitingMessages()),
                bytes(parameters, "socket-bytes", defaults.waitingBytes()),
                parameters.duration("socket-hold-limit", defaults.hold()),
                parameters.integer("max-open-per-isolate", defaults.open()),
                parameters.duration("open-drain-limit", defaults.drain()));
    }

    private static ScriptLimits script(Parameters parameters, ScriptLimits defaults) {
        return new ScriptLimits(
                parameters.sizeBytes("script-limit", defaults.bytes()),
                parameters.integer("script-files-limit", defaults.files()),
                parameters.read("eval", defaults.eval(), WorkerSettings::eval));
    }

    private static boolean eval(String text) {
        return switch (text) {
            case "allow" -> true;
            case "deny" -> false;
            default -> throw new IllegalArgumentException("allow or deny is wanted");
        };
    }

    private static int bytes(Parameters parameters, String name, int otherwise) {
        return (int) Math.min(Integer.MAX_VALUE, parameters.sizeBytes(name, otherwise));
    }

    private static StreamLimits stream(Parameters parameters, StreamLimits defaults) {
        return new StreamLimits(
                parameters.integer("stream-chunks", defaults.chunks()),
                bytes(parameters, "stream-bytes", defaults.bytes()),
                parameters.duration("stream-idle-limit", defaults.idle()));
    }
}
