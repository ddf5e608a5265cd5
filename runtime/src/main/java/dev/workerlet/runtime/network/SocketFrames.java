package dev.workerlet.runtime.network;

import dev.workerlet.runtime.message.SocketListener;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.stream.Collectors;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.ExtensionConfig;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/**
 * What a server sends over a WebSocket, frame by frame, made into messages. Each frame is demanded: within a message
 * here, the first one of the next by {@link NetworkSocket#demand}. Called by one thread at a time.
 */
final class SocketFrames implements FrameHandler {
    private static final int NO_CODE = 1005;

    private final NetworkSocket socket;
    private final SocketListener observer;
    private @Nullable CoreSession session;
    /** The message that is under way. */
    private @Nullable SocketMessage message;
    /** What the server's Close frame says. */
    private @Nullable CloseStatus received;

    SocketFrames(NetworkSocket socket, SocketListener observer) {
        this.socket = socket;
        this.observer = observer;
    }

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
        session = opened;
        socket.opened(opened);
        callback.succeeded();
        if (!socket.isOver()) {
            String protocol = opened.getNegotiatedSubProtocol();
            String extensions = opened.getNegotiatedExtensions().stream()
                    .map(ExtensionConfig::getParameterizedName)
                    .collect(Collectors.joining(", "));
            observer.opened(protocol == null ? "" : protocol, extensions);
        }
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        socket.taken();
        switch (frame.getOpCode()) {
            case OpCode.PING -> pong(frame, callback);
            case OpCode.PONG -> {
                callback.succeeded();
                socket.demandHere();
            }
            case OpCode.CLOSE -> {
                received = CloseStatus.getCloseStatus(frame);
                callback.succeeded();
            }
            default -> add(frame, callback);
        }
    }

    /** The next frame is taken when the answer is written: a flood of pings must not pile up answers. */
    private void pong(Frame frame, Callback callback) {
        ByteBuffer payload = BufferUtil.copy(frame.getPayload());
        callback.succeeded();
        CoreSession opened = session;
        if (opened != null) {
            opened.sendFrame(
                    new Frame(OpCode.PONG, true, payload), Callback.from(socket::demandHere, socket::failed), false);
        }
    }

    private void add(Frame frame, Callback callback) {
        if (socket.isOver()) {
            message = null;
            callback.succeeded();
            socket.demandHere();
            return;
        }
        SocketMessage current = message == null ? new SocketMessage(frame) : message;
        message = current;
        boolean isEnd = frame.isFin();
        boolean hasRoom = observer.hold(frame.getPayloadLength());
        boolean fits = current.add(frame);
        callback.succeeded();
        if (!fits) {
            message = null;
            socket.fail(
                    CloseStatus.MESSAGE_TOO_LARGE, "a message has more than " + SocketMessage.LIMIT_BYTES + " bytes");
        } else if (!hasRoom) {
            message = null;
            socket.fail(CloseStatus.POLICY_VIOLATION, "there is no room for a message");
        } else if (!isEnd) {
            socket.demandHere();
        } else {
            message = null;
            tell(current);
        }
    }

    private void tell(SocketMessage whole) {
        observer.release(whole.length());
        try {
            whole.tell(observer);
        } catch (CharacterCodingException e) {
            socket.fail(CloseStatus.BAD_PAYLOAD, "a text message is not UTF-8");
        }
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        socket.failed(cause);
        callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        CloseStatus theirs = received;
        if (theirs == null) {
            socket.end(SocketListener.ABNORMAL, "", false);
        } else {
            String reason = theirs.getReason();
            int code = theirs.getCode();
            socket.end(code <= 0 ? NO_CODE : code, reason == null ? "" : reason, true);
        }
        callback.succeeded();
    }
}
