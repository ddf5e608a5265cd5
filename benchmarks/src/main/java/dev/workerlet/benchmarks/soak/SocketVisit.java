package dev.workerlet.benchmarks.soak;

import dev.workerlet.benchmarks.support.Checksum;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A visit over a WebSocket: some messages, each answered with its checksum, and a close in order. */
final class SocketVisit implements Visit {
    private static final Duration MOST = Duration.ofSeconds(30);
    private static final int MOST_MESSAGES = 20;
    private static final String CLOSED = "closed";

    private final HttpClient client = HttpClient.newHttpClient();

    /** Collects whole messages. */
    private static final class Inbox implements WebSocket.Listener {
        private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        private final StringBuilder begun = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean isLast) {
            begun.append(data);
            if (isLast) {
                messages.add(begun.toString());
                begun.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            messages.add(CLOSED);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            messages.add("failed: " + error);
        }

        String next() throws InterruptedException {
            String message = messages.poll(MOST.toSeconds(), TimeUnit.SECONDS);
            return message == null ? "nothing in time" : message;
        }
    }

    @Override
    public String name() {
        return "WebSocket";
    }

    @Override
    public Outcome make(Visitor visitor) throws IOException, InterruptedException {
        Inbox inbox = new Inbox();
        WebSocket socket = open(visitor.url(Grounds.healthy("socket"), ""), inbox);
        try {
            return talk(visitor, socket, inbox);
        } finally {
            socket.abort();
        }
    }

    private WebSocket open(URI url, Inbox inbox) throws IOException {
        URI address = URI.create(url.toString().replaceFirst("http", "ws"));
        try {
            return client.newWebSocketBuilder()
                    .connectTimeout(MOST)
                    .buildAsync(address, inbox)
                    .orTimeout(MOST.toSeconds(), TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            throw new IOException("No WebSocket", e.getCause());
        }
    }

    private static Outcome talk(Visitor visitor, WebSocket socket, Inbox inbox) throws InterruptedException {
        int count = visitor.random().nextInt(1, MOST_MESSAGES);
        for (int i = 0; i < count; i++) {
            socket.sendText(message(visitor, i), true).join();
        }
        for (int i = 0; i < count; i++) {
            String right = Checksum.of("socket", message(visitor, i));
            String answer = inbox.next();
            if (!answer.equals(right)) {
                return Outcome.wrong("wrong", "message " + i + " was answered with " + answer + ", not " + right);
            }
        }
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        String end = inbox.next();
        return end.equals(CLOSED) ? Outcome.RIGHT : Outcome.wrong("wrong", "the close was answered with " + end);
    }

    private static String message(Visitor visitor, int number) {
        return (visitor.nonce() + ' ' + number).repeat(1 + number * number);
    }
}
