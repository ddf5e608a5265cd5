package dev.workerlet.servlet.cdi;

import dev.workerlet.runtime.message.FetchResponse;
import jakarta.enterprise.inject.spi.CDI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A test's way to the application's bean. */
public record BeansProbe(Clerk clerk) {
    public static BeansProbe current() {
        Clerk.EVENTS.clear();
        return new BeansProbe(CDI.current().select(Clerk.class).get());
    }

    public CompletableFuture<FetchResponse> ask(String worker) {
        return clerk.ask(worker).toCompletableFuture();
    }

    public String runtimeText() {
        return clerk.runtimeText();
    }

    public String nextEvent() throws InterruptedException {
        return String.valueOf(Clerk.EVENTS.poll(60, TimeUnit.SECONDS));
    }
}
