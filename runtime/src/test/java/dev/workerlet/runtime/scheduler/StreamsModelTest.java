package dev.workerlet.runtime.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.body.HeldBodies;
import dev.workerlet.runtime.eventloop.EventLoop;
import dev.workerlet.runtime.eventloop.LoopClock;
import dev.workerlet.runtime.eventloop.MemoryBudget;
import dev.workerlet.runtime.eventloop.Watchdog;
import dev.workerlet.runtime.limits.WorkerLimits;
import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.BodyChunk;
import dev.workerlet.runtime.message.CallbackMessage;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/**
 * What one script writes and another reads, through both streams and from one loop to another: the same bytes in the same
 * order, the end or the failure once, and never more on the way than the bounds allow.
 */
class StreamsModelTest {
    private static final int MOST_CHUNKS = 3;
    private static final int MOST_BYTES = 64;

    private final Watchdog watchdog = new Watchdog(new MemoryBudget(Long.MAX_VALUE));
    private final EventLoop writers = new EventLoop("writers", LoopClock.SYSTEM, watchdog);
    private final EventLoop readers = new EventLoop("readers", LoopClock.SYSTEM, watchdog);

    @BeforeProperty
    void start() {
        writers.start(EventLoop.Idler.NONE);
        readers.start(EventLoop.Idler.NONE);
    }

    @AfterProperty
    void stop() {
        assertThat(writers.close(Duration.ofSeconds(60))).isTrue();
        assertThat(readers.close(Duration.ofSeconds(60))).isTrue();
    }

    /** Writes pieces of the sizes given, so many in a turn, as far as it has room; then it waits to hear of some. */
    private static final class Writer {
        final OutgoingStream stream;
        private final List<Integer> sizes;
        private final int piecesOfATurn;
        private final BodyChunk end;
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private int next;
        private int aheadChunks;
        private int aheadBytes;

        Writer(EventLoop loop, List<Integer> sizes, int piecesOfATurn, BodyChunk end) {
            this.sizes = sizes;
            this.piecesOfATurn = piecesOfATurn;
            this.end = end;
            this.stream = new OutgoingStream(
                    1,
                    1,
                    loop,
                    this::receive,
                    MOST_CHUNKS,
                    MOST_BYTES,
                    HeldBodies.unbounded().of("").account());
        }

        void write() {
            for (int pieces = 0; next < sizes.size() && aheadChunks < MOST_CHUNKS && aheadBytes < MOST_BYTES; ) {
                byte[] piece = new byte[sizes.get(next)];
                for (int i = 0; i < piece.length; i++) {
                    piece[i] = (byte) (next * 31 + i);
                }
                next++;
                aheadChunks++;
                aheadBytes += piece.length;
                written.writeBytes(piece);
                stream.write(piece);
                if (++pieces % piecesOfATurn == 0) {
                    stream.publish();
                }
            }
            if (next == sizes.size()) {
                stream.end(end);
            }
            stream.publish();
        }

        private void receive(CallbackMessage message) {
            if (message instanceof CallbackMessage.StreamReady ready) {
                aheadChunks -= ready.chunks();
                aheadBytes -= ready.bytes();
                assertThat(aheadChunks).isNotNegative();
                assertThat(aheadBytes).isNotNegative();
                write();
            }
        }
    }

    /** Pulls until the end. */
    private static final class Reader {
        private final IncomingStream stream;
        private final ByteArrayOutputStream read = new ByteArrayOutputStream();
        private final CompletableFuture<String> ended = new CompletableFuture<>();
        private boolean isAsked;

        Reader(EventLoop loop, OutgoingStream source) {
            stream = new IncomingStream(
                    2,
                    new Body.Stream(source, Body.UNKNOWN_LENGTH),
                    new IncomingStream.Owner(
                            2,
                            loop,
                            this::receive,
                            MOST_CHUNKS,
                            MOST_BYTES,
                            GatherLimit.ofAnswer(WorkerLimits.DEFAULTS),
                            HeldBodies.unbounded().of("")));
        }

        void pull() {
            isAsked = true;
            stream.pull();
        }

        private void receive(CallbackMessage message) {
            if (!isAsked || ended.isDone()) {
                ended.complete("told without having asked: " + message);
                return;
            }
            isAsked = false;
            if (message instanceof CallbackMessage.StreamChunk chunk) {
                read.writeBytes(chunk.bytes());
                if (chunk.isLast()) {
                    ended.complete("END");
                } else {
                    pull();
                }
            } else if (message instanceof CallbackMessage.StreamClosed closed) {
                ended.complete(closed.failure() == null ? "END" : closed.failure());
            }
        }
    }

    @Property(tries = 200)
    void bytes_comeAsTheyWereWritten_andThenTheEnd(
            @ForAll @Size(max = 60) List<@IntRange(min = 1, max = 50) Integer> sizes,
            @ForAll @IntRange(min = 1, max = 4) int piecesOfATurn,
            @ForAll boolean fails)
            throws Exception {
        Writer writer =
                new Writer(writers, sizes, piecesOfATurn, fails ? new BodyChunk.Failed("broke off") : BodyChunk.END);
        Reader reader = new Reader(readers, writer.stream);
        readers.execute(reader::pull);
        writers.execute(writer::write);

        assertThat(reader.ended.get(30, TimeUnit.SECONDS)).isEqualTo(fails ? "broke off" : "END");

        assertThat(reader.read.toByteArray()).isEqualTo(writer.written.toByteArray());
        assertThat(reader.stream.isOver()).isTrue();
    }

    @Property(tries = 100)
    void cancel_fromAnyThread_endsTheReaderOnce(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 1, max = 50) Integer> sizes) throws Exception {
        Writer writer = new Writer(writers, sizes, 1, BodyChunk.END);
        Reader reader = new Reader(readers, writer.stream);
        readers.execute(reader::pull);
        writers.execute(writer::write);
        writer.stream.cancel("gone");

        assertThat(reader.ended.get(30, TimeUnit.SECONDS)).isIn("gone", "END");

        byte[] read = reader.read.toByteArray();
        CompletableFuture<byte[]> written = new CompletableFuture<>();
        writers.execute(() -> written.complete(writer.written.toByteArray()));
        assertThat(Arrays.copyOf(written.get(30, TimeUnit.SECONDS), read.length))
                .isEqualTo(read);
    }
}
