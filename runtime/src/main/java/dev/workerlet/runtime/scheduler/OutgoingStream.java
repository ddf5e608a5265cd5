package dev.workerlet.runtime.scheduler;

import dev.workerlet.runtime.body.HeldBodies;
import dev.workerlet.runtime.eventloop.EventLoop;
import dev.workerlet.runtime.eventloop.TurnTarget;
import dev.workerlet.runtime.message.BodyChunk;
import dev.workerlet.runtime.message.BodySource;
import dev.workerlet.runtime.message.CallbackMessage;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A body that a script writes. What one turn writes is read as one piece. The script stops when it is {@code mostChunks} or a
 * window of bytes ahead of the reader, and hears when half of that has been read. The window doubles each time, up to
 * {@code mostBytes}, for a reader that keeps up, where there is room in the Java heap: one that does not read gets little. The
 * script is told of a larger window as of bytes that have been read.
 *
 * <p>Written on the loop's thread, read as any {@link BodySource}.
 */
public final class OutgoingStream implements BodySource {
    /** What is larger is not joined with what came before it: it would be copied. */
    private static final int MOST_JOINED_BYTES = 64 * 1024;
    /** The window at the beginning. The script knows it, see outgoing-body.js. */
    private static final int FIRST_WINDOW_BYTES = 64 * 1024;

    private final int requestId;
    private final int id;
    private final EventLoop loop;
    private final TurnTarget target;
    private final int mostChunks;
    private final int mostBytes;
    /** What is ahead of the reader, with the piece that it has, and by how much the window has grown. */
    private final HeldBodies.Account account;

    /** What the running turn has written. */
    private final List<byte[]> unpublished = new ArrayList<>();

    private final ConcurrentLinkedQueue<Piece> published = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Runnable> waiting = new AtomicReference<>();
    /** What the script was not told of yet, and what it does not know to be read, both in its chunks and bytes. */
    private final AtomicInteger readChunks = new AtomicInteger();

    private final AtomicInteger readBytes = new AtomicInteger();
    private final AtomicInteger aheadChunks = new AtomicInteger();
    private final AtomicInteger aheadBytes = new AtomicInteger();
    /** The script waits to hear of room. */
    private final AtomicBoolean paused = new AtomicBoolean();

    private final AtomicBoolean gone = new AtomicBoolean();
    private @Nullable BodyChunk end;
    private boolean isEndPublished;
    private volatile long movedNanos;
    private final AtomicInteger windowBytes;
    /** Of the piece that was read last: its reader has it until it reads again. */
    private int readerHasBytes;

    /** A piece with what it was in the script's chunks. */
    private record Piece(BodyChunk chunk, int chunks) {}

    OutgoingStream(
            int requestId,
            int id,
            EventLoop loop,
            TurnTarget target,
            int mostChunks,
            int mostBytes,
            HeldBodies.Account account) {
        this.requestId = requestId;
        this.id = id;
        this.loop = loop;
        this.target = target;
        this.mostChunks = mostChunks;
        this.mostBytes = mostBytes;
        this.account = account;
        this.windowBytes = new AtomicInteger(Math.min(mostBytes, FIRST_WINDOW_BYTES));
        this.movedNanos = loop.clock().nanoTime();
    }

    /** Takes a chunk; {@link #publish} hands it on. Loop's thread. */
    void write(byte[] bytes) {
        unpublished.add(bytes);
    }

    /** Takes the end; {@link #publish} hands it on. Loop's thread. */
    void end(BodyChunk last) {
        if (end == null) {
            end = last;
        }
    }

    /** Whether the script has ended it. */
    public boolean isEnded() {
        return end != null;
    }

    /** When something was last written or read, in the loop's nanoseconds. Any thread. */
    public long movedNanos() {
        return movedNanos;
    }

