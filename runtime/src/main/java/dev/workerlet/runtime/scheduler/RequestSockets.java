package dev.workerlet.runtime.scheduler;

import static java.util.Objects.requireNonNull;

import dev.workerlet.runtime.body.HeldBodies;
import dev.workerlet.runtime.eventloop.LoopTimer;
import dev.workerlet.runtime.message.CallbackMessage;
import dev.workerlet.runtime.message.SchedulerMessage;
import dev.workerlet.runtime.message.SocketListener;
import dev.workerlet.runtime.message.SocketPeer;
import dev.workerlet.runtime.network.NetworkClient;
import dev.workerlet.runtime.network.NetworkSocket;
import dev.workerlet.runtime.network.SocketCall;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The WebSockets that one event has open, each an operation that is answered many times: those to other servers, and the
 * one to the event's own client. They end with the event. A socket takes its next message when the turn of the last one is
 * over. Confined to the loop's thread.
 */
final class RequestSockets {
    private static final Logger LOG = LoggerFactory.getLogger(RequestSockets.class);

    /** Sockets to other servers that may be open at once. */
    private static final int MOST_OPEN = 50;

    private static final int GOING_AWAY = 1001;
    /** How long the client may take for the handshake. */
    private static final Duration OPEN_TIMEOUT = Duration.ofSeconds(30);
    /** How long the client may take for its part of the closing handshake. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final int requestId;
    private final RequestOperations operations;
    private final NetworkClient client;
    private final HeldBodies.Share held;
    private final Map<Integer, Socket> open = new HashMap<>();
    private final SocketHandshakes handshakes = new SocketHandshakes();
    private long movedNanos;

    RequestSockets(int requestId, RequestOperations operations, NetworkClient client, HeldBodies.Share held) {
        this.requestId = requestId;
        this.operations = operations;
        this.client = client;
        this.held = held;
    }

    /** Does what JavaScript asked for with one that it has opened. */
    void take(SchedulerMessage.Socket message) {
        Socket socket = open.get(message.socketId());
        // It may have ended while JavaScript did not know yet.
        if (socket == null) {
            return;
        }
        if (message instanceof SchedulerMessage.SocketSend send) {
            socket.send(send);
        } else if (message instanceof SchedulerMessage.SocketAccept) {
            socket.accept();
        } else if (message instanceof SchedulerMessage.SocketClose close) {
            close(socket, close);
        }
    }

    private static void close(Socket socket, SchedulerMessage.SocketClose message) {
        if (socket.withdraw()) {
            socket.closed(SocketListener.ABNORMAL, "", false, true);
        } else if (message.code() == SchedulerMessage.SocketClose.FAIL) {
            socket.peer.fail();
        } else {
            socket.close(message.code(), message.reason());
        }
    }

    /** Opens one to another server. */
    void connect(SchedulerMessage.SocketConnect message, String owner, String loopHeader, SentRequest sent) {
        int socketId = message.socketId();
        int connected = open.size() - (hasHosted() ? 1 : 0);
        if (connected >= MOST_OPEN || !operations.fetches().countOther()) {
            LOG.debug("Request {} may open no further WebSocket", requestId);
            sent.answered();
            refuse(socketId);
            return;
        }
        Socket socket = new Socket(socketId, false, true, sent);
        add(socket);
        SocketCall call = new SocketCall(
                owner,
                operations.limits().outbound(),
                message.url(),
                message.authorization(),
                message.protocols(),
                loopHeader,
                socket);
        socket.connect(call);
    }

    private void add(Socket socket) {
        open.put(socket.id, socket);
        operations.begin(socket.id, socket::leave);
    }

    /** Tells JavaScript that nothing comes of a socket. */
    void refuse(int socketId) {
        operations.begin(socketId, RequestSockets::nothingIsOpen);
        operations.answer(
                socketId,
                new CallbackMessage.SocketClosed(requestId, socketId, SocketListener.ABNORMAL, "", false, true));
    }

    private static void nothingIsOpen() {
        // The refusal will find nobody.
    }

    /** Opens the socket to the event's client. */
    void host(SchedulerMessage.SocketUpgrade message, Function<SocketListener, SocketPeer> upgrade) {
        movedNanos = operations.nowNanos();
        Socket socket = new Socket(message.socketId(), true, message.isAccepted(), SentRequest.NONE);
        add(socket);
        socket.peer = upgrade.apply(socket);
        socket.giveUpAfter(OPEN_TIMEOUT);
    }

    /** Whether the socket to the event's client is open. */
    boolean hasHosted() {
        return open.values().stream().anyMatch(socket -> socket.isHosted);
    }

    /** When something last went through the socket to the event's client, in the loop's nanoseconds. */
    long movedNanos() {
        return movedNanos;
    }

    /** Begins the closing handshake with the event's client. */
    void closeHosted(int code, String reason) {
        for (Socket socket : List.copyOf(open.values())) {
            if (socket.isHosted) {
                socket.close(code, reason);
            }
        }
    }

    /** Leaves the event's client; JavaScript hears nothing of it. */
    void leaveHosted(int code) {
        for (Socket socket : open.values()) {
            if (socket.isHosted) {
                socket.letGo();
                socket.peer.leave(code);
            }
        }
    }

