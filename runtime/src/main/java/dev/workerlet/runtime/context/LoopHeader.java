package dev.workerlet.runtime.context;

import dev.workerlet.runtime.message.FetchRequest;
import dev.workerlet.runtime.message.HeaderList;
import java.util.ArrayList;
import java.util.List;

/**
 * The header {@code CDN-Loop} (RFC 8586): each request that a worker sends to the network names this runtime once more than
 * the request that has led to it, so one that comes back to its sender again and again is seen. Scripts can neither set nor
 * remove it.
 */
public final class LoopHeader {
    static final String NAME = "cdn-loop";
    private static final String ID = "workerlet";

    private LoopHeader() {}

    /** Whether a request has been here too often. */
    public static boolean isLoop(FetchRequest request) {
        int times = 0;
        for (String value : request.headers().all(NAME)) {
            for (String sender : value.split(",", -1)) {
                // Parameters follow the name.
                times += sender.split(";", 2)[0].trim().equalsIgnoreCase(ID) ? 1 : 0;
            }
        }
        return times >= CallChain.MOST_DEEP;
    }

    /**
     * A request with the header.
     *
     * @param outermost the headers of the request from outside that has led to it
     */
    static FetchRequest mark(FetchRequest request, HeaderList outermost) {
        HeaderList headers = new HeaderList();
        request.headers().forEach((name, value) -> {
            if (!name.equalsIgnoreCase(NAME)) {
                headers.add(name, value);
            }
        });
        List<String> senders = new ArrayList<>(outermost.all(NAME));
        senders.add(ID);
        headers.add(NAME, String.join(", ", senders));
        return new FetchRequest(request.method(), request.url(), headers, request.body());
    }
}
