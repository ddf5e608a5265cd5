package dev.workerlet.runtime.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.eventloop.EventLoop;
import dev.workerlet.runtime.eventloop.FairThreads;
import dev.workerlet.runtime.eventloop.LoopClock;
import dev.workerlet.runtime.eventloop.MemoryBudget;
import dev.workerlet.runtime.eventloop.TurnTarget;
import dev.workerlet.runtime.eventloop.Watchdog;
import dev.workerlet.runtime.limits.WorkerLimits;
import dev.workerlet.runtime.message.CallbackMessage;
import dev.workerlet.runtime.message.SchedulerMessage;
import dev.workerlet.runtime.network.NetworkClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who hears a broadcast, without V8. The loop of the hearers does not run until a test starts it. */
class BroadcastsTest {
    private static final int SPEAKER = 1;
    private static final int HEARER = 2;
    private static final byte[] MESSAGE = {5};

    private final BlockingQueue<CallbackMessage> heard = new LinkedBlockingQueue<>();
    private final EventLoop loop =
            new EventLoop("test", LoopClock.SYSTEM, new Watchdog(new MemoryBudget(Long.MAX_VALUE)));
    private final RequestOperations speaker = operations(SPEAKER, message -> {
        throw new AssertionError("The sender's context delivers for itself: " + message);
    });
    private final RequestOperations hearer = operations(HEARER, heard::add);
    private final Scheduler scheduler =
            new Scheduler(Map.of(), new FairThreads("compute-", 1, 10, Duration.ZERO), new NetworkClient(false, 1_000));

    private RequestOperations operations(int requestId, TurnTarget target) {
        return new RequestOperations(loop, target, requestId, WorkerLimits.DEFAULTS);
    }

    @AfterEach
    void stop() {
        scheduler.close();
    }

    private void open(RequestOperations operations, int requestId, int channelId, String owner) {
        scheduler.openChannel(new SchedulerMessage.OpenChannel(requestId, channelId, "news"), operations, owner);
    }

    private void post(byte[] message) {
        scheduler.broadcast(new SchedulerMessage.PostBroadcast(SPEAKER, "news", message), speaker, "owner");
    }

    private void runLoop() {
        loop.start(EventLoop.Idler.NONE);
        assertThat(loop.close(Duration.ofSeconds(60))).isTrue();
    }

    @Test
    void post_reachesTheOwnersOtherContexts() throws InterruptedException {
        open(speaker, SPEAKER, 1, "owner");
        open(hearer, HEARER, 7, "owner");
        open(
                operations(3, message -> {
                    throw new AssertionError("Another owner's: " + message);
                }),
                3,
                1,
                "other");

        post(MESSAGE);

        assertThat(hearer.hasPending()).isTrue();
        assertThat(speaker.hasPending()).isFalse();
        runLoop();
        assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo(new CallbackMessage.Broadcast(HEARER, 7, MESSAGE));
        assertThat(heard).isEmpty();
        assertThat(hearer.hasPending()).isFalse();
    }

    @Test
    void channels_ofAnEndedRequest_areClosed() {
        open(hearer, HEARER, 1, "owner");
        open(hearer, HEARER, 2, "owner");
        assertThat(scheduler.openChannels()).isEqualTo(2);

        scheduler.closeChannel(new SchedulerMessage.CloseChannel(HEARER, 2), hearer);
        assertThat(scheduler.openChannels()).isEqualTo(1);

        hearer.cancelAll();
        open(hearer, HEARER, 3, "owner");
        post(MESSAGE);

        assertThat(scheduler.openChannels()).isZero();
        runLoop();
        assertThat(heard).isEmpty();
    }

    @Test
    void messages_beyondTheBounds_areDropped() {
        open(hearer, HEARER, 1, "owner");
        for (int i = 0; i < RequestChannels.MOST_WAITING + 5; i++) {
            post(MESSAGE);
        }
        runLoop();

        assertThat(heard).hasSize(RequestChannels.MOST_WAITING);
    }

    @Test
    void bytes_beyondTheBounds_areDropped() {
        open(hearer, HEARER, 1, "owner");
        byte[] large = new byte[1 << 20];
        for (int i = 0; i < 20; i++) {
            post(large);
        }
        runLoop();

        assertThat(heard).hasSize((int) (RequestChannels.MOST_WAITING_BYTES / large.length));
    }
}
