package dev.workerlet.runtime.message;

/**
 * An answer from the network.
 *
 * @param status as received
 * @param statusText the reason phrase; may be empty
 * @param headers all headers in order, repeated ones kept
 * @param body the body, content codings undone; in memory where all of it came with the head
 */
public record NetworkResponse(int status, String statusText, HeaderList headers, Body body) {}
