package dev.workerlet.runtime.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.body.HeldBodies;
import dev.workerlet.runtime.eventloop.EventLoop;
import dev.workerlet.runtime.eventloop.LoopClock;
import dev.workerlet.runtime.eventloop.MemoryBudget;
import dev.workerlet.runtime.eventloop.Watchdog;
import dev.workerlet.runtime.message.BodyChunk;
import dev.workerlet.runtime.message.CallbackMessage;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stream between the loop that writes it and a thread that reads it, without V8. */
class OutgoingStreamTest {
    private static final int MOST_CHUNKS = 4;
    private static final int MOST_BYTES = 1024;
    private static final int KIB = 1024;
    private static final int TIMES = 300_000;

    private final EventLoop loop =
            new EventLoop("test", LoopClock.SYSTEM, new Watchdog(new MemoryBudget(Long.MAX_VALUE)));

    @BeforeEach
    void start() {
        loop.start(EventLoop.Idler.NONE);
    }

    @AfterEach
    void stop() {
        assertThat(loop.close(Duration.ofSeconds(60))).isTrue();
    }

    /** Writes as a script does: as long as it has room, then it waits to hear of some. */
    private final class Script {
        private final OutgoingStream stream = new OutgoingStream(
                1,
                2,
                loop,
                message -> ready((CallbackMessage.StreamReady) message),
                MOST_CHUNKS,
                MOST_BYTES,
                HeldBodies.unbounded().of("").account());
        private int ahead;
        private int written;

        void write() {
            while (ahead < MOST_CHUNKS && written < TIMES) {
                stream.write(new byte[1]);
                ahead++;
                written++;
                if (ahead < MOST_CHUNKS) {
                    stream.publish();
                }
            }
            if (written == TIMES) {
                stream.end(BodyChunk.END);
            }
            stream.publish();
        }

        private void ready(CallbackMessage.StreamReady message) {
            ahead -= message.chunks();
            write();
        }
    }

    @Test
    void writer_thatWaitsForRoom_alwaysHearsOfIt() throws Exception {
        Script script = new Script();
        CompletableFuture<Integer> all = CompletableFuture.supplyAsync(() -> readAll(script.stream));
        loop.execute(script::write);

        assertThat(all.get(30, TimeUnit.SECONDS)).isEqualTo(TIMES);
    }

    private static int readAll(OutgoingStream stream) {
        int bytes = 0;
        for (BodyChunk chunk = stream.read(); !(chunk instanceof BodyChunk.End); chunk = stream.read()) {
            if (chunk instanceof BodyChunk.Data data) {
                bytes += data.bytes().length;
            } else {
                CompletableFuture<Boolean> available = new CompletableFuture<>();
                stream.demand(() -> available.complete(true));
                available.orTimeout(10, TimeUnit.SECONDS).join();
            }
        }
        return bytes;
    }

    @Test
    void cancel_byAnother_failsTheReaderThatWaits() throws Exception {
        OutgoingStream stream = new OutgoingStream(
                1,
                2,
                loop,
                message -> assertThat(message).isInstanceOf(CallbackMessage.StreamGone.class),
                4,
                1024,
                HeldBodies.unbounded().of("").account());
        CompletableFuture<BodyChunk> read = new CompletableFuture<>();
        assertThat(stream.read()).isNull();
        stream.demand(() -> read.complete(stream.read()));

        stream.cancel("aborted");

        assertThat(read.get(5, TimeUnit.SECONDS)).isEqualTo(new BodyChunk.Failed("aborted"));
    }

    /** Writes and reads {@code bytes} at once, and hands over what the script hears of. */
    private CallbackMessage.StreamReady passThrough(
            OutgoingStream stream, BlockingQueue<CallbackMessage.StreamReady> told, int bytes) throws Exception {
        stream.write(new byte[bytes]);
        stream.publish();
        assertThat(stream.read()).isInstanceOf(BodyChunk.Data.class);
        return Objects.requireNonNull(told.poll(30, TimeUnit.SECONDS));
    }

    private static void addReady(BlockingQueue<CallbackMessage.StreamReady> told, CallbackMessage message) {
        if (message instanceof CallbackMessage.StreamReady ready) {
            told.add(ready);
        }
    }

    @Test
    void window_growsForAReaderThatKeepsUp_upToTheMost() throws Exception {
        BlockingQueue<CallbackMessage.StreamReady> told = new LinkedBlockingQueue<>();
        HeldBodies held = new HeldBodies(16 << 20);
        OutgoingStream stream = new OutgoingStream(
                1,
                2,
                loop,
                message -> addReady(told, message),
                16,
                200 * KIB,
                held.of("o").account());

        assertThat(passThrough(stream, told, 64 * KIB).bytes()).isEqualTo((64 + 64) * KIB);
        assertThat(passThrough(stream, told, 128 * KIB).bytes()).isEqualTo((128 + 72) * KIB);
        assertThat(passThrough(stream, told, 200 * KIB).bytes()).isEqualTo(200 * KIB);
        assertThat(held.heldBytes()).isEqualTo((64 + 72 + 200) * KIB);

        stream.end(BodyChunk.END);
        stream.publish();
        assertThat(stream.read()).isEqualTo(BodyChunk.END);
        assertThat(held.heldBytes()).isZero();
    }

    @Test
    void window_withoutPlentyOfRoom_staysAsItIs() throws Exception {
        BlockingQueue<CallbackMessage.StreamReady> told = new LinkedBlockingQueue<>();
        HeldBodies held = new HeldBodies(256 * KIB);
        OutgoingStream stream = new OutgoingStream(
                1,
                2,
                loop,
                message -> addReady(told, message),
                16,
                1024 * KIB,
                held.of("o").account());

        assertThat(passThrough(stream, told, 64 * KIB).bytes()).isEqualTo(64 * KIB);
        assertThat(held.heldBytes()).isEqualTo(64 * KIB);
        stream.cancel("left");
        assertThat(held.heldBytes()).isZero();
    }
}
