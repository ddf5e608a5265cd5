package dev.workerlet.servlet.exchange;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;

/**
 * Reads a request body into memory as it arrives, up to a bound. Called on container threads, one at a time.
 */
public final class RequestBody implements ReadListener {
    private static final int FIRST_BYTES = 8 * 1024;

    /** Told once how reading ended. */
    public interface Receiver {
        /** All of the body is there. */
        void bodyRead(byte[] body) throws IOException;

        /** The body is larger than the bound; the rest of it is not read. */
        void bodyTooLarge(long limitBytes);

        /** The body broke off. */
        void bodyFailed(Throwable cause);
    }

    private final ServletInputStream input;
    private final Receiver receiver;
    private final long limitBytes;
    private byte[] buffer;
    private int filled;
    private boolean ended;

    private RequestBody(ServletInputStream input, Receiver receiver, long limitBytes, int capacity) {
        this.input = input;
        this.receiver = receiver;
        this.limitBytes = limitBytes;
        this.buffer = new byte[capacity];
    }

    /**
     * Whether the request can have a body that a worker sees. The Fetch standard has none for GET and HEAD: theirs stays
     * with the container.
     */
    public static boolean isExpected(HttpServletRequest request) {
        String method = request.getMethod();
        if ("GET".equals(method) || "HEAD".equals(method)) {
            return false;
        }
        long length = request.getContentLengthLong();
        if (length >= 0) {
            return length > 0;
        }
        return request.getHeader("Transfer-Encoding") != null
                || !request.getProtocol().startsWith("HTTP/1");
    }

    /** Reads the body of a request in asynchronous mode; a body that is there already is read at once. */
    public static void read(HttpServletRequest request, long limitBytes, Receiver receiver) throws IOException {
        long length = request.getContentLengthLong();
        if (length > limitBytes || length > Integer.MAX_VALUE - 8) {
            receiver.bodyTooLarge(limitBytes);
            return;
        }
        ServletInputStream input = request.getInputStream();
        int capacity = length >= 0 ? (int) length : (int) Math.min(FIRST_BYTES, limitBytes + 1);
        RequestBody body = new RequestBody(input, receiver, limitBytes, capacity);
        if (length > 0 && input.available() >= length) {
            body.readPresent();
        } else {
            input.setReadListener(body);
        }
    }

    private void readPresent() throws IOException {
        while (filled < buffer.length) {
            int count = input.read(buffer, filled, buffer.length - filled);
            if (count < 0) {
                break;
            }
            filled += count;
        }
        onAllDataRead();
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (!ended && input.isReady() && !input.isFinished()) {
            if (filled == buffer.length && !grow()) {
                ended = true;
                receiver.bodyTooLarge(limitBytes);
                return;
            }
            int count = input.read(buffer, filled, buffer.length - filled);
            if (count < 0) {
                return;
            }
            filled += count;
        }
    }

    /** Makes room for at least one more byte: one beyond the bound at most, which shows that it is passed. */
    private boolean grow() {
        if (filled > limitBytes || filled >= Integer.MAX_VALUE - 8) {
            return false;
        }
        long doubled = Math.max(FIRST_BYTES, 2L * buffer.length);
        buffer = Arrays.copyOf(buffer, (int) Math.min(Math.min(doubled, limitBytes + 1), Integer.MAX_VALUE - 8));
        return true;
    }

    @Override
    public void onAllDataRead() throws IOException {
        if (ended) {
            return;
        }
        ended = true;
        if (filled > limitBytes) {
            receiver.bodyTooLarge(limitBytes);
        } else if (filled == 0) {
            receiver.bodyRead(new byte[0]);
        } else {
            receiver.bodyRead(filled == buffer.length ? buffer : Arrays.copyOf(buffer, filled));
        }
    }

    @Override
    public void onError(Throwable cause) {
        if (!ended) {
            ended = true;
            receiver.bodyFailed(cause);
        }
    }
}
