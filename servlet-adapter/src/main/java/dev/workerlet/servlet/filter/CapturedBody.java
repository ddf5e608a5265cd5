package dev.workerlet.servlet.filter;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** A response body that goes to memory, up to a bound; beyond it, writing fails. Confined to downstream. */
final class CapturedBody extends ServletOutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    private final long limitBytes;
    private final Downstream downstream;
    private boolean overflowed;
    private boolean closed;

    CapturedBody(long limitBytes, Downstream downstream) {
        this.limitBytes = limitBytes;
        this.downstream = downstream;
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }

    boolean isEmpty() {
        return bytes.size() == 0;
    }

    /** Whether more was written than the bound allows. */
    boolean overflowed() {
        return overflowed;
    }

    String overflowMessage() {
        return "The response behind the worker is larger than the response-body-limit of " + limitBytes + " bytes";
    }

    /** Forgets what was written. */
    void clear() {
        bytes.reset();
    }

    @Override
    public void write(int b) throws IOException {
        if (accepts(1)) {
            bytes.write(b);
        }
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        if (accepts(length)) {
            bytes.write(source, offset, length);
        }
    }

    /** After it is closed, what comes is ignored, as containers do. */
    private boolean accepts(int length) throws IOException {
        if (bytes.size() + (long) length > limitBytes) {
            overflowed = true;
            throw new IOException(overflowMessage());
        }
        return !closed;
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
        downstream.defer(() -> {
            try {
                listener.onWritePossible();
            } catch (IOException | RuntimeException e) {
                listener.onError(e);
            }
        });
    }
}
