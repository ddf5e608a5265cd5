package dev.workerlet.runtime.message;

/**
 * An HTTP response as a worker gives or gets it.
 *
 * @param status 200 to 599
 * @param headers all headers in order, repeated {@code set-cookie} kept
 * @param body the body; {@link Body#NONE} where the status allows none
 */
public record FetchResponse(int status, HeaderList headers, Body body) {
    /** A response whose body is in memory. The array is not copied. */
    public FetchResponse(int status, HeaderList headers, byte[] body) {
        this(status, headers, body.length == 0 ? Body.NONE : new Body.Bytes(body));
    }

    /** The body of a response that is known to be in memory. */
    public byte[] bytes() {
        if (body instanceof Body.Bytes inMemory) {
            return inMemory.bytes();
        }
        throw new IllegalStateException("The body is a stream");
    }
}
