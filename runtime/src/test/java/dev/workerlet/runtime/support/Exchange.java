package dev.workerlet.runtime.support;

import dev.workerlet.runtime.body.BodyCollector;
import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.limits.TerminationReason;
import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.FetchExchange;
import dev.workerlet.runtime.message.FetchResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** An exchange that keeps its answer; a second answer is an error of the runtime. */
public class Exchange implements FetchExchange {
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();

    @Override
    public void respond(FetchResponse response) {
        if (response.body() instanceof Body.Stream stream) {
            collect(response, stream);
        } else {
            complete(new Answer(response, null));
        }
    }

    private void collect(FetchResponse response, Body.Stream stream) {
        BodyCollector.collect(stream, Integer.MAX_VALUE, new BodyCollector.Receiver() {
            @Override
            public void collected(byte[] bytes) {
                complete(new Answer(new FetchResponse(response.status(), response.headers(), bytes), null));
            }

            @Override
            public void tooLarge(long limitBytes) {
                throw new AssertionError("A body of more than " + limitBytes + " bytes");
            }

            @Override
            public void failed(String reason) {
                complete(new Answer(null, Failure.of(TerminationReason.ABORTED, "The body broke off: " + reason)));
            }
        });
    }

    @Override
    public void fail(Failure failure) {
        complete(new Answer(null, failure));
    }

    private void complete(Answer value) {
        if (!answer.complete(value)) {
            throw new AssertionError("Answered twice: " + answer.join() + ", then " + value);
        }
    }

    /** Whether there is an answer yet. */
    public boolean isAnswered() {
        return answer.isDone();
    }

    /** The answer; waits for it at most two minutes. */
    public Answer await() {
        try {
            return answer.get(2, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting for an answer", e);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new AssertionError("No answer within two minutes", e);
        }
    }
}
