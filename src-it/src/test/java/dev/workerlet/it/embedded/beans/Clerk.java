package dev.workerlet.it.embedded.beans;

import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.limits.TerminationReason;
import dev.workerlet.runtime.message.FetchRequest;
import dev.workerlet.runtime.message.FetchResponse;
import dev.workerlet.runtime.message.HeaderList;
import dev.workerlet.servlet.cdi.WorkerDispatcher;
import dev.workerlet.servlet.cdi.WorkerFailedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** A bean that calls workers. Its own types are plain, so that a test outside the web application can name it. */
@ApplicationScoped
public class Clerk {
    private static final long PATIENCE_SECONDS = 30;

    @Inject
    @SuppressWarnings("NullAway.Init")
    private WorkerDispatcher workers;

    /** What the worker answers to a POST: its status and its body. */
    public String ask(String worker, String body) {
        FetchRequest request = new FetchRequest(
                "POST",
                "http://java.invalid/",
                new HeaderList().add("content-type", "text/plain;charset=utf-8"),
                body.getBytes(StandardCharsets.UTF_8));
        FetchResponse response = workers.fetch(worker, request)
                .toCompletableFuture()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
        return response.status() + " " + new String(response.bytes(), StandardCharsets.UTF_8);
    }

    /** How the worker fails: status and reason. */
    public String failureOf(String worker) {
        try {
            return ask(worker, "");
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof WorkerFailedException problem)) {
                throw e;
            }
            Failure failure = problem.failure();
            TerminationReason reason = failure.reason();
            return failure.status() + " " + (reason == null ? "no reason" : reason.headerValue());
        }
    }
}