    /**
     * All of it, where the turn that has opened it has ended it as well; null otherwise. Instead of the first
     * {@link #publish}.
     */
    public byte @Nullable [] takeWhole() {
        return end instanceof BodyChunk.End && published.isEmpty() ? join() : null;
    }

    /** Why it has failed before anything could be read; null where it has not. */
    public @Nullable String earlyFailure() {
        return end instanceof BodyChunk.Failed failed && published.isEmpty() ? failed.reason() : null;
    }

    /** Lets the reader have what the turn has written. Loop's thread, after the turn. */
    public void publish() {
        if (gone.get()) {
            unpublished.clear();
            return;
        }
        movedNanos = loop.clock().nanoTime();
        int chunks = unpublished.size();
        if (chunks > 0) {
            byte[] bytes = join();
            account.add(bytes.length);
            aheadBytes.addAndGet(bytes.length);
            aheadChunks.addAndGet(chunks);
            published.add(new Piece(new BodyChunk.Data(bytes), chunks));
        }
        if (end != null && !isEndPublished) {
            isEndPublished = true;
            published.add(new Piece(end, 0));
        }
        if (aheadChunks.get() + readChunks.get() >= mostChunks
                || aheadBytes.get() + readBytes.get() >= windowBytes.get()) {
            paused.set(true);
            resumeWhereRead();
        }
        wake();
    }

    private byte[] join() {
        if (unpublished.size() == 1) {
            return unpublished.remove(0);
        }
        ByteArrayOutputStream joined = new ByteArrayOutputStream(MOST_JOINED_BYTES);
        unpublished.forEach(joined::writeBytes);
        unpublished.clear();
        return joined.toByteArray();
    }

    private void wake() {
        Runnable available = published.isEmpty() ? null : waiting.getAndSet(null);
        if (available != null) {
            available.run();
        }
    }

    @Override
    public @Nullable BodyChunk read() {
        Piece piece = published.poll();
        account.give(readerHasBytes);
        readerHasBytes = 0;
        if (piece == null) {
            return null;
        }
        if (piece.chunk() instanceof BodyChunk.Data data) {
            movedNanos = loop.clock().nanoTime();
            // In this order: whoever adds the two up meanwhile gets too much. With too little, a script that waits for
            // room would never hear of it.
            readChunks.addAndGet(piece.chunks());
            readBytes.addAndGet(data.bytes().length);
            aheadChunks.addAndGet(-piece.chunks());
            aheadBytes.addAndGet(-data.bytes().length);
            readerHasBytes = data.bytes().length;
            resumeWhereRead();
        } else {
            account.close();
        }
        return piece.chunk();
    }

    private void resumeWhereRead() {
        boolean isLow = aheadChunks.get() <= mostChunks / 2 && aheadBytes.get() <= windowBytes.get() / 2;
        if (isLow && paused.compareAndSet(true, false)) {
            int larger = growWindow();
            loop.execute(target, () -> {
                if (end == null) {
                    target.receive(new CallbackMessage.StreamReady(
                            requestId, id, readChunks.getAndSet(0), readBytes.getAndSet(0) + larger));
                }
            });
        }
    }

    /** By whoever has found that the script may go on. Returns by how much, which the script has to be told. */
    private int growWindow() {
        int window = windowBytes.get();
        int more = Math.min(window, mostBytes - window);
        if (more <= 0 || !account.takeOfPlenty(more)) {
            return 0;
        }
        windowBytes.addAndGet(more);
        return more;
    }

    @Override
    public void demand(Runnable available) {
        waiting.set(available);
        wake();
    }

    @Override
    public void cancel(String reason) {
        account.close();
        if (gone.compareAndSet(false, true)) {
            loop.execute(target, () -> {
                published.clear();
                // Who cancels may be another than who reads, and the reader waits.
                published.add(new Piece(new BodyChunk.Failed(reason), 0));
                wake();
                if (end == null) {
                    target.receive(new CallbackMessage.StreamGone(requestId, id, reason));
                }
            });
        }
    }
}
