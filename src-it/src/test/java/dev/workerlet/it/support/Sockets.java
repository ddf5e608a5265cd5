package dev.workerlet.it.support;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A WebSocket client that notes what it hears. */
public final class Sockets implements WebSocket.Listener {
    private static final long TIMEOUT_SECONDS = 30;

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();
    private @Nullable WebSocket socket;

    private Sockets() {}

    /** Connects to a path below {@code http}. */
    public static Sockets connect(Http http, String path) {
        Sockets made = new Sockets();
        URI address = URI.create((http.base() + path).replaceFirst("^http", "ws"));
        made.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, made)
                .orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .join();
        return made;
    }

    /** Sends a text message. */
    public void say(String message) {
        WebSocket open = socket;
        if (open != null) {
            open.sendText(message, true)
                    .orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .join();
        }
    }

    /** What it hears next: a message, or "closed" with code and reason. */
    public String next() throws InterruptedException {
        String next = heard.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        return next == null ? "nothing" : next;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            heard.add(text.toString());
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        heard.add("closed " + code + " " + reason);
        return null;
    }
}
