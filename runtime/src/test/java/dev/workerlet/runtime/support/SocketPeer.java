package dev.workerlet.runtime.support;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.server.WebSocketUpgradeHandler;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket server on a free loopback port, at {@code /socket}; at {@code /silent} it never answers. It takes the last subprotocol that it is offered, and
 * echoes messages but for a few commands.
 */
public final class SocketPeer implements AutoCloseable {
    private static final int PART_BYTES = 1024 * 1024;
    private static final int PARTS = 17;

    private final Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private final List<String> handshakes = new CopyOnWriteArrayList<>();
    private final List<String> closes = new CopyOnWriteArrayList<>();

    private SocketPeer() {}

    /** A server that runs. */
    public static SocketPeer start() throws Exception {
        SocketPeer peer = new SocketPeer();
        WebSocketUpgradeHandler handler = new WebSocketUpgradeHandler();
        handler.addMapping("/socket", (request, response, callback) -> {
            peer.handshakes.add(request.getHeaders().toString());
            List<String> offered = request.getSubProtocols();
            if (!offered.isEmpty()) {
                response.setAcceptedSubProtocol(offered.get(offered.size() - 1));
            }
            return peer.new Frames();
        });
        peer.server.setHandler(new Handler.Wrapper(handler) {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                return Request.getPathInContext(request).equals("/silent") || super.handle(request, response, callback);
            }
        });
        peer.server.start();
        return peer;
    }

    /** The address of a path. */
    public String url(String path) {
        return "ws://127.0.0.1:" + ((ServerConnector) server.getConnectors()[0]).getLocalPort() + path;
    }

    /** The headers of the handshakes so far. */
    public List<String> handshakes() {
        return handshakes;
    }

    /** Codes and reasons of the Close frames that have come, a space between. */
    public List<String> closes() {
        return closes;
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }

    /** One connection. */
    private final class Frames implements FrameHandler {
        private @Nullable CoreSession session;

        @Override
        public void onOpen(CoreSession opened, Callback callback) {
            session = opened;
            callback.succeeded();
            opened.demand();
        }

        @Override
        public void onFrame(Frame frame, Callback callback) {
            CoreSession opened = session;
            if (opened == null) {
                throw new IllegalStateException("A frame before the connection is open");
            }
            ByteBuffer payload = BufferUtil.copy(frame.getPayload());
            byte opCode = frame.getOpCode();
            boolean isEnd = frame.isFin();
            if (opCode == OpCode.CLOSE) {
                CloseStatus status = CloseStatus.getCloseStatus(frame);
                closes.add(status.getCode() + " " + status.getReason());
            }
            callback.succeeded();
            if (opCode != OpCode.CLOSE) {
                String command = opCode == OpCode.TEXT ? BufferUtil.toUTF8String(payload.slice()) : "";
                if (!obey(opened, command)) {
                    opened.sendFrame(new Frame(opCode, isEnd, payload), Callback.NOOP, false);
                }
                opened.demand();
            }
        }

        private boolean obey(CoreSession opened, String command) {
            switch (command) {
                case "close" -> opened.close(4001, "bye", Callback.NOOP);
                case "drop" -> opened.abort();
                case "ping" -> opened.sendFrame(new Frame(OpCode.PING, true, "p"), Callback.NOOP, false);
                case "bad" ->
                    opened.sendFrame(
                            new Frame(OpCode.TEXT, true, ByteBuffer.wrap(new byte[] {'a', (byte) 0xff})),
                            Callback.NOOP,
                            false);
                case "big" -> sendTooMuch(opened);
                case "many" -> {
                    for (int i = 0; i < 500; i++) {
                        opened.sendFrame(new Frame(OpCode.TEXT, true, String.valueOf(i)), Callback.NOOP, false);
                    }
                }
                default -> {
                    return false;
                }
            }
            return true;
        }

        private void sendTooMuch(CoreSession opened) {
            for (int i = 0; i < PARTS; i++) {
                byte opCode = i == 0 ? OpCode.BINARY : OpCode.CONTINUATION;
                opened.sendFrame(
                        new Frame(opCode, i == PARTS - 1, ByteBuffer.allocate(PART_BYTES)), Callback.NOOP, false);
            }
        }

        @Override
        public void onError(Throwable cause, Callback callback) {
            callback.succeeded();
        }

        @Override
        public void onClosed(CloseStatus status, Callback callback) {
            callback.succeeded();
        }
    }
}
