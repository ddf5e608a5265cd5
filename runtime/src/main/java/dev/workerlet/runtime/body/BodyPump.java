package dev.workerlet.runtime.body;

import dev.workerlet.runtime.message.BodyChunk;
import dev.workerlet.runtime.message.BodySource;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads a source for as long as it has something and its taker has room. {@link #run} wakes it, on any thread; one thread at
 * a time is in it, and a wake that comes meanwhile makes that thread look again, so no stack grows.
 */
public abstract class BodyPump implements Runnable {
    private final BodySource source;
    private final AtomicInteger wakes = new AtomicInteger();
    /** The source will wake us. */
    private volatile boolean demanded;

    private volatile boolean over;

    /** A pump that begins with the first {@link #run}. */
    protected BodyPump(BodySource source) {
        this.source = source;
    }

    /** Whether a piece could be taken now; where not, whoever makes room calls {@link #run}. */
    protected abstract boolean hasRoom() throws IOException;

    /** Takes a piece; after an end or a failure nothing comes. */
    protected abstract void take(BodyChunk chunk) throws IOException;

    /** The source has nothing more for now: what has been taken should be on its way. */
    protected void pause() throws IOException {
        // Most takers hold nothing back.
    }

    /** Taking has thrown; the source has been cancelled. */
    protected abstract void failed(Throwable cause);

    /** Goes on where that is possible. */
    @Override
    public final void run() {
        if (wakes.getAndIncrement() != 0) {
            return;
        }
        int missed = 1;
        do {
            try {
                pump();
            } catch (IOException | RuntimeException e) {
                stop(String.valueOf(e.getMessage()));
                failed(e);
            }
            missed = wakes.addAndGet(-missed);
        } while (missed != 0);
    }

    private void pump() throws IOException {
        while (!over && !demanded && hasRoom()) {
            BodyChunk chunk = source.read();
            if (chunk == null) {
                pause();
                demanded = true;
                source.demand(this::available);
            } else {
                if (!(chunk instanceof BodyChunk.Data)) {
                    over = true;
                }
                take(chunk);
            }
        }
    }

    private void available() {
        demanded = false;
        run();
    }

    /** Whether nothing further is taken. */
    protected final boolean isOver() {
        return over;
    }

    /** Takes nothing further, and cancels the source. */
    public final void stop(String reason) {
        over = true;
        source.cancel(reason);
    }
}