    /** A socket, and what it hears of its other side. */
    private final class Socket implements SocketListener {
        private final int id;
        private final boolean isHosted;
        private final SentRequest sent;
        private final Runnable shake = this::shake;
        private SocketPeer peer = SocketPeer.NONE;
        /** The handshake with another server that waits or is under way. */
        private @Nullable SocketCall handshake;

        private boolean isWithdrawn;
        private boolean isAccepted;
        private boolean isOpened;
        private boolean isClosing;
        private boolean hasNoRoom;
        private @Nullable LoopTimer timer;
        /** Bytes that JavaScript has not been told of. */
        private final AtomicInteger written = new AtomicInteger();
        /** What was sent and is not written yet. */
        private final HeldBodies.Account unsent = held.account();
        /** What has come and was not told yet. */
        private final HeldBodies.Account untold = held.account();

        Socket(int id, boolean isHosted, boolean isAccepted, SentRequest sent) {
            this.id = id;
            this.isHosted = isHosted;
            this.isAccepted = isAccepted;
            this.sent = sent;
        }

        /** Connects to another server, when the event has no other handshake with it under way. */
        void connect(SocketCall call) {
            handshake = call;
            handshakes.begin(call.url(), shake);
        }

        private void shake() {
            NetworkSocket network = client.socket(requireNonNull(handshake));
            network.begin();
            peer = network;
        }

        /** Takes back a handshake that waits: nothing is sent. Returns false where there is none. */
        boolean withdraw() {
            SocketCall call = handshake;
            if (call == null || !handshakes.takeBack(call.url(), shake)) {
                return false;
            }
            handshake = null;
            isWithdrawn = true;
            sent.answered();
            return true;
        }

        private void handshakeOver() {
            SocketCall call = handshake;
            if (call != null) {
                handshake = null;
                handshakes.over(call.url());
            }
        }

        /** The script takes messages. */
        void accept() {
            if (!isAccepted) {
                isAccepted = true;
                if (isOpened) {
                    peer.demand();
                }
            }
        }

        void close(int code, String reason) {
            peer.close(code, reason);
            if (isHosted && !isClosing) {
                isClosing = true;
                giveUpAfter(CLOSE_TIMEOUT);
            }
        }

        /** Where there is no room for the message, the socket fails: its other side must not miss one and get the next. */
        void send(SchedulerMessage.SocketSend message) {
            if (hasNoRoom) {
                return;
            }
            if (unsent.take(message.data().length)) {
                peer.send(message.isText(), message.data());
            } else {
                LOG.warn(
                        "Request {}: a WebSocket has failed, a message of {} bytes has no room beside {} bytes that others"
                                + " have still to read",
                        requestId,
                        message.data().length,
                        held.heldBytesOfAll());
                hasNoRoom = true;
                peer.fail();
            }
        }

        void leave() {
            stopTimer();
            if (!withdraw() && !isOpened && !isWithdrawn) {
                sent.abandoned();
            }
            letGo();
            peer.leave(GOING_AWAY);
        }

        /** Nobody sends or tells anything any more. */
        void letGo() {
            unsent.close();
            untold.close();
        }

        @Override
        public boolean hold(long bytes) {
            return untold.take(bytes);
        }

        @Override
        public void release(long bytes) {
            untold.give(bytes);
        }

        /** Where nothing comes of the socket in time, it has failed. */
        void giveUpAfter(Duration time) {
            stopTimer();
            timer = operations.later(time, () -> {
                leave();
                end(ABNORMAL, "", false, false);
            });
        }

        private void stopTimer() {
            LoopTimer set = timer;
            if (set != null) {
                operations.forget(set);
                timer = null;
            }
        }

        @Override
        public void opened(String protocol, String extensions) {
            operations.onLoop(() -> {
                isOpened = true;
                sent.answered();
                if (!isClosing) {
                    stopTimer();
                }
                tellNow(new CallbackMessage.SocketOpened(requestId, id, protocol, extensions));
                handshakeOver();
            });
        }

        @Override
        public void receivedText(String text) {
            operations.onLoop(() -> tellNow(new CallbackMessage.SocketText(requestId, id, text)));
        }

        @Override
        public void receivedBytes(byte[] data) {
            operations.onLoop(() -> tellNow(new CallbackMessage.SocketBytes(requestId, id, data)));
        }

        private void tellNow(CallbackMessage message) {
            movedNanos = operations.nowNanos();
            if (operations.tellNow(id, message) && isAccepted) {
                peer.demand();
            }
        }

        @Override
        public void written(int count) {
            unsent.give(count);
            // What is written until the loop comes to it is told in one turn.
            if (written.getAndAdd(count) == 0) {
                operations.onLoop(() -> {
                    movedNanos = operations.nowNanos();
                    operations.tellNow(id, new CallbackMessage.SocketWritten(requestId, id, written.getAndSet(0)));
                });
            }
        }

        @Override
        public void closed(int code, String reason, boolean isClean, boolean isFailed) {
            operations.onLoop(() -> end(code, reason, isClean, isFailed));
        }

        private void end(int code, String reason, boolean isClean, boolean isFailed) {
            letGo();
            stopTimer();
            sent.answered();
            open.remove(id);
            operations.answerNow(id, new CallbackMessage.SocketClosed(requestId, id, code, reason, isClean, isFailed));
            handshakeOver();
        }
    }
}
