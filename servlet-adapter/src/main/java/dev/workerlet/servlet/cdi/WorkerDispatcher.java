package dev.workerlet.servlet.cdi;

import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.message.FetchExchange;
import dev.workerlet.runtime.message.FetchRequest;
import dev.workerlet.runtime.message.FetchResponse;
import dev.workerlet.servlet.exchange.WorkerEndpoint;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A bean that calls workers from Java. Thread-safe.
 *
 * <p>A worker is called by the name of its servlet or filter. What follows on the stage runs on the common pool, never on a
 * loop thread.
 */
@ApplicationScoped
public class WorkerDispatcher {
    @Inject
    private ApplicationHolder holder;

    /**
     * Sends a fetch event to a worker.
     *
     * @return the response; a stage that fails with {@link WorkerFailedException} when there is none, or with
     *     {@link IllegalArgumentException} when no worker has this name
     */
    public CompletionStage<FetchResponse> fetch(String workerName, FetchRequest request) {
        CompletableFuture<FetchResponse> answer = new CompletableFuture<>();
        try {
            WorkerEndpoint target = holder.application().requireWorker(workerName);
            target.runtime().dispatch(target.worker(), request, new Exchange(workerName, answer));
        } catch (IllegalArgumentException e) {
            answer.completeExceptionally(e);
        }
        return answer.minimalCompletionStage();
    }

    private record Exchange(String worker, CompletableFuture<FetchResponse> answer) implements FetchExchange {
        @Override
        public void respond(FetchResponse response) {
            answer.completeAsync(() -> response);
        }

        @Override
        public void fail(Failure failure) {
            answer.completeAsync(() -> {
                throw new WorkerFailedException(worker, failure);
            });
        }
    }
}
