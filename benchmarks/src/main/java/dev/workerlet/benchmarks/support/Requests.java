package dev.workerlet.benchmarks.support;

import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.FetchRequest;
import dev.workerlet.runtime.message.HeaderList;

/** Requests as a browser or a client library would send them. */
public final class Requests {
    private static final String ORIGIN = "http://localhost";

    private Requests() {}

    /** A GET request of {@code path}. */
    public static FetchRequest get(String path) {
        return new FetchRequest("GET", ORIGIN + path, headers(), Body.NONE);
    }

    /** A POST request with a body. */
    public static FetchRequest post(String path, String contentType, byte[] body) {
        HeaderList headers =
                headers().add("content-type", contentType).add("content-length", Integer.toString(body.length));
        return new FetchRequest("POST", ORIGIN + path, headers, body);
    }

    private static HeaderList headers() {
        return new HeaderList()
                .add("host", "localhost")
                .add("user-agent", "workerlet-benchmarks")
                .add("accept", "*/*");
    }
}
