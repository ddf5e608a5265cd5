package dev.workerlet.runtime.network;

import dev.workerlet.runtime.message.SocketListener;
import dev.workerlet.runtime.message.SocketPeer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.client.WebSocketCoreClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A WebSocket to another server. */
public final class NetworkSocket implements SocketPeer {
    private static final Logger LOG = LoggerFactory.getLogger(NetworkSocket.class);

    /** How long a server may take for its part of the closing handshake. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final SocketCall call;
    private final OwnerExchanges owners;
    private final Consumer<Consumer<@Nullable WebSocketCoreClient>> clients;
    private final AtomicReference<@Nullable CoreSession> session = new AtomicReference<>();
    private final AtomicReference<@Nullable CompletableFuture<CoreSession>> handshake = new AtomicReference<>();
    private final AtomicReference<@Nullable WebSocketCoreClient> client = new AtomicReference<>();
    /** What is to be sent; set with the client. */
    private final AtomicReference<@Nullable SerialTasks> tasks = new AtomicReference<>();
    /** The observer hears nothing further. */
    private final AtomicBoolean over = new AtomicBoolean();

    private final Runnable start = this::start;
    /** There was no place for it among its owner's. */
    private final AtomicBoolean refused = new AtomicBoolean();

    private final AtomicBoolean closing = new AtomicBoolean();
    /** A frame is demanded and has not come. */
    private final AtomicBoolean demanding = new AtomicBoolean();

    NetworkSocket(SocketCall call, OwnerExchanges owners, Consumer<Consumer<@Nullable WebSocketCoreClient>> clients) {
        this.call = call;
        this.owners = owners;
        this.clients = clients;
    }

    /** Connects, now or when its owner has room. Called once. */
    public void begin() {
        if (!owners.acquire(call.owner(), start)) {
            LOG.debug("The owner has too many WebSockets for one to {}", call.url());
            refused.set(true);
            end(SocketListener.ABNORMAL, "", false);
        }
    }

    private void start() {
        clients.accept(started -> {
            if (started == null) {
                end(SocketListener.ABNORMAL, "", false);
            } else if (!over.get()) {
                client.set(started);
                tasks.set(new SerialTasks(started.getHttpClient().getExecutor()));
                connect(started);
            }
        });
    }

    @SuppressWarnings("FutureReturnValueIgnored") // its failures are told
    private void connect(WebSocketCoreClient started) {
        try {
            CompletableFuture<CoreSession> connecting =
                    started.connect(SocketHandshake.request(started, call, new SocketFrames(this, call.observer())));
            handshake.set(connecting);
            connecting.whenComplete((opened, failure) -> {
                if (failure != null) {
                    failed(failure);
                }
            });
            if (over.get()) {
                connecting.cancel(true);
            }
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
    }

    void opened(CoreSession opened) {
        session.set(opened);
        if (over.get()) {
            goAway(opened, CloseStatus.SHUTDOWN);
        }
    }

    void failed(Throwable cause) {
        if (!over.get()) {
            LOG.debug("The WebSocket to {} failed", call.url(), cause);
        }
        end(SocketListener.ABNORMAL, "", false);
    }

    /** Tells the observer that it is over, the first time. */
    void end(int code, String reason, boolean isClean) {
        if (over.compareAndSet(false, true)) {
            leavePlace();
            call.observer().closed(code, reason, isClean, !isClean && !closing.get());
        }
    }

    boolean isOver() {
        return over.get();
    }

    @Override
    public void demand() {
        CoreSession opened = session.get();
        if (opened != null && demanding.compareAndSet(false, true)) {
            // What has come already is parsed and inflated by whoever demands it: not on a loop's thread.
            onClient(executor -> executor.execute(() -> demandFrame(opened)));
        }
    }

    /** Takes the next frame; on a thread of the client. */
    void demandHere() {
        CoreSession opened = session.get();
        if (opened != null && demanding.compareAndSet(false, true)) {
            demandFrame(opened);
        }
    }

    /** Nothing comes of a connection that is closed; it may be closed just now, and then refuses. */
    private void demandFrame(CoreSession opened) {
        if (opened.isClosed()) {
            return;
        }
        try {
            opened.demand();
        } catch (IllegalStateException e) {
            LOG.debug("The WebSocket to {} was closed meanwhile", call.url(), e);
        }
    }

    /** A frame has come: the next one may be demanded. */
    void taken() {
        demanding.set(false);
    }

    /** Only where there is a session, and so a client. */
    private HttpClient http() {
        return Objects.requireNonNull(client.get()).getHttpClient();
    }

    @Override
    public void send(boolean isText, byte[] data) {
        CoreSession opened = session.get();
        if (opened != null) {
            Frame frame = new Frame(isText ? OpCode.TEXT : OpCode.BINARY, true, ByteBuffer.wrap(data));
            int length = data.length;
            Callback written = Callback.from(
                    () -> call.observer().written(length),
                    failure -> LOG.debug("A message to {} was not written", call.url(), failure));
            // Deflating takes its time.
            later(() -> opened.sendFrame(frame, written, false));
        }
    }

    @Override
    public void close(int code, String reason) {
        CoreSession opened = session.get();
        if (opened == null) {
            fail();
        } else if (closing.compareAndSet(false, true)) {
            later(() -> sendClose(opened, code, reason));
            abortLater(opened);
        }
    }

    private static void sendClose(CoreSession opened, int code, String reason) {
        if (code == 0) {
            opened.close(Callback.NOOP);
        } else {
            opened.close(code, reason, Callback.NOOP);
        }
    }

    /** Sends something, on a thread of the client, after what was sent before. */
    private void later(Runnable task) {
        onClient(executor -> Objects.requireNonNull(tasks.get()).add(task));
    }

    private void onClient(Consumer<Executor> action) {
        try {
            action.accept(http().getExecutor());
        } catch (RejectedExecutionException e) {
            LOG.debug("The client has stopped, and with it the WebSocket to {}", call.url(), e);
        }
    }

    @Override
    public void fail() {
        fail(CloseStatus.SHUTDOWN, "it was given up");
    }

    void fail(int code, String why) {
        failed(new IOException(why));
        stop(code);
    }

    @Override
    public void leave(int code) {
        if (over.compareAndSet(false, true)) {
            leavePlace();
        }
        stop(code);
    }

    private void leavePlace() {
        if (!refused.get() && !owners.withdraw(call.owner(), start)) {
            owners.release(call.owner());
        }
    }

    private void stop(int code) {
        CoreSession opened = session.get();
        CompletableFuture<CoreSession> connecting = handshake.get();
        if (opened != null) {
            goAway(opened, code);
        } else if (connecting != null) {
            connecting.cancel(true);
        }
    }

    /** Closes politely: what still comes is read and dropped until the server answers. */
    private void goAway(CoreSession opened, int code) {
        later(() -> opened.sendFrame(new FailureFrame(code), Callback.NOOP, false));
        abortLater(opened);
        demand();
    }

    private void abortLater(CoreSession opened) {
        Scheduler.Task abort =
                http().getScheduler().schedule(opened::abort, CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        LOG.trace("To be aborted: {}", abort);
    }
}
