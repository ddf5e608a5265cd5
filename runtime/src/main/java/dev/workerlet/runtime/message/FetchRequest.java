package dev.workerlet.runtime.message;

/**
 * An HTTP request as a worker sees it, body in memory. The array is not copied: whoever hands it over leaves it alone.
 *
 * @param method the method, case as received
 * @param url the absolute URL, serialised
 * @param headers all headers in order
 * @param body the body, or {@link #NO_BODY}
 */
public record FetchRequest(String method, String url, HeaderList headers, byte[] body) {
    /** The body of a request without one. */
    public static final byte[] NO_BODY = {};
}
