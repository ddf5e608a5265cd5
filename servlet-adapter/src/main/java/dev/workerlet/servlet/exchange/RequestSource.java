package dev.workerlet.servlet.exchange;

import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.BodyChunk;
import dev.workerlet.runtime.message.BodySource;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The body of a container's request, read as it is wanted, without blocking. Until the first {@link #read} the container's
 * stream is untouched, so a client that waits for {@code 100 Continue} waits until then (in Tomcat it does not: there
 * {@code continueResponseTiming} must stay at its default, {@code immediately}, as its other value sends nothing to a reader
 * that does not block).
 *
 * <p>While a read waits, the container's own timeout holds: a client that pauses longer has broken its body off.
 *
 * <p>Once the exchange is over, reading fails: the container may have given its stream to the next request.
 */
public final class RequestSource implements BodySource, ReadListener {
    private static final int PIECE_BYTES = 32 * 1024;

    private enum Use {
        NONE,
        READ,
        HANDED_BACK
    }

    private final HttpServletRequest request;
    private final ServletExchange exchange;
    private final boolean isTouched;
    private final AtomicReference<Use> use = new AtomicReference<>(Use.NONE);
    private final Gate gate = new Gate();
    private final AtomicReference<@Nullable Runnable> waiting = new AtomicReference<>();
    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();
    private byte @Nullable [] first;
    private @Nullable ServletInputStream input;
    private byte[] buffer = {};
    /** What the client has announced, negative for nothing, and what has been read of it. */
    private long announced = -1;

    private long received;
    /** The container has called for the first time: before that, nobody may read. */
    private volatile boolean started;
    /** It has called since the last read. */
    private volatile boolean signalled;

    private volatile boolean allRead;

    /** @param first what has been read of it already, or null where the container's stream is untouched */
    RequestSource(HttpServletRequest request, ServletExchange exchange, byte @Nullable [] first) {
        this.request = request;
        this.exchange = exchange;
        this.first = first == null || first.length == 0 ? null : first;
        this.isTouched = first != null;
    }

    Body.Stream body(long length) {
        announced = length;
        exchange.reads(this);
        return new Body.Stream(this, length < 0 ? Body.UNKNOWN_LENGTH : length);
    }

    /** Leaves the container's stream to somebody else; not possible once it has been touched. */
    public boolean handBack() {
        return !isTouched && use.compareAndSet(Use.NONE, Use.HANDED_BACK);
    }

    /** Whether all of the body is still to be read. */
    public boolean isUnread() {
        return use.get() == Use.NONE;
    }

    @Override
    public @Nullable BodyChunk read() {
        use.compareAndSet(Use.NONE, Use.READ);
        byte[] begin = first;
        if (begin != null) {
            first = null;
            received = begin.length;
            return new BodyChunk.Data(begin);
        }
        if (failure.get() != null || use.get() == Use.HANDED_BACK || !gate.enter()) {
            return ended();
        }
        try {
            return readStream();
        } catch (IOException | RuntimeException e) {
            broken(e);
            return ended();
        } finally {
            gate.leave();
        }
    }

    private @Nullable BodyChunk readStream() throws IOException {
        ServletInputStream from = input;
        if (from == null) {
            return begin();
        }
        signalled = false;
        if (allRead || from.isFinished()) {
            return end();
        }
        if (!started) {
            return null;
        }
        if (buffer.length == 0) {
            buffer = new byte[PIECE_BYTES];
        }
        while (from.isReady()) {
            int count = from.read(buffer);
            if (count < 0) {
                return end();
            }
            // Tomcat reads nothing where only a part of a chunk's header has come.
            if (count > 0) {
                received += count;
                return new BodyChunk.Data(Arrays.copyOf(buffer, count));
            }
        }
        // Tomcat is not ready at the end either, and does not call where it has called for the end before.
        return from.isFinished() ? end() : null;
    }

    /** A container that loses its connection may call that the end. */
    private BodyChunk end() {
        return announced < 0 || received == announced
                ? BodyChunk.END
                : new BodyChunk.Failed("The client broke off: " + received + " of " + announced + " bytes came");
    }

    private @Nullable BodyChunk begin() throws IOException {
        ServletInputStream opened = request.getInputStream();
        input = opened;
        if (opened.isFinished()) {
            return end();
        }
        opened.setReadListener(this);
        return null;
    }

    private BodyChunk.Failed ended() {
        String reason = failure.get();
        return new BodyChunk.Failed(
                reason == null ? "The request body belongs to what stands behind the worker" : reason);
    }

    @Override
    public void demand(Runnable available) {
        waiting.set(available);
        if (signalled || failure.get() != null) {
            wake();
        }
    }

    private void wake() {
        Runnable available = waiting.getAndSet(null);
        if (available != null) {
            available.run();
        }
    }

    @Override
    public void onDataAvailable() {
        started = true;
        signalled = true;
        wake();
    }

    @Override
    public void onAllDataRead() {
        allRead = true;
        onDataAvailable();
    }

    @Override
    public void onError(Throwable cause) {
        broken(cause);
        gate.awaitEmpty();
    }

    private void broken(Throwable cause) {
        // The exchange first: the client is told what it did wrong, not what the worker makes of it.
        failure.compareAndSet(null, "The client broke off the request body");
        exchange.bodyBroke(cause);
        wake();
    }

    @Override
    public void cancel(String reason) {
        fail(reason);
    }

    private void fail(String reason) {
        failure.compareAndSet(null, reason);
        wake();
    }

    /** Nothing is read from now on: {@code next} runs when nobody does. */
    public void close(String reason, Runnable next) {
        fail(reason);
        gate.close(next);
    }

    /** See {@link Gate#awaitEmpty}. */
    void awaitEmpty() {
        gate.awaitEmpty();
    }
}
