package dev.workerlet.servlet.filter;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Consumer;

/** A request body from memory: what was read before, or what the worker put in its place. Confined to downstream. */
final class ReplayedBody extends ServletInputStream {
    private final byte[] body;
    private final Consumer<Runnable> deferral;
    private int position;

    ReplayedBody(byte[] body, Consumer<Runnable> deferral) {
        this.body = body;
        this.deferral = deferral;
    }

    @Override
    public int read() {
        return position < body.length ? body[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (position == body.length) {
            return length == 0 ? 0 : -1;
        }
        int count = Math.min(length, body.length - position);
        System.arraycopy(body, position, target, offset, count);
        position += count;
        return count;
    }

    @Override
    public int available() {
        return body.length - position;
    }

    @Override
    public boolean isFinished() {
        return position == body.length;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
        deferral.accept(() -> deliver(listener));
    }

    private void deliver(ReadListener listener) {
        try {
            if (!isFinished()) {
                listener.onDataAvailable();
            }
            if (isFinished()) {
                listener.onAllDataRead();
            }
        } catch (IOException | RuntimeException e) {
            listener.onError(e);
        }
    }
}
