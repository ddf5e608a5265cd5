package dev.workerlet.benchmarks.io;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Start line and fields of an HTTP/1.1 message.
 *
 * @param startLine the request line or the status line
 * @param fields by lower-case name; of a repeated one the last
 */
public record MessageHead(String startLine, Map<String, String> fields) {
    private static final int MOST_LINE = 8_192;

    /** Reads a head; the stream should be buffered. */
    public static MessageHead read(InputStream in) throws IOException {
        String startLine = line(in);
        Map<String, String> fields = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            fields.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim());
        }
        return new MessageHead(startLine, fields);
    }

    /** A line without its end. */
    static String line(InputStream in) throws IOException {
        return line(in, MOST_LINE);
    }

    /** A line without its end, of {@code most} bytes at most. */
    static String line(InputStream in, int most) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int value = in.read(); value != '\n'; value = in.read()) {
            if (value < 0 || line.length() > most) {
                throw new EOFException("No line: " + line);
            }
            line.append((char) value);
        }
        int end = line.length() - 1;
        return end >= 0 && line.charAt(end) == '\r' ? line.substring(0, end) : line.toString();
    }

    /** The second word of the start line: the status of a response, the target of a request. */
    public String second() {
        return startLine.split(" ", -1)[1];
    }

    /** The body that follows. */
    public InputStream body(InputStream in) {
        if ("chunked".equalsIgnoreCase(fields.get("transfer-encoding"))) {
            return BodyInput.chunked(in);
        }
        return BodyInput.ofLength(in, Long.parseLong(fields.getOrDefault("content-length", "0")));
    }
}
