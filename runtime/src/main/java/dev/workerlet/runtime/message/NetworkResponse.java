package dev.workerlet.runtime.message;

import org.jspecify.annotations.Nullable;

/**
 * An answer from the network, body in memory. The array is not copied.
 *
 * @param status as received
 * @param statusText the reason phrase; may be empty
 * @param headers all headers in order, repeated ones kept
 * @param body the body, content codings undone; empty where there is none
 * @param bodyError one line that says why more of the body could not be received, or null for a whole body
 */
public record NetworkResponse(
        int status,
        String statusText,
        HeaderList headers,
        byte[] body,
        @Nullable String bodyError) {}
