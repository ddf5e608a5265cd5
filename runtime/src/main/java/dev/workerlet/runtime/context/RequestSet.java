package dev.workerlet.runtime.context;

import dev.workerlet.runtime.context.RequestContext.Phase;
import dev.workerlet.runtime.message.FetchExchange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The requests that are in one execution context, the load event among them. Confined to the loop's thread.
 *
 * <p>Those that wait for something of their own are looked after whenever a turn has ended. Those that flow may be very
 * many and live long, so they are looked after only when something was done for them.
 */
final class RequestSet {
    private final Map<Integer, RequestContext> waiting = new HashMap<>();
    /** Those whose client has a WebSocket or a stream that the script writes, which are not among the others. */
    private final Map<Integer, RequestContext> flowing = new HashMap<>();

    private final Runnable onAnswer = this::noteAnswer;
    private int unanswered;
    private boolean isPlaceFreed;
    private boolean isSocketOpened;

    /** Takes a request that has no answer yet, and that runs {@link #onAnswer} when it has. */
    void add(RequestContext request) {
        unanswered++;
        waiting.put(request.id, request);
    }

    void remove(RequestContext request) {
        waiting.remove(request.id);
        flowing.remove(request.id);
    }

    @Nullable
    RequestContext find(int requestId) {
        RequestContext request = waiting.get(requestId);
        return request == null ? flowing.get(requestId) : request;
    }

    /** Whether one of them is the event of {@code exchange}. */
    boolean holds(FetchExchange exchange) {
        for (RequestContext request : waiting.values()) {
            if (request.exchange() == exchange) {
                return true;
            }
        }
        for (RequestContext request : flowing.values()) {
            if (request.exchange() == exchange) {
                return true;
            }
        }
        return false;
    }

    /** Those that don't flow; the collection is the set's own. */
    Collection<RequestContext> waiting() {
        return waiting.values();
    }

    boolean hasFlowing() {
        return !flowing.isEmpty();
    }

    /** All of them, as they are now. */
    List<RequestContext> all() {
        List<RequestContext> all = new ArrayList<>(waiting.values());
        all.addAll(flowing.values());
        return all;
    }

    /** Bodies that flow between the script and the host. */
    int openStreams() {
        int open = flowing.size();
        for (RequestContext request : waiting.values()) {
            open += request.operations.openStreams();
        }
        return open;
    }

    int size() {
        return waiting.size() + flowing.size();
    }

    /** How many have no answer yet. */
    int unanswered() {
        return unanswered;
    }

    /** What a request has to run when it is answered. */
    Runnable onAnswer() {
        return onAnswer;
    }

    private void noteAnswer() {
        unanswered--;
        isPlaceFreed = true;
    }

    /** The request's stream or WebSocket is open. */
    void flow(RequestContext request) {
        waiting.remove(request.id);
        flowing.put(request.id, request);
    }

    /** Looks whether the request's stream or WebSocket is over. */
    void settle(RequestContext request) {
        request.noteStreamOver();
        boolean isOpen = request.phase() == Phase.CONNECTED || request.phase() == Phase.STREAMING;
        if (!isOpen && flowing.remove(request.id, request)) {
            waiting.put(request.id, request);
        }
    }

    void noteSocketOpened() {
        isSocketOpened = true;
    }

    /** Whether a WebSocket was opened since this was last asked. */
    boolean takeSocketOpened() {
        boolean opened = isSocketOpened;
        isSocketOpened = false;
        return opened;
    }

    /** Whether a request was answered since this was last asked. */
    boolean takePlaceFreed() {
        boolean freed = isPlaceFreed;
        isPlaceFreed = false;
        return freed;
    }
}
