package dev.workerlet.servlet.exchange;

import dev.workerlet.runtime.limits.WorkerLimits;
import dev.workerlet.runtime.message.Body;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;

/** Which body a request has: none, bytes that are here already, or a source. Called on the container's thread. */
final class RequestBody {
    /** What is larger flows, even if it is here: it would have to be copied as a whole. */
    private static final int MOST_PRESENT_BYTES = 32 * 1024;

    private RequestBody() {}

    /**
     * Whether the request can have a body that a worker sees. The Fetch standard has none for GET and HEAD: theirs stays
     * with the container.
     */
    static boolean isExpected(HttpServletRequest request) {
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

    /**
     * The body of a request in asynchronous mode. A small one that is here is read at once, within the worker's limit; of any other, and of one that the
     * client sends only when it is asked to, nothing is read before the worker does.
     */
    static Body of(HttpServletRequest request, ServletExchange exchange) throws IOException {
        long length = request.getContentLengthLong();
        long most =
                Math.min(MOST_PRESENT_BYTES, exchange.endpoint.worker().limits().requestBodyBytes());
        if (length < 0 || length > most || request.getHeader("Expect") != null) {
            return new RequestSource(request, exchange, null).body(length);
        }
        byte[] bytes = new byte[(int) length];
        int present = readPresent(request.getInputStream(), bytes);
        return present == length
                ? new Body.Bytes(bytes)
                : new RequestSource(request, exchange, Arrays.copyOf(bytes, present)).body(length);
    }

    /** Whether a body is known to be small, and comes by itself. */
    static boolean isSmall(HttpServletRequest request, WorkerLimits limits) {
        long length = request.getContentLengthLong();
        return length >= 0
                && length <= Math.min(MOST_PRESENT_BYTES, limits.requestBodyBytes())
                && request.getHeader("Expect") == null;
    }

    /** Tomcat tells of one byte only where there are more, and reads all that are there. */
    private static int readPresent(ServletInputStream input, byte[] bytes) throws IOException {
        int filled = 0;
        while (filled < bytes.length && input.available() > 0) {
            int count = input.read(bytes, filled, bytes.length - filled);
            if (count < 0) {
                break;
            }
            filled += count;
        }
        return filled;
    }
}
