package dev.workerlet.servlet.exchange;

import dev.workerlet.runtime.message.FetchResponse;
import dev.workerlet.runtime.message.HeaderList;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The fields behind a body: the container is told before it that they may come, and asks for them after it. */
final class ResponseTrailers implements Supplier<Map<String, String>> {
    private volatile Map<String, String> fields = Map.of();
    private boolean areSent;

    /**
     * Says that fields may come; before the response is committed. They are sent where the worker announces them in a
     * {@code Trailer} header; HTTP/1.0 has none.
     *
     * <p>With HTTP/1.1 it is said in any case: Jetty would end a body with the connection where it closes that anyway, and a
     * body that has been cut off would look complete. With HTTP/2 Tomcat would send a frame of no fields.
     */
    void announce(FetchResponse answer, String protocol, HttpServletResponse response) {
        String names = answer.headers().first("trailer");
        areSent = names != null && !protocol.equals("HTTP/1.0");
        if (areSent) {
            response.setHeader("Trailer", names);
        }
        if (areSent || protocol.equals("HTTP/1.1")) {
            response.setTrailerFields(this);
        }
    }

    /** Takes what came with the end of the body; whether there is something to send. */
    boolean set(@Nullable HeaderList trailers) {
        if (areSent && trailers != null) {
            Map<String, String> map = new LinkedHashMap<>();
            trailers.forEach((name, value) -> {
                if (ResponseHead.mayTrail(name, value)) {
                    map.merge(name, value, (before, further) -> before + ", " + further);
                }
            });
            fields = map;
        }
        return !fields.isEmpty();
    }

    @Override
    public Map<String, String> get() {
        return fields;
    }
}
