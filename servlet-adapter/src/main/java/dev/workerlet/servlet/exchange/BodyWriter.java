package dev.workerlet.servlet.exchange;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/**
 * Writes a body as fast as the client takes it, on container threads, never blocking. Ends its exchange when all is written
 * or writing fails.
 */
final class BodyWriter implements WriteListener {
    private static final int CHUNK_BYTES = 32 * 1024;

    private final ServletOutputStream output;
    private final byte[] body;
    private final ServletExchange exchange;
    private int written;

    BodyWriter(ServletOutputStream output, byte[] body, ServletExchange exchange) {
        this.output = output;
        this.body = body;
        this.exchange = exchange;
    }

    @Override
    public void onWritePossible() throws IOException {
        while (output.isReady()) {
            if (written == body.length) {
                exchange.finish();
                return;
            }
            int count = Math.min(CHUNK_BYTES, body.length - written);
            output.write(body, written, count);
            written += count;
        }
    }

    @Override
    public void onError(Throwable cause) {
        exchange.abandon(cause);
    }
}
