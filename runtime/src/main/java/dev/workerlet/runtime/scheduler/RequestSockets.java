package dev.workerlet.runtime.scheduler;

import dev.workerlet.runtime.message.CallbackMessage;
import dev.workerlet.runtime.message.SchedulerMessage;
import dev.workerlet.runtime.network.NetworkClient;
import dev.workerlet.runtime.network.NetworkSocket;
import dev.workerlet.runtime.network.SocketCall;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The WebSockets that one event has open, each an operation that is answered many times. They end with the event. A
 * socket takes its next message when the turn of the last one is over. Confined to the loop's thread.
 */
final class RequestSockets {
    private static final Logger LOG = LoggerFactory.getLogger(RequestSockets.class);

    /** Sockets that may be open at once. */
    private static final int MOST_OPEN = 50;

    private final int requestId;
    private final RequestOperations operations;
    private final NetworkClient client;
    private final Map<Integer, Socket> open = new HashMap<>();

    RequestSockets(int requestId, RequestOperations operations, NetworkClient client) {
        this.requestId = requestId;
        this.operations = operations;
        this.client = client;
    }

    /** Does what JavaScript asked for. */
    void take(SchedulerMessage.Socket message, String owner) {
        if (message instanceof SchedulerMessage.SocketConnect connect) {
            connect(connect, owner);
            return;
        }
        Socket socket = open.get(message.socketId());
        // It may have ended while JavaScript did not know yet.
        if (socket == null) {
            return;
        }
        if (message instanceof SchedulerMessage.SocketSend send) {
            socket.network.send(send.isText(), send.data());
        } else if (message instanceof SchedulerMessage.SocketClose close) {
            close(socket.network, close);
        }
    }

    private static void close(NetworkSocket socket, SchedulerMessage.SocketClose message) {
        if (message.code() == SchedulerMessage.SocketClose.FAIL) {
            socket.fail();
        } else {
            socket.close(message.code(), message.reason());
        }
    }

    private void connect(SchedulerMessage.SocketConnect message, String owner) {
        int socketId = message.socketId();
        if (open.size() >= MOST_OPEN || !operations.fetches().countOther()) {
            LOG.debug("Request {} may open no further WebSocket", requestId);
            operations.begin(socketId, RequestSockets::nothingIsOpen);
            operations.answer(
                    socketId,
                    new CallbackMessage.SocketClosed(requestId, socketId, SocketCall.ABNORMAL, "", false, true));
            return;
        }
        Socket socket = new Socket(socketId, owner, message);
        open.put(socketId, socket);
        operations.begin(socketId, socket.network::leave);
        socket.network.begin();
    }

    private static void nothingIsOpen() {
        // The refusal will find nobody.
    }

    /** A socket, and what it hears from the network. */
    private final class Socket implements SocketCall.Observer {
        private final int id;
        private final NetworkSocket network;
        /** Bytes that JavaScript has not been told of. */
        private final AtomicInteger written = new AtomicInteger();

        Socket(int id, String owner, SchedulerMessage.SocketConnect message) {
            this.id = id;
            this.network = client.socket(new SocketCall(
                    owner,
                    operations.limits().outbound(),
                    message.url(),
                    message.authorization(),
                    message.protocols(),
                    this));
        }

        @Override
        public void opened(String protocol, String extensions) {
            tellAndDemand(new CallbackMessage.SocketOpened(requestId, id, protocol, extensions));
        }

        @Override
        public void receivedText(String text) {
            tellAndDemand(new CallbackMessage.SocketText(requestId, id, text));
        }

        @Override
        public void receivedBytes(byte[] data) {
            tellAndDemand(new CallbackMessage.SocketBytes(requestId, id, data));
        }

        private void tellAndDemand(CallbackMessage message) {
            operations.onLoop(() -> {
                if (operations.tellNow(id, message)) {
                    network.demand();
                }
            });
        }

        @Override
        public void written(int count) {
            // What is written until the loop comes to it is told in one turn.
            if (written.getAndAdd(count) == 0) {
                operations.onLoop(() ->
                        operations.tellNow(id, new CallbackMessage.SocketWritten(requestId, id, written.getAndSet(0))));
            }
        }

        @Override
        public void closed(int code, String reason, boolean isClean, boolean isFailed) {
            operations.onLoop(() -> {
                open.remove(id);
                operations.answerNow(
                        id, new CallbackMessage.SocketClosed(requestId, id, code, reason, isClean, isFailed));
            });
        }
    }
}
