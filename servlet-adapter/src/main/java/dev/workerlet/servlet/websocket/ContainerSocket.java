package dev.workerlet.servlet.websocket;

import dev.workerlet.runtime.limits.SocketLimits;
import dev.workerlet.runtime.message.SocketListener;
import dev.workerlet.runtime.message.SocketPeer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client's side of a WebSocket, whatever carries it. Thread-safe.
 *
 * <p>Containers hand over messages as they come. A bounded number waits here until they are demanded; a further one holds the
 * container's thread, and with it the connection, for a bounded time, after which the socket is closed. Messages to the client
 * go out one at a time.
 */
public final class ContainerSocket implements SocketPeer {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerSocket.class);
    private static final int GOING_AWAY = 1001;
    private static final int POLICY_VIOLATION = 1008;
    private static final int INTERNAL_ERROR = 1011;

    /** What carries the messages. May block, but for {@code send}. */
    interface Connection {
        /** Sends one message; {@code sent} hears how it went. Called again when it has returned and {@code sent} was told. */
        void send(boolean isText, byte[] data, Consumer<@Nullable Throwable> sent);

        /** Begins the closing handshake; 0 for no code. */
        void close(int code, String reason);
    }

    /** A message of the client: a text, or bytes. */
    record Message(@Nullable String text, byte @Nullable [] bytes, long length) {}

    /** What goes to the client: a message, or where it has a code, the end. */
    private record Outgoing(boolean isText, byte[] data, int code, String reason) {
        private static final int MESSAGE = -1;

        boolean isMessage() {
            return code == MESSAGE;
        }
    }

    private record End(int code, String reason, boolean isClean) {}

    private final SocketListener listener;
    private final SocketLimits limits;
    private final SocketThreads threads;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by lock, under which the listener is told, so that it hears everything in order.
    private final Queue<Message> waiting = new ArrayDeque<>();
    private final Queue<Outgoing> outgoing = new ArrayDeque<>();
    private long waitingBytes;
    private boolean demanded;
    /** The connection has not said yet how the last one went. */
    private boolean sending;
    /** The call that handed it over has not returned: Jetty lets no other kind of message begin before. */
    private boolean handing;

    private @Nullable Connection connection;
    private @Nullable End end;
    /** The listener hears nothing further. */
    private boolean over;

    private int leftWith;

    ContainerSocket(SocketListener listener, SocketLimits limits, SocketThreads threads) {
        this.listener = listener;
        this.limits = limits;
        this.threads = threads;
    }

    /** Counts a part of a message. Returns false where there is no room for it. */
    boolean hold(int bytes) {
        return listener.hold(bytes);
    }

    SocketLimits limits() {
        return limits;
    }

    // ---- the container's side

    void opened(Connection opened, String protocol, String extensions) {
        boolean isLate;
        lock.lock();
        try {
            connection = opened;
            isLate = over;
            if (!over) {
                listener.opened(protocol, extensions);
            }
        } finally {
            lock.unlock();
        }
        if (isLate) {
            opened.close(leftWith == 0 ? GOING_AWAY : leftWith, "");
        } else {
            sendNext();
        }
    }

    /** Nothing comes of the handshake. */
    public void refused() {
        closed(SocketListener.ABNORMAL, "", false);
    }

    /** A message has come. May hold the thread. */
    void received(Message message) {
        lock.lock();
        try {
            if (awaitRoom(message)) {
                waiting.add(message);
                waitingBytes += message.length();
                deliver();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            refuseMessage();
        } finally {
            lock.unlock();
        }
    }

    /** Whether there is room in the end. */
    private boolean awaitRoom(Message message) throws InterruptedException {
        if (hasRoom(message)) {
            return true;
        }
        if (over || end != null) {
            return false;
        }
        if (!threads.held().tryAcquire()) {
            refuseMessage();
            return false;
        }
        try {
            long nanos = limits.hold().toNanos();
            while (!hasRoom(message) && !over && end == null && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
        } finally {
            threads.held().release();
        }
        if (!hasRoom(message)) {
            refuseMessage();
            return false;
        }
        return true;
    }

    private boolean hasRoom(Message message) {
        return !over
                && end == null
                && (waiting.isEmpty()
                        || (waiting.size() < limits.waitingMessages()
                                && waitingBytes + message.length() <= limits.waitingBytes()));
    }

    private void refuseMessage() {
        Connection known = connection;
        if (!over && end == null && known != null) {
            LOG.warn(
                    "A WebSocket is closed: its worker takes messages more slowly than they come, {} wait",
                    waiting.size());
            threads.close(() -> known.close(POLICY_VIOLATION, "The server can't keep up"));
        }
    }

    void closed(int code, String reason, boolean isClean) {
        lock.lock();
        try {
            if (end == null) {
                end = new End(code, reason, isClean);
                outgoing.clear();
                changed.signalAll();
                deliver();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Tells the listener what is due. */
    private void deliver() {
        if (over) {
            return;
        }
        Message next = demanded ? waiting.poll() : null;
        End ended = end;
        if (next != null) {
            demanded = false;
            waitingBytes -= next.length();
            listener.release(next.length());
            changed.signalAll();
            tell(next);
        } else if (waiting.isEmpty() && ended != null) {
            over = true;
            listener.closed(ended.code(), ended.reason(), ended.isClean(), false);
        }
    }

    private void tell(Message message) {
        String text = message.text();
        byte[] bytes = message.bytes();
        if (text != null) {
            listener.receivedText(text);
        } else if (bytes != null) {
            listener.receivedBytes(bytes);
        }
    }

    // ---- the script's side

    @Override
    public void demand() {
        lock.lock();
        try {
            demanded = true;
            deliver();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void send(boolean isText, byte[] data) {
        add(new Outgoing(isText, data, Outgoing.MESSAGE, ""));
    }

    @Override
    public void close(int code, String reason) {
        add(new Outgoing(false, new byte[0], code, reason));
    }

    private void add(Outgoing item) {
        lock.lock();
        try {
            if (over || end != null) {
                return;
            }
            outgoing.add(item);
        } finally {
            lock.unlock();
        }
        sendNext();
    }

    /** Hands the next one to the connection, when the last one has been written. */
    private void sendNext() {
        lock.lock();
        try {
            Connection known = connection;
            Outgoing next = known == null || sending || handing || over ? null : outgoing.poll();
            if (known != null && next != null) {
                sending = true;
                handing = true;
                threads.send(() -> send(known, next));
            }
        } finally {
            lock.unlock();
        }
    }

    private void send(Connection known, Outgoing item) {
        if (!item.isMessage()) {
            // Nothing is sent after it.
            known.close(item.code(), item.reason());
            return;
        }
        try {
            known.send(item.isText(), item.data(), failure -> sent(known, item, failure));
        } catch (RuntimeException e) {
            sent(known, item, e);
        }
        lock.lock();
        try {
            handing = false;
        } finally {
            lock.unlock();
        }
        sendNext();
    }

    private void sent(Connection known, Outgoing item, @Nullable Throwable failure) {
        if (failure != null) {
            lose(known, failure);
            return;
        }
        lock.lock();
        try {
            sending = false;
            if (!over) {
                listener.written(item.data().length);
            }
        } finally {
            lock.unlock();
        }
        sendNext();
    }

    /** A message that could not be sent ends the socket: the client must not miss one and get the next. */
    private void lose(Connection known, Throwable failure) {
        LOG.debug("A message was not written", failure);
        closed(SocketListener.ABNORMAL, "", false);
        threads.close(() -> known.close(INTERNAL_ERROR, ""));
    }

    @Override
    public void fail() {
        lock.lock();
        try {
            if (!over) {
                listener.closed(SocketListener.ABNORMAL, "", false, true);
            }
            leave(INTERNAL_ERROR);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void leave(int code) {
        lock.lock();
        try {
            if (leftWith != 0) {
                return;
            }
            over = true;
            leftWith = code;
            waiting.clear();
            outgoing.clear();
            changed.signalAll();
            Connection known = connection;
            if (known != null && end == null) {
                threads.close(() -> known.close(code, ""));
            }
        } finally {
            lock.unlock();
        }
    }
}
