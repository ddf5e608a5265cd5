package dev.workerlet.benchmarks.io;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Requests to one address: as many as are answered, or so many a second whether they are answered or not. Used by one thread. */
final class PacedLoad implements AutoCloseable {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    /** Requests under way at once, and so connections: what is due beyond them is not sent, and counted. */
    private static final int PLACES = 600;

    private final HttpRequest request;
    private final Semaphore places = new Semaphore(PLACES);
    /** All that is counted is counted here. */
    private final ExecutorService counting = Executors.newSingleThreadExecutor();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LONGEST_WAIT)
            .executor(counting)
            .build();

    PacedLoad(URI url) {
        this.request = HttpRequest.newBuilder(url).timeout(LONGEST_WAIT).build();
    }

    /** How many are answered in a second while so many wait for their answers. */
    double capacity(int clients, int seconds) {
        OverloadFigures figures = new OverloadFigures(seconds);
        long startNanos = System.nanoTime();
        long endNanos = startNanos + TimeUnit.SECONDS.toNanos(seconds);
        List<CompletableFuture<?>> loops = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            loops.add(again(figures, startNanos, endNanos));
        }
        CompletableFuture.allOf(loops.toArray(CompletableFuture[]::new)).join();
        return (double) figures.accepted() / seconds;
    }

    private CompletableFuture<OverloadFigures> again(OverloadFigures figures, long startNanos, long endNanos) {
        return send(figures, startNanos, System.nanoTime())
                .thenComposeAsync(
                        done -> System.nanoTime() < endNanos
                                ? again(figures, startNanos, endNanos)
                                : CompletableFuture.completedFuture(done),
                        counting);
    }

    /**
     * Sends {@code rate} a second by the clock, as far as there are places, and waits for all answers; a wait counts from when a
     * request was due.
     */
    OverloadFigures run(double rate, int seconds) {
        OverloadFigures figures = new OverloadFigures(seconds);
        double periodNanos = TimeUnit.SECONDS.toNanos(1) / rate;
        long startNanos = System.nanoTime();
        long count = Math.round(rate * seconds);
        List<CompletableFuture<?>> sent = new ArrayList<>();
        for (long number = 0; number < count; number++) {
            long dueNanos = startNanos + Math.round(periodNanos * number);
            while (System.nanoTime() < dueNanos) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            if (places.tryAcquire()) {
                sent.add(send(figures, startNanos, dueNanos).whenComplete((done, failure) -> places.release()));
            } else {
                figures.notSent();
            }
        }
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();
        return figures;
    }

    private CompletableFuture<OverloadFigures> send(OverloadFigures figures, long startNanos, long dueNanos) {
        return client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .handleAsync(
                        (response, failure) -> {
                            count(figures, dueNanos - startNanos, System.nanoTime() - dueNanos, response, failure);
                            return figures;
                        },
                        counting);
    }

    private static void count(
            OverloadFigures figures,
            long dueNanos,
            long waitNanos,
            @Nullable HttpResponse<Void> response,
            @Nullable Throwable failure) {
        if (response == null) {
            figures.lost(failure == null ? "no answer" : failure.toString());
        } else {
            boolean hasRetryAfter = response.headers().firstValue("retry-after").isPresent();
            figures.answered(response.statusCode(), hasRetryAfter, dueNanos, waitNanos);
        }
    }

    @Override
    public void close() {
        counting.shutdown();
    }
}
