package dev.workerlet.benchmarks.io;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What has come on a connection of {@code events.js}. Finds the messages in whatever frames them: chunks, or frames of a
 * WebSocket, each of which holds whole ones.
 */
final class EventReader {
    private static final Pattern STATUS = Pattern.compile("HTTP/1.1 (\\d+) .*\r\n\r\n", Pattern.DOTALL);
    private static final Pattern MESSAGE = Pattern.compile("data: (\\d+) (\\d+) (\\d+)\n\n");
    private static final int MOST_UNREAD = 16_384;

    private final StringBuilder unread = new StringBuilder();
    private int status;

    /** Hears of messages. */
    interface Listener {
        /** A message has come that was due and sent at these times. */
        void came(long dueMillis, long sentMillis);
    }

    /** The response's status; 0 before its head has come. */
    int status() {
        return status;
    }

    void read(ByteBuffer bytes, long periodMillis, Listener listener) {
        unread.append(StandardCharsets.ISO_8859_1.decode(bytes));
        if (status == 0) {
            Matcher head = STATUS.matcher(unread);
            if (head.lookingAt()) {
                status = Integer.parseInt(head.group(1));
            }
        }
        int end = 0;
        Matcher message = MESSAGE.matcher(unread);
        while (message.find()) {
            end = message.end();
            long due = Long.parseLong(message.group(2)) + periodMillis * Long.parseLong(message.group(1));
            listener.came(due, Long.parseLong(message.group(3)));
        }
        unread.delete(0, end);
        if (unread.length() > MOST_UNREAD) {
            throw new IllegalStateException("No messages: " + unread.substring(0, 1_000));
        }
    }
}
