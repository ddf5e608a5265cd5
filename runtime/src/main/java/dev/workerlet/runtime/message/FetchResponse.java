package dev.workerlet.runtime.message;

/**
 * An HTTP response, body in memory. The array is not copied: whoever hands it over leaves it alone.
 *
 * @param status 200 to 599
 * @param headers all headers in order, repeated {@code set-cookie} kept
 * @param body the body; empty where the status allows none
 */
public record FetchResponse(int status, HeaderList headers, byte[] body) {}
