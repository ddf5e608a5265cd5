package dev.workerlet.runtime.limits;

import org.jspecify.annotations.Nullable;

/** What a worker may use, each under the name of its setting. */
public enum Limit {
    /** CPU time of an event. */
    CPU("cpu-limit", "cpu"),
    /** CPU time of a script's top level. */
    START_CPU("start-cpu-limit", null),
    /** Time to the response, and to a script's end of loading. */
    WALL("wall-limit", "wall"),
    /** The same time for what {@code waitUntil} leaves after the response. */
    WAIT_UNTIL("wall-limit", "wall"),
    /** V8's heap. */
    HEAP("heap-limit", "heap"),
    /** What an isolate holds outside its heap, and what a turn adds to the process. */
    EXTERNAL_MEMORY("external-memory-limit", "external"),
    /** How long a response's stream may stand still. */
    STREAM_IDLE("stream-idle-limit", null),
    /** A request's body that is gathered in memory. */
    REQUEST_BODY("request-body-limit", null),
    /** A response's body in memory. */
    RESPONSE_BODY("response-body-limit", null),
    /** Pending timers of an event. */
    TIMERS("timers-per-request", null),
    /** Requests that an event makes to the network and to other workers, and the WebSockets that it opens. */
    FETCHES("fetches-per-request", null),
    /** What an event writes to the log. */
    LOG("log-limit", null),
    /** Exchanges with other servers that an owner has at once. */
    OWNER_FETCHES("fetches-per-owner", null);

    private final String setting;
    private final @Nullable String scriptName;

    Limit(String setting, @Nullable String scriptName) {
        this.setting = setting;
        this.scriptName = scriptName;
    }

    /** What it is called where it is set. */
    public String setting() {
        return setting;
    }

    /** What it is called in the event {@code limitwarning}; null where there is none. */
    public @Nullable String scriptName() {
        return scriptName;
    }
}
