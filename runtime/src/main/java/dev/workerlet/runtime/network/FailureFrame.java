package dev.workerlet.runtime.network;

import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/**
 * A Close frame that tells a server of a failure, after which the connection stays until the server has answered.
 *
 * <p>Jetty would cut the connection as soon as the frame is written. A server that is still sending then gets a reset, and
 * may never read why.
 */
final class FailureFrame extends Frame implements CloseStatus.Supplier {
    private static final CloseStatus ORDINARY = new CloseStatus(CloseStatus.NORMAL);

    FailureFrame(int code) {
        super(OpCode.CLOSE, true, CloseStatus.asPayloadBuffer(code, null));
    }

    /** What Jetty takes it for, not what it says. */
    @Override
    public CloseStatus getCloseStatus() {
        return ORDINARY;
    }
}
