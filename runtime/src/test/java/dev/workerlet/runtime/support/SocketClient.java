package dev.workerlet.runtime.support;

import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.FetchRequest;
import dev.workerlet.runtime.message.HeaderList;
import dev.workerlet.runtime.message.SocketListener;
import dev.workerlet.runtime.message.SocketPeer;
import dev.workerlet.runtime.message.SocketUpgrade;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A client whose request is answered with a WebSocket: what it gets, and what it sends. */
public final class SocketClient extends Exchange implements SocketPeer {
    private final BlockingQueue<String> got = new LinkedBlockingQueue<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Object> toSend = new ArrayDeque<>();
    private volatile @Nullable SocketUpgrade upgrade;
    private boolean isDemanded;
    private boolean isEnded;
    private boolean writesAtOnce = true;

    /** A request that asks for one. */
    public static FetchRequest request() {
        return request("");
    }

    /** The same with subprotocols. */
    public static FetchRequest request(String protocols) {
        HeaderList headers = new HeaderList().add("upgrade", "websocket");
        if (!protocols.isEmpty()) {
            headers.add("sec-websocket-protocol", protocols);
        }
        return new FetchRequest("GET", "http://example.com/", headers, Body.NONE);
    }

    /** Nothing that is sent counts as written. */
    public SocketClient thatDoesNotRead() {
        writesAtOnce = false;
        return this;
    }

    @Override
    public SocketPeer upgrade(SocketUpgrade made) {
        upgrade = made;
        made.listener().opened(made.protocol(), "");
        return this;
    }

    /** What it was answered with; null as long as there is nothing. */
    public @Nullable SocketUpgrade upgraded() {
        return upgrade;
    }

    private SocketListener listener() {
        SocketUpgrade made = upgrade;
        if (made == null) {
            throw new AssertionError("There is no WebSocket yet");
        }
        return made.listener();
    }

    /** Waits for the WebSocket. */
    public SocketClient open() {
        Await.until("the WebSocket", () -> upgrade != null);
        return this;
    }

    /** Sends a String, or a byte[]. */
    public void say(Object message) {
        lock.lock();
        try {
            toSend.add(message);
            deliver();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the connection. */
    public void leaveWith(int code, String reason) {
        listener().closed(code, reason, code != ABNORMAL, false);
    }

    private static final int ABNORMAL = SocketListener.ABNORMAL;

    private void deliver() {
        if (!isDemanded || isEnded) {
            return;
        }
        Object next = toSend.poll();
        if (next != null) {
            isDemanded = false;
            if (next instanceof String text) {
                listener().receivedText(text);
            } else {
                listener().receivedBytes((byte[]) next);
            }
        }
    }

    @Override
    public void demand() {
        lock.lock();
        try {
            isDemanded = true;
            deliver();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void send(boolean isText, byte[] data) {
        if (writesAtOnce) {
            listener().written(data.length);
        }
        got.add(isText ? new String(data, StandardCharsets.UTF_8) : "bytes " + data.length);
    }

    @Override
    public void close(int code, String reason) {
        got.add("close " + code + " " + reason);
        isEnded = true;
        listener().closed(code == 0 ? 1005 : code, reason, true, false);
    }

    @Override
    public void fail() {
        got.add("fail");
        isEnded = true;
        listener().closed(ABNORMAL, "", false, true);
    }

    @Override
    public void leave(int code) {
        got.add("leave " + code);
    }

    /** What it gets next; waits for it. */
    public String next() {
        try {
            String next = got.poll(30, TimeUnit.SECONDS);
            return next == null ? "nothing" : next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    /** Whether it has got nothing that was not looked at. */
    public boolean isSilent() {
        return got.isEmpty();
    }
}
