package dev.workerlet.runtime.context;

import dev.workerlet.runtime.message.FetchRequest;
import dev.workerlet.runtime.message.HeaderList;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code CDN-Loop} (RFC 8586): each request that a worker sends to the network names this runtime once more than
 * the request that has led to it, so one that comes back to its sender again and again is seen. A parameter says which request it
 * is ({@link SentRequests}). Scripts can neither set nor remove it.
 */
public final class LoopHeader {
    static final String NAME = "cdn-loop";
    private static final String ID = "workerlet";
    private static final String TOKEN = "request=";

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

    /** The token of the last one here that has sent {@code request}, or null. */
    static @Nullable String token(FetchRequest request) {
        List<String> values = request.headers().all(NAME);
        for (int i = values.size() - 1; i >= 0; i--) {
            String[] senders = values.get(i).split(",", -1);
            for (int j = senders.length - 1; j >= 0; j--) {
                String[] parts = senders[j].trim().split(";", 2);
                if (parts.length == 2 && parts[0].equals(ID) && parts[1].startsWith(TOKEN)) {
                    return parts[1].substring(TOKEN.length());
                }
            }
        }
        return null;
    }

    /**
     * The header's value for a request.
     *
     * @param outermost the headers of the request from outside that has led to it
     */
    static String value(HeaderList outermost, String token) {
        List<String> senders = new ArrayList<>(outermost.all(NAME));
        senders.add(ID + ';' + TOKEN + token);
        return String.join(", ", senders);
    }

    /**
     * A request with the header.
     *
     * @param outermost the headers of the request from outside that has led to it
     */
    static FetchRequest mark(FetchRequest request, HeaderList outermost, String token) {
        HeaderList headers = new HeaderList();
        request.headers().forEach((name, value) -> {
            if (!name.equalsIgnoreCase(NAME)) {
                headers.add(name, value);
            }
        });
        headers.add(NAME, value(outermost, token));
        return new FetchRequest(request.method(), request.url(), headers, request.body());
    }
}
