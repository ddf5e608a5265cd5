package dev.workerlet.benchmarks.hostile;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Steady load on the neighbours: requests leave by the clock, whether earlier ones are answered or not, and a wait counts from
 * when a request was due.
 */
final class SteadyLoad implements AutoCloseable {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
    private static final int OK = 200;

    private final URI server;
    private final List<Neighbour> neighbours;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService answers = Executors.newSingleThreadExecutor();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LONGEST_WAIT)
            .executor(answers)
            .build();
    private final ScheduledFuture<?> sending;
    private volatile @Nullable Window window;
    private int number;

    /** The requests that were sent during one attack. */
    private static final class Window {
        private final Map<Neighbour, NeighbourFigures> figures = new LinkedHashMap<>();
        private final ConcurrentLinkedQueue<CompletableFuture<?>> pending = new ConcurrentLinkedQueue<>();

        Window(List<Neighbour> neighbours) {
            neighbours.forEach(neighbour -> figures.put(neighbour, new NeighbourFigures()));
        }
    }

    /** @param rate requests a second to each neighbour */
    SteadyLoad(URI server, List<Neighbour> neighbours, int rate) {
        this.server = server;
        this.neighbours = neighbours;
        long periodNanos = TimeUnit.SECONDS.toNanos(1) / ((long) rate * neighbours.size());
        long first = System.nanoTime();
        sending = clock.scheduleAtFixedRate(() -> send(first, periodNanos), 0, periodNanos, TimeUnit.NANOSECONDS);
    }

    private void send(long firstNanos, long periodNanos) {
        long due = firstNanos + periodNanos * number;
        int sent = number++;
        Window current = window;
        if (current == null) {
            return;
        }
        Neighbour neighbour = neighbours.get(sent % neighbours.size());
        NeighbourFigures figures = requireNonNull(current.figures.get(neighbour));
        try {
            current.pending.add(ask(neighbour, figures, sent, due));
        } catch (RuntimeException e) {
            // Thrown on, it would be the end of all load, of which nobody hears.
            current.pending.add(CompletableFuture.runAsync(() -> figures.lost("not sent: " + e), answers));
        }
    }

    private CompletableFuture<?> ask(Neighbour neighbour, NeighbourFigures figures, int sent, long due) {
        HttpRequest request = HttpRequest.newBuilder(neighbour.url(server, sent))
                .timeout(LONGEST_WAIT)
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .handleAsync(
                        (response, failure) -> {
                            count(figures, neighbour.answer(sent), due, response, failure);
                            return figures;
                        },
                        answers);
    }

    private static void count(
            NeighbourFigures figures,
            String expected,
            long due,
            @Nullable HttpResponse<String> response,
            @Nullable Throwable failure) {
        if (response == null) {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            figures.lost(cause == null ? "nothing" : cause.getClass().getSimpleName());
        } else if (response.statusCode() != OK) {
            String reason =
                    response.headers().firstValue("x-termination-reason").orElse("");
            figures.lost((response.statusCode() + " " + reason).trim());
        } else {
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - due);
            figures.answered(millis, expected.equals(response.body()));
        }
    }

    /** Counts from now on. */
    void open() {
        window = new Window(neighbours);
    }

    /** Counts no longer, sends no more, and waits for the answers to what was sent. */
    Map<Neighbour, NeighbourFigures> figures() throws InterruptedException, ExecutionException {
        // On the thread that sends: nothing is added to the window afterwards.
        Window counted = clock.submit(this::take).get();
        CompletableFuture.allOf(counted.pending.toArray(CompletableFuture[]::new))
                .get();
        return counted.figures;
    }

    private Window take() {
        Window counted = window;
        if (counted == null) {
            throw new IllegalStateException("No window is open");
        }
        window = null;
        return counted;
    }

    @Override
    public void close() {
        sending.cancel(false);
        clock.shutdown();
        answers.shutdown();
    }
}
