package dev.workerlet.servlet.exchange;

import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.limits.TerminationReason;
import dev.workerlet.runtime.message.FetchResponse;
import dev.workerlet.runtime.message.HeaderList;
import java.nio.charset.StandardCharsets;

/** What a client is told of a failure: status, reason, and one plain line. */
final class FailureResponse {
    private FailureResponse() {}

    /** @param development whether the failure's detail follows the line */
    static FetchResponse of(Failure failure, boolean development) {
        HeaderList headers = new HeaderList().add("Content-Type", "text/plain;charset=utf-8");
        TerminationReason reason = failure.reason();
        if (reason != null) {
            headers.add(ResponseHead.REASON, reason.headerValue());
        }
        if (failure.retryAfterSeconds() > 0) {
            headers.add("Retry-After", Integer.toString(failure.retryAfterSeconds()));
        }
        headers.add("Cache-Control", "no-store");
        String detail = failure.detail();
        String text = development && detail != null
                ? failure.publicMessage() + "\n\n" + detail + "\n"
                : failure.publicMessage() + "\n";
        return new FetchResponse(failure.status(), headers, text.getBytes(StandardCharsets.UTF_8));
    }
}
