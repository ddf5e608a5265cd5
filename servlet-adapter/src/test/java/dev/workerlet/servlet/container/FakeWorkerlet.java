package dev.workerlet.servlet.container;

import dev.workerlet.runtime.Workerlet;
import dev.workerlet.runtime.WorkerletStatistics;
import dev.workerlet.runtime.body.BodyCollector;
import dev.workerlet.runtime.body.ChunkSource;
import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.limits.LimitCounts;
import dev.workerlet.runtime.limits.TerminationReason;
import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.BodySource;
import dev.workerlet.runtime.message.FetchExchange;
import dev.workerlet.runtime.message.FetchRequest;
import dev.workerlet.runtime.message.FetchResponse;
import dev.workerlet.runtime.message.HeaderList;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A runtime whose workers are Java lambdas, by the worker's name; they run on a thread of its own, or at once. */
public final class FakeWorkerlet implements Workerlet {
    /** What a worker does with an event. */
    @FunctionalInterface
    public interface Handler {
        void fetch(WorkerDefinition worker, FetchRequest request, FetchExchange exchange) throws Exception;
    }

    /** Threads of all fakes that run. */
    public static final AtomicInteger RUNNING = new AtomicInteger();

    private final Map<String, Handler> handlers;
    private final Collection<FetchExchange> aborted;
    private final ExecutorService loop =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "fake-workerlet-loop"));

    /** @param aborted where exchanges go whose client has left */
    public FakeWorkerlet(Map<String, Handler> handlers, Collection<FetchExchange> aborted) {
        this.aborted = aborted;
        this.handlers = handlers;
        RUNNING.incrementAndGet();
    }

    @Override
    public void dispatch(WorkerDefinition worker, FetchRequest request, FetchExchange exchange) {
        Handler handler = handlers.get(worker.name());
        if (handler == null) {
            exchange.fail(Failure.noHandler("fetch"));
        } else if (worker.name().endsWith("-at-once")) {
            run(handler, worker, request, exchange);
        } else {
            loop.execute(() -> run(handler, worker, request, exchange));
        }
    }

    private static void run(Handler handler, WorkerDefinition worker, FetchRequest request, FetchExchange exchange) {
        try {
            handler.fetch(worker, request, exchange);
        } catch (Exception e) {
            exchange.fail(Failure.of(TerminationReason.EXCEPTION, e.toString()));
        }
    }

    @Override
    public void abort(FetchExchange exchange) {
        aborted.add(exchange);
    }

    @Override
    public WorkerletStatistics statistics() {
        return new WorkerletStatistics(List.of(), 0, 0, LimitCounts.NONE, 0);
    }

    @Override
    public void close() {
        loop.shutdown();
        try {
            if (!loop.awaitTermination(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the fake loop does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        RUNNING.decrementAndGet();
    }

    /** Answers with what {@code answer} makes of the whole body of {@code request}. */
    public static void whole(FetchRequest request, FetchExchange exchange, Function<byte[], FetchResponse> answer) {
        Body.Stream body = new Body.Stream(ChunkSource.of(request.body()), Body.UNKNOWN_LENGTH);
        BodyCollector.collect(body, 64 << 20, new BodyCollector.Receiver() {
            @Override
            public void collected(byte[] bytes) {
                exchange.respond(answer.apply(bytes));
            }

            @Override
            public void tooLarge(long limitBytes) {
                failed("too large");
            }

            @Override
            public void failed(String reason) {
                exchange.fail(Failure.of(TerminationReason.EXCEPTION, reason));
            }
        });
    }

    /** A response whose body flows. */
    public static FetchResponse stream(BodySource source) {
        return new FetchResponse(200, new HeaderList(), new Body.Stream(source, Body.UNKNOWN_LENGTH));
    }

    /** A plain text response. */
    public static FetchResponse text(int status, String body) {
        return new FetchResponse(
                status,
                new HeaderList().add("content-type", "text/plain;charset=utf-8"),
                body.getBytes(StandardCharsets.UTF_8));
    }
}
