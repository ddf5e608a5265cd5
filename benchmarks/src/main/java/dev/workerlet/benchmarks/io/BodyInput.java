package dev.workerlet.benchmarks.io;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A message's body: of a length, or in chunked coding. Its end is the message's; a connection that ends before is an error. */
final class BodyInput extends InputStream {
    private static final int HEX = 16;

    private final InputStream in;
    private final boolean isChunked;
    private long left;
    private boolean isFirstChunk = true;
    private boolean isOver;

    private BodyInput(InputStream in, boolean isChunked, long left) {
        this.in = in;
        this.isChunked = isChunked;
        this.left = left;
        this.isOver = !isChunked && left == 0;
    }

    static BodyInput chunked(InputStream in) {
        return new BodyInput(in, true, 0);
    }

    static BodyInput ofLength(InputStream in, long length) {
        return new BodyInput(in, false, length);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (!isOver && left == 0) {
            nextChunk();
        }
        if (isOver) {
            return -1;
        }
        int read = in.read(buffer, offset, (int) Math.min(length, left));
        if (read < 0) {
            throw new EOFException("The body was cut");
        }
        left -= read;
        isOver = !isChunked && left == 0;
        return read;
    }

    private void nextChunk() throws IOException {
        if (!isFirstChunk) {
            // The end of the last chunk's line, which may come only with this one.
            MessageHead.line(in);
        }
        isFirstChunk = false;
        left = Long.parseLong(MessageHead.line(in), HEX);
        if (left == 0) {
            MessageHead.line(in);
            isOver = true;
        }
    }
}
