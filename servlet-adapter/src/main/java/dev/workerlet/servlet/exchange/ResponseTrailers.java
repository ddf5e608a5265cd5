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

    /**
     * Says that fields may come: with HTTP/1.1 where the worker announces them in a {@code Trailer} header, otherwise always;
     * HTTP/1.0 has none. Before the response is committed.
     */
    void announce(FetchResponse answer, String protocol, HttpServletResponse response) {
        boolean isChunked = protocol.equals("HTTP/1.1");
        String names = answer.headers().first("trailer");
        if (protocol.equals("HTTP/1.0") || (isChunked && names == null)) {
            return;
        }
        if (isChunked) {
            response.setHeader("Trailer", names);
        }
        response.setTrailerFields(this);
    }

    /** Takes what came with the end of the body. */
    void set(@Nullable HeaderList trailers) {
        if (trailers != null) {
            Map<String, String> map = new LinkedHashMap<>();
            trailers.forEach((name, value) -> {
                if (ResponseHead.mayTrail(name, value)) {
                    map.merge(name, value, (before, further) -> before + ", " + further);
                }
            });
            fields = map;
        }
    }

    @Override
    public Map<String, String> get() {
        return fields;
    }
}
