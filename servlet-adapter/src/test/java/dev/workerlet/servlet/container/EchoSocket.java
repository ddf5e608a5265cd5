package dev.workerlet.servlet.container;

import dev.workerlet.runtime.limits.SocketLimits;
import dev.workerlet.runtime.message.FetchExchange;
import dev.workerlet.runtime.message.HeaderList;
import dev.workerlet.runtime.message.SocketListener;
import dev.workerlet.runtime.message.SocketPeer;
import dev.workerlet.runtime.message.SocketUpgrade;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A script that sends every message back, and notes what it hears. */
public final class EchoSocket implements SocketListener {
    public final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    public final AtomicInteger written = new AtomicInteger();
    private final boolean takesMessages;
    private volatile @Nullable SocketPeer peer;
    private volatile boolean isOpen;

    private EchoSocket(boolean takesMessages) {
        this.takesMessages = takesMessages;
    }

    /** Answers with one. */
    public static EchoSocket answer(FetchExchange exchange, HeaderList headers, SocketLimits limits) {
        return answer(exchange, headers, limits, true);
    }

    /**
     * Answers with one that may stay silent.
     *
     * @param takesMessages whether it ever asks for messages
     */
    public static EchoSocket answer(
            FetchExchange exchange, HeaderList headers, SocketLimits limits, boolean takesMessages) {
        EchoSocket echo = new EchoSocket(takesMessages);
        SocketPeer made = exchange.upgrade(new SocketUpgrade(headers, echo, limits));
        echo.peer = made;
        if (echo.isOpen && takesMessages) {
            made.demand();
        }
        return echo;
    }

    public SocketPeer peer() {
        SocketPeer known = peer;
        if (known == null) {
            throw new IllegalStateException("not there yet");
        }
        return known;
    }

    /** What it hears next. */
    public String next() throws InterruptedException {
        String next = heard.poll(15, TimeUnit.SECONDS);
        return next == null ? "nothing" : next;
    }

    @Override
    public void opened(String protocol, String extensions) {
        heard.add("opened " + protocol + "|" + extensions);
        isOpen = true;
        SocketPeer known = peer;
        if (known != null && takesMessages) {
            known.demand();
        }
    }

    @Override
    public void receivedText(String text) {
        peer().send(true, text.getBytes(StandardCharsets.UTF_8));
        peer().demand();
    }

    @Override
    public void receivedBytes(byte[] data) {
        peer().send(false, data);
        peer().demand();
    }

    @Override
    public void written(int count) {
        written.addAndGet(count);
    }

    @Override
    public void closed(int code, String reason, boolean isClean, boolean isFailed) {
        heard.add("closed " + code + " " + reason + (isClean ? "" : " unclean") + (isFailed ? " failed" : ""));
    }
}
