package dev.workerlet.servlet.exchange;

import dev.workerlet.runtime.body.BodyPump;
import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.BodyChunk;
import dev.workerlet.runtime.message.BodySource;
import dev.workerlet.runtime.message.FetchResponse;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes a response whose body flows, as fast as its source gives and the client takes, never blocking: on container threads
 * when there is room again, on the source's threads when it has something. Each pause of the source is a flush.
 *
 * <p>Status and headers wait for the first piece, so that a source that fails at once is a failure that the client can read.
 */
final class ResponseWriter extends BodyPump implements WriteListener {
    /** What one write may hand to the container, which has to keep what the connection does not take. */
    private static final int PIECE_BYTES = 32 * 1024;

    /** The body is not as long as its head has told. */
    private static final class LengthException extends IOException {
        private static final long serialVersionUID = 1L;

        LengthException(String message) {
            super(message);
        }
    }

    private final ServletExchange exchange;
    private final FetchResponse answer;
    private final HttpServletResponse response;
    private final ServletOutputStream output;
    private final long length;
    private final Gate gate = new Gate();
    private final ResponseTrailers trailers = new ResponseTrailers();
    /** The container has called for the first time: before that, nobody may write. */
    private volatile boolean started;

    private volatile boolean isHeadWritten;
    private boolean isFlushed;
    private long taken;
    private byte @Nullable [] rest;
    private int written;

    ResponseWriter(ServletExchange exchange, FetchResponse answer, BodySource source, HttpServletResponse response)
            throws IOException {
        super(source);
        this.exchange = exchange;
        this.answer = answer;
        this.response = response;
        this.output = response.getOutputStream();
        this.length = ResponseHead.length(answer);
    }

    /** Whether the client may have got a part of it. */
    boolean isHeadWritten() {
        return isHeadWritten;
    }

    /** Begins, once the container has a thread for it. */
    void start() {
        if (gate.enter()) {
            try {
                output.setWriteListener(this);
            } finally {
                gate.leave();
            }
            // The container may have called meanwhile, and found the gate in use.
            run();
        }
    }

    @Override
    public void onWritePossible() {
        started = true;
        run();
    }

    @Override
    public void onError(Throwable cause) {
        exchange.lost(cause);
    }

    @Override
    protected boolean hasRoom() throws IOException {
        if (!started || !gate.enter()) {
            return false;
        }
        try {
            while (output.isReady()) {
                if (rest == null) {
                    return true;
                }
                writePiece(rest);
            }
            return false;
        } finally {
            gate.leave();
        }
    }

    private void writePiece(byte[] bytes) throws IOException {
        int count = Math.min(PIECE_BYTES, bytes.length - written);
        int from = written;
        written += count;
        if (written == bytes.length) {
            rest = null;
        }
        isFlushed = false;
        output.write(bytes, from, count);
    }

    @Override
    protected void take(BodyChunk chunk) throws IOException {
        if (gate.enter()) {
            try {
                accept(chunk);
            } finally {
                gate.leave();
            }
        }
    }

    private void accept(BodyChunk chunk) throws IOException {
        if (chunk instanceof BodyChunk.Data data) {
            taken += data.bytes().length;
            requireLength(taken <= length);
            writeHead();
            rest = data.bytes();
            written = 0;
        } else if (chunk instanceof BodyChunk.End end) {
            requireLength(taken == length);
            writeHead();
            if (trailers.set(end.trailers())) {
                // Tomcat would give a short body a Content-Length, which has no trailers.
                output.flush();
            }
            exchange.finish();
        } else if (chunk instanceof BodyChunk.Failed failed) {
            breakOff(failed.reason());
        }
    }

    private void requireLength(boolean holds) throws LengthException {
        if (length != Body.UNKNOWN_LENGTH && !holds) {
            throw new LengthException("the body has " + (taken > length ? "more" : "fewer") + " than the " + length
                    + " bytes that its Content-Length tells");
        }
    }

    private void writeHead() {
        if (!isHeadWritten) {
            isHeadWritten = true;
            ResponseHead.write(answer, response);
            if (length != Body.UNKNOWN_LENGTH) {
                response.setContentLengthLong(length);
            } else if (answer.body() instanceof Body.Stream) {
                trailers.announce(answer, exchange.protocol(), response);
            }
        }
    }

    @Override
    protected void pause() throws IOException {
        if (gate.enter()) {
            try {
                writeHead();
                if (!isFlushed) {
                    isFlushed = true;
                    output.flush();
                }
            } finally {
                gate.leave();
            }
        }
    }

    @Override
    protected void failed(Throwable cause) {
        if (cause instanceof IOException && !(cause instanceof LengthException)) {
            exchange.abandon(cause);
        } else if (gate.enter()) {
            try {
                breakOff(String.valueOf(cause.getMessage()));
            } catch (IllegalStateException e) {
                // The container has taken the response back without a word.
                exchange.abandon(e);
            } finally {
                gate.leave();
            }
        }
    }

    /** What has come of the body must not look complete. */
    private void breakOff(String reason) {
        if (isHeadWritten && response.isCommitted()) {
            exchange.cut(reason);
            return;
        }
        if (isHeadWritten) {
            response.reset();
        }
        exchange.failBeforeHead(reason, output);
    }

    /** Nothing is written from now on: {@code next} runs when nobody does. */
    void close(Runnable next) {
        gate.close(next);
    }

    /** See {@link Gate#awaitEmpty}. */
    void awaitEmpty() {
        gate.awaitEmpty();
    }
}
