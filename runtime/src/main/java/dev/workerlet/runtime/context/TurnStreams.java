package dev.workerlet.runtime.context;

import dev.workerlet.runtime.context.RequestContext.Phase;
import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.limits.TerminationReason;
import dev.workerlet.runtime.message.SchedulerMessage;
import dev.workerlet.runtime.scheduler.OutgoingStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The streams that the running turn does something with. What it writes is given to the readers when it is over. Confined
 * to the loop's thread.
 */
final class TurnStreams {
    private final StackMapper stacks;
    private final RequestSet requests;
    private final RequestFailures failures;
    private final List<OutgoingStream> written = new ArrayList<>();
    /** Requests whose response stream the running turn has ended. */
    private final List<RequestContext> ended = new ArrayList<>();

    TurnStreams(StackMapper stacks, RequestSet requests, RequestFailures failures) {
        this.stacks = stacks;
        this.requests = requests;
        this.failures = failures;
    }

    /** Does with a stream what JavaScript asked for. */
    void take(RequestContext request, SchedulerMessage.Stream message) {
        OutgoingStream stream = request.operations.streams().take(message);
        if (stream == null) {
            return;
        }
        if (!written.contains(stream)) {
            written.add(stream);
        }
        if (message instanceof SchedulerMessage.StreamEnd end && stream == request.responseStream()) {
            endResponse(request, end);
        }
    }

    private void endResponse(RequestContext request, SchedulerMessage.StreamEnd end) {
        ended.add(request);
        String failure = end.failure();
        if (failure != null && request.phase() == Phase.STREAMING) {
            failures.report(
                    request,
                    Failure.of(TerminationReason.EXCEPTION, "The response's stream failed: " + stacks.map(failure)));
        }
    }

    /** Gives what was written. After the turn, and after the responses whose bodies these may be. */
    void publish() {
        written.forEach(OutgoingStream::publish);
        written.clear();
    }

    /** Requests whose response stream is over are among the others again. */
    void settle() {
        ended.forEach(requests::settle);
        ended.clear();
    }
}
