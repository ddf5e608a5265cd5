package dev.workerlet.servlet.exchange;

import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.FetchResponse;
import dev.workerlet.runtime.message.HeaderList;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rules for the head of a response, and its way into the container's response. */
public final class ResponseHead {
    private static final int MOST_DIGITS = 18;
    private static final char LAST_LATIN1 = 0xff;
    /** A colon, a space and a line break. */
    private static final int FIELD_OVERHEAD_BYTES = 4;

    /** The header that tells why the host ended a worker. */
    static final String REASON = "x-termination-reason";

    private ResponseHead() {}

    /** What is wrong with the head, or null. A head with a mistake is not written at all. */
    static @Nullable String mistake(FetchResponse response, long mostBytes) {
        int status = response.status();
        if (status < 200 || status > 599) {
            return "The worker's response has the status " + status + "; it must be from 200 to 599";
        }
        return mistake(response.headers(), mostBytes);
    }

    /**
     * What is wrong with headers, or null.
     *
     * @param mostBytes what they may take: a container closes the connection, or answers by itself, where they find no room
     */
    static @Nullable String mistake(HeaderList headers, long mostBytes) {
        long bytes = 0;
        for (int i = 0; i < headers.size(); i++) {
            bytes += fieldBytes(headers, i);
            if (bytes > mostBytes) {
                return "The headers of the worker's response take more than response-head-limit, which is " + mostBytes
                        + " bytes";
            }
            if (!isToken(headers.name(i))) {
                return "The worker's response has a header with the invalid name \"" + headers.name(i) + "\"";
            }
            if (!isValue(headers.value(i))) {
                return "The worker's response has a header \"" + headers.name(i)
                        + "\" with a line break, NUL or a character beyond Latin-1 in its value";
            }
        }
        return null;
    }

    /** What header fields take. */
    public static long bytes(HeaderList headers) {
        long bytes = 0;
        for (int i = 0; i < headers.size(); i++) {
            bytes += fieldBytes(headers, i);
        }
        return bytes;
    }

    private static int fieldBytes(HeaderList headers, int index) {
        return headers.name(index).length() + headers.value(index).length() + FIELD_OVERHEAD_BYTES;
    }

    /** Whether a response to {@code method} with {@code status} has a body. */
    static boolean hasBody(String method, int status) {
        return !(status == 204 || status == 205 || status == 304 || "HEAD".equals(method));
    }

    /**
     * Writes status and headers. A header takes the place of one that a filter or the container has set before, except
     * {@code Set-Cookie}; what describes the connection and the length is the container's own.
     */
    public static void write(FetchResponse from, HttpServletResponse to) {
        to.setStatus(from.status());
        writeHeaders(from.headers(), to);
    }

    /** Writes headers only. */
    static void writeHeaders(HeaderList headers, HttpServletResponse to) {
        int size = headers.size();
        Set<String> ofConnection = namesOf(headers.all("connection"));
        for (int i = 0; i < size; i++) {
            String name = headers.name(i);
            if (isContainers(name) || ofConnection.contains(name.toLowerCase(Locale.ROOT))) {
                continue;
            }
            if (name.equalsIgnoreCase("Set-Cookie") || isRepeated(headers, i)) {
                to.addHeader(name, headers.value(i));
            } else {
                to.setHeader(name, headers.value(i));
            }
        }
    }

    /**
     * The response without a reason for which the host has ended a worker, since only the host may tell one.
     *
     * @param known the reason that may stay, as it comes from behind the worker
     */
    static FetchResponse withoutReason(FetchResponse response, @Nullable String known) {
        HeaderList headers = response.headers();
        if (headers.all(REASON).stream().allMatch(told -> told.equals(known))) {
            return response;
        }
        HeaderList kept = new HeaderList();
        headers.forEach((name, value) -> {
            if (!name.equalsIgnoreCase(REASON)) {
                kept.add(name, value);
            }
        });
        return new FetchResponse(response.status(), kept, response.body());
    }

    /** Fields that a {@code Connection} header names belong to the connection to another server that they came by. */
    private static Set<String> namesOf(List<String> connection) {
        if (connection.isEmpty()) {
            return Set.of();
        }
        Set<String> names = new HashSet<>();
        for (String name : String.join(",", connection).split(",", -1)) {
            names.add(name.strip().toLowerCase(Locale.ROOT));
        }
        return names;
    }

    /** The length of the body that GET would have got, where it is known: the answer to HEAD has no body that tells it. */
    static void writeLengthOfGet(FetchResponse answer, HttpServletResponse to) {
        long known = answer.body().lengthBytes();
        long length = known > 0 ? known : toldLength(answer);
        if (length != Body.UNKNOWN_LENGTH) {
            to.setContentLengthLong(length);
        }
    }

    /** The length of its body that the worker has announced, or {@link Body#UNKNOWN_LENGTH}. */
    private static long toldLength(FetchResponse response) {
        String told = response.headers().first("content-length");
        return told == null ? Body.UNKNOWN_LENGTH : parsed(told);
    }

    /** How long the body is: what its source knows, else what the worker has announced, or {@link Body#UNKNOWN_LENGTH}. */
    static long length(FetchResponse response) {
        long known = response.body().lengthBytes();
        return known == Body.UNKNOWN_LENGTH ? toldLength(response) : known;
    }

    private static long parsed(String length) {
        try {
            return length.isEmpty() || length.length() > MOST_DIGITS || !isDigit(length.charAt(0))
                    ? Body.UNKNOWN_LENGTH
                    : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Body.UNKNOWN_LENGTH;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Whether a field may come behind the body: not one that the container or the connection needs before. */
    static boolean mayTrail(String name, String value) {
        return !isContainers(name) && !name.equalsIgnoreCase(REASON) && isToken(name) && isValue(value);
    }

    private static boolean isRepeated(HeaderList headers, int index) {
        String name = headers.name(index);
        for (int i = 0; i < index; i++) {
            if (headers.name(i).equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isContainers(String name) {
        return switch (name.length()) {
            case 2 -> name.equalsIgnoreCase("TE");
            case 7 -> name.equalsIgnoreCase("Trailer") || name.equalsIgnoreCase("Upgrade");
            case 10 -> name.equalsIgnoreCase("Connection") || name.equalsIgnoreCase("Keep-Alive");
            case 14 -> name.equalsIgnoreCase("Content-Length");
            case 16 -> name.equalsIgnoreCase("Proxy-Connection");
            case 17 -> name.equalsIgnoreCase("Transfer-Encoding");
            case 20 -> name.equalsIgnoreCase("Sec-WebSocket-Accept");
            case 22 -> name.equalsIgnoreCase("Sec-WebSocket-Protocol");
            case 24 -> name.equalsIgnoreCase("Sec-WebSocket-Extensions");
            default -> false;
        };
    }

    // https://www.rfc-editor.org/rfc/rfc9110#name-tokens
    private static boolean isToken(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!alphanumeric && c != '-' && "!#$%&'*+.^_`|~".indexOf(c) < 0) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static boolean isValue(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            // Tomcat writes the low byte of what is beyond Latin-1: that may be a line break.
            if (c == '\r' || c == '\n' || c == 0 || c > LAST_LATIN1) {
                return false;
            }
        }
        return true;
    }
}
