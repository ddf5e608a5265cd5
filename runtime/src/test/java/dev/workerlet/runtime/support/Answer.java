package dev.workerlet.runtime.support;

import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.message.FetchResponse;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** How an event ended: with a response, or with a failure. */
public record Answer(
        @Nullable FetchResponse response, @Nullable Failure failure) {
    /** The status that a client would see. */
    public int status() {
        return response != null ? response.status() : failure != null ? failure.status() : 0;
    }

    /** The response; an error where the event failed. */
    public FetchResponse ok() {
        if (response == null) {
            throw new AssertionError("No response, but " + failure);
        }
        return response;
    }

    /** The failure; an error where there is a response. */
    public Failure failed() {
        if (failure == null) {
            throw new AssertionError("No failure, but " + response);
        }
        return failure;
    }

    /** The response's body as text, or what the failure says. */
    public String text() {
        if (response != null) {
            return new String(response.bytes(), StandardCharsets.UTF_8);
        }
        return failure == null ? "" : failure.publicMessage() + ": " + failure.detail();
    }
}
