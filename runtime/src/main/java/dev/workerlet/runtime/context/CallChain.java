package dev.workerlet.runtime.context;

import dev.workerlet.runtime.message.HeaderList;
import dev.workerlet.runtime.scheduler.FetchCount;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How one event came about: how many workers stand between it and the outside, and how many calls all the workers that its
 * outermost event has reached have made. Thread-safe. Kept by the host: no script can shorten it.
 */
public final class CallChain {
    /** Most calls one within another. */
    public static final int MOST_DEEP = 16;
    /** Most calls that one event from outside leads to in all: a worker that calls two grows with each step. */
    public static final int MOST_CALLS = 1_000;

    private final HeaderList outermost;
    private final int depth;
    private final AtomicInteger made;
    private final FetchCount fetches;

    private CallChain(HeaderList outermost, int depth, AtomicInteger made, FetchCount fetches) {
        this.outermost = outermost;
        this.depth = depth;
        this.made = made;
        this.fetches = fetches;
    }

    /** The chain of an event from outside. */
    static CallChain begin(HeaderList headers) {
        return new CallChain(headers, 0, new AtomicInteger(), new FetchCount());
    }

    /** The chain of an event that a fetch of this one has led to: it has the same counts. */
    CallChain throughNetwork(HeaderList headers) {
        return new CallChain(headers, depth, made, fetches);
    }

    /** The requests to the network that the event has made. */
    FetchCount fetches() {
        return fetches;
    }

    /** The headers of the request from outside. */
    HeaderList outermost() {
        return outermost;
    }

    /**
     * The chain with one more call.
     *
     * @throws ServiceException where there may be none
     */
    public CallChain next() throws ServiceException {
        if (depth >= MOST_DEEP) {
            throw new ServiceException("workers call one another more than " + MOST_DEEP + " deep");
        }
        if (made.incrementAndGet() > MOST_CALLS) {
            throw new ServiceException("one request leads to more than " + MOST_CALLS + " calls between workers");
        }
        return new CallChain(outermost, depth + 1, made, new FetchCount());
    }
}
