package dev.workerlet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.context.WorkerListener;
import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.limits.TerminationReason;
import dev.workerlet.runtime.message.FetchResponse;
import dev.workerlet.runtime.support.Await;
import dev.workerlet.runtime.support.Exchange;
import dev.workerlet.runtime.support.Workers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The end of a runtime: what runs is finished or ended, what comes is refused, and nothing keeps it from ending. */
class CloseTest {
    private static final WorkerDefinition SOON = Workers.worker("""
            export default { async fetch() { await scheduler.wait(1_000); return new Response('done'); } };
            """);

    private static final int ISOLATES_BEFORE = Workers.isolatesLeft();

    private static Workers start(int loops, Duration drain) {
        WorkerletOptions options =
                Workers.options(loops).toBuilder().drainTimeout(drain).build();
        return Workers.start(options, WorkerListener.NONE);
    }

    private static Exchange ask(Workers workers, WorkerDefinition worker) {
        return workers.send(worker, Workers.get("http://example.com/"));
    }

    private static CompletableFuture<Void> closeElsewhere(Workers workers) {
        return CompletableFuture.runAsync(workers::close, task -> new Thread(task, "closer").start());
    }

    @Test
    void close_whileARequestRuns_letsItEndAndRefusesOthers() throws Exception {
        Workers workers = start(2, Duration.ofSeconds(20));
        Exchange running = ask(workers, SOON);
        Await.until("the request runs", () -> workers.workerlet().statistics().activeRequests() > 0);

        CompletableFuture<Void> closing = closeElsewhere(workers);
        Exchange[] late = new Exchange[1];
        Await.until("the runtime refuses", () -> {
            late[0] = ask(workers, SOON);
            return late[0].isAnswered();
        });

        Failure refusal = late[0].await().failed();
        assertThat(refusal.status()).isEqualTo(503);
        assertThat(refusal.reason()).isEqualTo(TerminationReason.ABORTED);
        assertThat(refusal.retryAfterSeconds()).isPositive();
        assertThat(running.await().text()).isEqualTo("done");
        closing.get(30, TimeUnit.SECONDS);
    }

    @Test
    void close_ofRequestsThatNeverEnd_endsThemWhenTheirTimeIsOver() throws Exception {
        Workers workers = start(2, Duration.ofMillis(100));
        Exchange forever = ask(workers, Workers.worker("""
                export default { async fetch() { for (;;) await scheduler.wait(1000); } };
                """));
        Await.until("the request runs", () -> workers.workerlet().statistics().activeRequests() > 0);

        closeElsewhere(workers).get(30, TimeUnit.SECONDS);

        assertThat(forever.await().failed().reason()).isEqualTo(TerminationReason.ABORTED);
        assertThat(workers.workerlet().statistics().openIsolates()).isLessThanOrEqualTo(ISOLATES_BEFORE);
    }

    @Test
    void close_twiceAtOnce_bothComeBackWhenAllIsClosed() throws Exception {
        Workers workers = start(1, Duration.ofSeconds(20));
        Exchange running = ask(workers, SOON);
        Await.until("the request runs", () -> workers.workerlet().statistics().activeRequests() > 0);

        CompletableFuture<Void> first = closeElsewhere(workers);
        Await.until("the runtime refuses", () -> ask(workers, SOON).isAnswered());
        closeElsewhere(workers).get(30, TimeUnit.SECONDS);

        assertThat(running.isAnswered()).isTrue();
        assertThat(workers.workerlet().statistics().openIsolates()).isLessThanOrEqualTo(ISOLATES_BEFORE);
        first.get(30, TimeUnit.SECONDS);
    }

    @Test
    void close_byAnInterruptedThread_closesAll() throws Exception {
        Workers workers = start(2, Duration.ofSeconds(20));
        assertThat(ask(workers, SOON).await().text()).isEqualTo("done");

        CompletableFuture<Boolean> interrupted = CompletableFuture.supplyAsync(
                () -> {
                    Thread.currentThread().interrupt();
                    workers.close();
                    return Thread.currentThread().isInterrupted();
                },
                task -> new Thread(task, "closer").start());

        assertThat(interrupted.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(workers.workerlet().statistics().openIsolates()).isLessThanOrEqualTo(ISOLATES_BEFORE);
    }

    @Test
    void close_whileALoopIsHeld_comesBack() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Workers workers = start(1, Duration.ofMillis(100));
        Exchange holding = new Exchange() {
            @Override
            public void respond(FetchResponse response) {
                held.countDown();
                awaitUninterruptibly(release);
            }
        };
        workers.workerlet()
                .dispatch(
                        Workers.worker("export default { fetch: () => new Response('held') };"),
                        Workers.get("http://example.com/"),
                        holding);
        assertThat(held.await(30, TimeUnit.SECONDS)).isTrue();

        closeElsewhere(workers).get(60, TimeUnit.SECONDS);

        release.countDown();
        Await.until(
                "the loop has ended after all",
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("workerlet-loop")));
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
