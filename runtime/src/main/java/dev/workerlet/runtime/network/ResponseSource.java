package dev.workerlet.runtime.network;

import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.BodyChunk;
import dev.workerlet.runtime.message.BodySource;
import dev.workerlet.runtime.message.HeaderList;
import java.io.ByteArrayOutputStream;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.DataFormatException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response, decoded piece by piece as it is demanded. The client's own source is read only where the client
 * itself has called, so never while an abort takes it apart, and what is read is parsed and inflated on the client's
 * threads.
 */
final class ResponseSource implements BodySource {
    /** What is read ahead with the head: a body within it makes no stream. */
    private static final int FIRST_BYTES = 64 * 1024;

    /** What a body belongs to. */
    interface Exchange {
        /** Closes the connection. */
        void abort(String reason);

        /** What came after the body, or null. */
        @Nullable
        HttpFields trailers();

        /** The words for a failure. */
        String text(Throwable failure);
    }

    private final Content.Source content;
    private final ContentDecoder decoder;
    private final Executor executor;
    private final Exchange exchange;
    /** Who waits for a piece. */
    private final AtomicReference<@Nullable Runnable> waiting = new AtomicReference<>();
    /** Why nothing is given any more: somebody has ended it. */
    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();
    /** Why nothing follows what is here: it broke off. */
    private final AtomicReference<@Nullable String> breach = new AtomicReference<>();
    /** What is here. */
    private final Queue<BodyChunk> ready = new ConcurrentLinkedQueue<>();
    /** The next piece has been asked for and is not here. */
    private final AtomicBoolean asked = new AtomicBoolean();
    /** The thread that answers a demand now. */
    private volatile @Nullable Thread answering;

    private boolean isRead;

    ResponseSource(Content.Source content, ContentDecoder decoder, Executor executor, Exchange exchange) {
        this.content = content;
        this.decoder = decoder;
        this.executor = executor;
        this.exchange = exchange;
    }

    /** Reads what came with the head; called once, by the client. In memory where that is all. */
    Body begin(long lengthBytes) {
        int bytes = 0;
        BodyChunk chunk = next();
        while (chunk instanceof BodyChunk.Data data) {
            ready.add(chunk);
            bytes += data.bytes().length;
            chunk = bytes < FIRST_BYTES ? next() : null;
        }
        if (chunk == BodyChunk.END) {
            return bytes == 0 ? Body.NONE : new Body.Bytes(joined(bytes));
        }
        if (chunk != null) {
            ready.add(chunk);
        } else {
            // Here and now: from another thread, while the client is still at the head, it might be lost.
            asked.set(true);
            content.demand(this::arrived);
        }
        return new Body.Stream(this, lengthBytes);
    }

    private byte[] joined(int length) {
        ByteArrayOutputStream all = new ByteArrayOutputStream(length);
        for (BodyChunk chunk : ready) {
            if (chunk instanceof BodyChunk.Data data) {
                all.writeBytes(data.bytes());
            }
        }
        return all.toByteArray();
    }

    @Override
    public @Nullable BodyChunk read() {
        if (isRead) {
            return null;
        }
        String reason = failure.get();
        BodyChunk chunk = reason == null ? ready.poll() : null;
        if (chunk == null) {
            reason = reason == null ? breach.get() : reason;
            if (reason != null) {
                decoder.close();
                chunk = new BodyChunk.Failed(reason);
            }
        }
        isRead = chunk != null && !(chunk instanceof BodyChunk.Data);
        return chunk;
    }

    @Override
    public void demand(Runnable available) {
        waiting.set(available);
        if (isOver() || !ready.isEmpty()) {
            answer();
        } else if (!asked.compareAndSet(false, true)) {
            return;
        } else if (Thread.currentThread() == answering) {
            step();
        } else {
            execute();
        }
    }

    private boolean isOver() {
        return failure.get() != null || breach.get() != null;
    }

    private void execute() {
        try {
            executor.execute(this::step);
        } catch (RejectedExecutionException e) {
            fail("the HTTP client has stopped");
        }
    }

    /** Takes what the decoder still has, or waits for the network. */
    private void step() {
        if (isOver()) {
            answer();
            return;
        }
        BodyChunk chunk = decoded();
        if (chunk == null) {
            content.demand(this::arrived);
        } else {
            answer(chunk);
        }
    }

    /** Called by the client. */
    private void arrived() {
        BodyChunk chunk = next();
        if (chunk == null) {
            content.demand(this::arrived);
        } else {
            answer(chunk);
        }
    }

    private void answer(BodyChunk chunk) {
        ready.add(chunk);
        asked.set(false);
        answer();
    }

    private void answer() {
        Runnable available = waiting.getAndSet(null);
        if (available != null) {
            Thread before = answering;
            answering = Thread.currentThread();
            available.run();
            answering = before;
        }
    }

    /** The next piece of what has come, or null where more has to come. */
    private @Nullable BodyChunk next() {
        BodyChunk chunk = decoded();
        while (chunk == null) {
            Content.Chunk coded = content.read();
            if (coded == null) {
                return null;
            }
            chunk = Content.Chunk.isFailure(coded) ? failed(coded.getFailure()) : decoded(coded);
        }
        return chunk;
    }

    private BodyChunk failed(Throwable cause) {
        decoder.close();
        String reason = exchange.text(cause);
        exchange.abort(reason);
        return new BodyChunk.Failed(reason);
    }

    private @Nullable BodyChunk decoded(Content.Chunk coded) {
        byte[] bytes = new byte[coded.remaining()];
        coded.getByteBuffer().get(bytes);
        boolean last = coded.isLast();
        coded.release();
        decoder.input(bytes, last);
        return decoded();
    }

    private @Nullable BodyChunk decoded() {
        try {
            byte[] bytes = decoder.output();
            if (bytes != null) {
                return new BodyChunk.Data(bytes);
            }
            return decoder.hasEnded() ? end() : null;
        } catch (DataFormatException e) {
            decoder.close();
            String reason = "the response body can't be decoded: " + e.getMessage();
            exchange.abort(reason);
            return new BodyChunk.Failed(reason);
        }
    }

    private BodyChunk end() {
        decoder.close();
        HttpFields trailers = exchange.trailers();
        if (trailers == null || trailers.size() == 0) {
            return BodyChunk.END;
        }
        HeaderList fields = new HeaderList();
        for (HttpField field : trailers) {
            fields.add(field.getName(), field.getValue() == null ? "" : field.getValue());
        }
        return new BodyChunk.End(fields);
    }

    /** It broke off: what is here already is still given. */
    void breakOff(String reason) {
        if (breach.compareAndSet(null, reason)) {
            answer();
        }
    }

    /** Nothing is given any more. */
    void fail(String reason) {
        if (failure.compareAndSet(null, reason)) {
            decoder.close();
            answer();
        }
    }

    @Override
    public void cancel(String reason) {
        fail(reason);
        exchange.abort(reason);
    }
}
