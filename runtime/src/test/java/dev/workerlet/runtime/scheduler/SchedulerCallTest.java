package dev.workerlet.runtime.scheduler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.eventloop.EventLoop;
import dev.workerlet.runtime.eventloop.FairThreads;
import dev.workerlet.runtime.eventloop.LoopClock;
import dev.workerlet.runtime.eventloop.MemoryBudget;
import dev.workerlet.runtime.eventloop.Watchdog;
import dev.workerlet.runtime.limits.WorkerLimits;
import dev.workerlet.runtime.message.CallbackMessage;
import dev.workerlet.runtime.message.SchedulerMessage;
import dev.workerlet.runtime.network.NetworkClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Operations off the loop, without V8. */
class SchedulerCallTest {
    private static final int REQUEST = 3;

    private final BlockingQueue<CallbackMessage> answers = new LinkedBlockingQueue<>();
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final EventLoop loop =
            new EventLoop("test", LoopClock.SYSTEM, new Watchdog(new MemoryBudget(Long.MAX_VALUE)));
    private final RequestOperations operations =
            new RequestOperations(loop, answers::add, REQUEST, WorkerLimits.DEFAULTS);
    private final Scheduler scheduler = new Scheduler(
            Map.of(
                    "join",
                    SchedulerCallTest::join,
                    "refuse",
                    call -> refuse(),
                    "break",
                    call -> fail(),
                    "exhaust",
                    call -> exhaust(),
                    "wait",
                    this::wait),
            new FairThreads("compute-", 2, 10, Duration.ZERO),
            new NetworkClient(false, 1_000));

    @BeforeEach
    void start() {
        loop.start(EventLoop.Idler.NONE);
    }

    @AfterEach
    void stop() {
        scheduler.close();
        assertThat(loop.close(Duration.ofSeconds(60))).isTrue();
    }

    private static byte[] join(OperationCall call) {
        return (call.text(0) + new String(call.blob(0), UTF_8)).getBytes(UTF_8);
    }

    private static byte[] refuse() throws OperationException {
        throw new OperationException("DataError", "not so", null);
    }

    private static byte[] fail() {
        throw new IllegalStateException("a defect");
    }

    private static byte[] exhaust() {
        throw new OutOfMemoryError("expected by the test");
    }

    private byte[] wait(OperationCall call) {
        started.countDown();
        while (!call.isCancelled()) {
            Thread.onSpinWait();
        }
        cancelled.countDown();
        return new byte[0];
    }

    private void call(String name) {
        SchedulerMessage.Call message =
                new SchedulerMessage.Call(REQUEST, 1, name, List.of("a"), List.of(new byte[] {'b'}));
        loop.execute(() -> scheduler.call(message, operations, "owner"));
    }

    @Test
    void call_withResult_isDone() throws InterruptedException {
        call("join");

        assertThat(answers.poll(60, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        CallbackMessage.CallDone.class,
                        done -> assertThat(done.result()).containsExactly('a', 'b'));
    }

    @Test
    void call_refused_failsWithItsError() throws InterruptedException {
        call("refuse");

        assertThat(answers.poll(60, TimeUnit.SECONDS))
                .isEqualTo(new CallbackMessage.OperationFailed(REQUEST, 1, "DataError", "not so"));
    }

    @Test
    void call_broken_tellsNothingOfTheDefect() throws InterruptedException {
        call("break");

        assertThat(answers.poll(60, TimeUnit.SECONDS))
                .isEqualTo(new CallbackMessage.OperationFailed(REQUEST, 1, "OperationError", "The operation failed"));
    }

    @Test
    void call_withoutMemory_failsToo() throws InterruptedException {
        call("exhaust");

        assertThat(answers.poll(60, TimeUnit.SECONDS))
                .isEqualTo(new CallbackMessage.OperationFailed(
                        REQUEST, 1, "OperationError", "The server has no memory for the operation now"));
    }

    @Test
    void call_ofAnEndedRequest_isCancelledAndUnanswered() throws InterruptedException {
        call("wait");
        assertThat(started.await(60, TimeUnit.SECONDS)).isTrue();

        loop.execute(operations::cancelAll);

        assertThat(cancelled.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(answers).isEmpty();
    }
}
