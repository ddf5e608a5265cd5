package dev.workerlet.runtime.message;

/**
 * An HTTP request as a worker sees it.
 *
 * @param method the method, case as received
 * @param url the absolute URL, serialised
 * @param headers all headers in order
 * @param body the body, {@link Body#NONE} where there is none
 */
public record FetchRequest(String method, String url, HeaderList headers, Body body) {
    /** A request whose body is in memory. The array is not copied. */
    public FetchRequest(String method, String url, HeaderList headers, byte[] body) {
        this(method, url, headers, body.length == 0 ? Body.NONE : new Body.Bytes(body));
    }

    /** The body of a request that is known to be in memory. */
    public byte[] bytes() {
        if (body instanceof Body.Bytes inMemory) {
            return inMemory.bytes();
        }
        throw new IllegalStateException("The body is a stream");
    }

    /** The same with another body. */
    public FetchRequest withBody(Body other) {
        return new FetchRequest(method, url, headers, other);
    }
}
