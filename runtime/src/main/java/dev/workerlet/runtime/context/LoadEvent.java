package dev.workerlet.runtime.context;

import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.limits.TerminationReason;
import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.FetchExchange;
import dev.workerlet.runtime.message.FetchRequest;
import dev.workerlet.runtime.message.FetchResponse;
import dev.workerlet.runtime.message.HeaderList;
import org.jspecify.annotations.Nullable;

/**
 * The event in which a context's script is loaded: its end is the context's beginning, and nobody waits for a response.
 * Confined to the loop's thread.
 */
final class LoadEvent {
    private @Nullable RequestContext request;
    private @Nullable Failure failure;

    /** What its request context is made of. */
    static FetchEvent event() {
        return new FetchEvent("load", NoExchange.NO_REQUEST, new NoExchange());
    }

    void begin(RequestContext context) {
        request = context;
    }

    boolean isRunning() {
        return request != null;
    }

    /** Whether {@code other} is the request context of the running load event. */
    boolean is(RequestContext other) {
        return request == other;
    }

    /** The script can't be loaded: {@link #end} will say so. */
    void fail(TerminationReason reason, String detail) {
        failure = Failure.of(reason, detail);
    }

    /** Ends it; null where the script is loaded. */
    @Nullable
    Failure end() {
        request = null;
        return failure;
    }

    private static final class NoExchange implements FetchExchange {
        static final FetchRequest NO_REQUEST = new FetchRequest("", "", new HeaderList(), Body.NONE);

        @Override
        public void respond(FetchResponse response) {
            throw new IllegalStateException("A load event has no response");
        }

        @Override
        public void fail(Failure failure) {
            throw new IllegalStateException("A load event has no response: " + failure);
        }
    }
}
