package dev.workerlet.runtime.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.body.HeldBodies;
import dev.workerlet.runtime.eventloop.EventLoop;
import dev.workerlet.runtime.eventloop.FairThreads;
import dev.workerlet.runtime.eventloop.LoopClock;
import dev.workerlet.runtime.eventloop.MemoryBudget;
import dev.workerlet.runtime.eventloop.Watchdog;
import dev.workerlet.runtime.limits.WorkerLimits;
import dev.workerlet.runtime.message.HeaderList;
import dev.workerlet.runtime.message.SchedulerMessage;
import dev.workerlet.runtime.message.SocketListener;
import dev.workerlet.runtime.message.SocketPeer;
import dev.workerlet.runtime.network.NetworkClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages to WebSockets that are not read, without V8. */
class SocketRoomTest {
    private static final int REQUEST = 3;
    private static final int SOCKET = 5;

    private final HeldBodies held = new HeldBodies(100);
    private final Peer peer = new Peer();
    private final CompletableFuture<SocketListener> listener = new CompletableFuture<>();
    private final EventLoop loop =
            new EventLoop("test", LoopClock.SYSTEM, new Watchdog(new MemoryBudget(Long.MAX_VALUE)));
    private final RequestOperations operations = new RequestOperations(
            loop, message -> {}, REQUEST, WorkerLimits.DEFAULTS, (id, limit) -> {}, held.of("owner"));
    private final Scheduler scheduler =
            new Scheduler(Map.of(), new FairThreads("compute-", 1, 10, Duration.ZERO), new NetworkClient(false, 1_000));

    /** Writes nothing until a test says so. */
    private static final class Peer implements SocketPeer {
        final List<Integer> sent = new ArrayList<>();
        int fails;

        @Override
        public void demand() {}

        @Override
        public void send(boolean isText, byte[] data) {
            sent.add(data.length);
        }

        @Override
        public void close(int code, String reason) {}

        @Override
        public void fail() {
            fails++;
        }

        @Override
        public void leave(int code) {}
    }

    @BeforeEach
    void open() {
        loop.start(EventLoop.Idler.NONE);
        onLoop(() -> scheduler.hostSocket(
                new SchedulerMessage.SocketUpgrade(REQUEST, SOCKET, true, new HeaderList()), operations, heard -> {
                    listener.complete(heard);
                    return peer;
                }));
    }

    @AfterEach
    void stop() {
        scheduler.close();
        assertThat(loop.close(Duration.ofSeconds(60))).isTrue();
    }

    private void onLoop(Runnable task) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.execute(() -> {
            task.run();
            done.complete(null);
        });
        done.orTimeout(60, TimeUnit.SECONDS).join();
    }

    private void send(int bytes) {
        onLoop(() ->
                scheduler.socket(new SchedulerMessage.SocketSend(REQUEST, SOCKET, false, new byte[bytes]), operations));
    }

    @Test
    void messages_countUntilTheyAreWritten() {
        send(40);
        send(20);
        assertThat(held.heldBytes()).isEqualTo(60);

        listener.join().written(40);

        assertThat(held.heldBytes()).isEqualTo(20);
        assertThat(peer.sent).containsExactly(40, 20);
    }

    @Test
    void message_withoutRoom_failsTheSocket_andNoneIsSentAfterIt() {
        send(60);
        send(60);
        send(1);

        assertThat(peer.sent).containsExactly(60);
        assertThat(peer.fails).isEqualTo(1);
        listener.join().closed(SocketListener.ABNORMAL, "", false, true);
        onLoop(() -> {});
        assertThat(held.heldBytes()).isZero();
    }

    @Test
    void messagesOfTheOtherSide_countUntilTheyAreTold() {
        SocketListener heard = listener.join();

        assertThat(heard.hold(60)).isTrue();
        assertThat(heard.hold(60)).isFalse();
        heard.release(60);
        assertThat(heard.hold(60)).isTrue();
        onLoop(operations::cancelAll);
        assertThat(held.heldBytes()).isZero();
    }

    @Test
    void socket_thatEndsWithItsRequest_countsNoMore() {
        send(60);

        onLoop(operations::cancelAll);

        assertThat(held.heldBytes()).isZero();
    }
}
