package dev.workerlet.servlet.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.limits.SocketLimits;
import dev.workerlet.runtime.message.SocketListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ContainerSocketTest {
    private static final long SECONDS = 15;
    /** How long a second message is given to come too early. */
    private static final long GRACE_MILLIS = 100;

    private final SocketThreads threads = new SocketThreads();
    private final Script script = new Script();
    private final ContainerSocket socket = new ContainerSocket(script, SocketLimits.DEFAULTS, threads);

    @AfterEach
    void close() {
        threads.close();
    }

    private void send(String text) {
        socket.send(true, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String take(BlockingQueue<String> queue) throws InterruptedException {
        String taken = queue.poll(SECONDS, TimeUnit.SECONDS);
        return taken == null ? "nothing" : taken;
    }

    @Test
    void send_theCallBeforeHasNotReturned_waits() throws Exception {
        AtomicBoolean isWithin = new AtomicBoolean();
        CountDownLatch tooEarly = new CountDownLatch(1);
        Client client = new Client() {
            @Override
            public void send(boolean isText, byte[] data, Consumer<@Nullable Throwable> sent) {
                if (!isWithin.compareAndSet(false, true)) {
                    tooEarly.countDown();
                }
                did.add("begin");
                sent.accept(null);
                boolean isEarly = await(tooEarly);
                isWithin.set(false);
                did.add(isEarly ? "too early" : "end");
            }
        };
        socket.opened(client, "", "");
        send("one");
        send("two");

        assertThat(take(client.did) + " " + take(client.did) + " " + take(client.did) + " " + take(client.did))
                .isEqualTo("begin end begin end");
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(GRACE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void send_thatFails_endsTheSocket() throws Exception {
        Client client = new Client() {
            @Override
            public void send(boolean isText, byte[] data, Consumer<@Nullable Throwable> sent) {
                did.add("send");
                sent.accept(new IOException("broken"));
            }
        };
        socket.opened(client, "", "");
        send("one");
        assertThat(take(client.did) + " " + take(client.did)).isEqualTo("send close 1011");
        send("two");

        assertThat(take(script.heard)).isEqualTo("opened");
        assertThat(take(script.heard)).isEqualTo("closed 1006 unclean");
        assertThat(client.did).isEmpty();
        assertThat(script.heard).isEmpty();
    }

    @Test
    void send_thatThrows_endsTheSocket() throws Exception {
        Client client = new Client() {
            @Override
            public void send(boolean isText, byte[] data, Consumer<@Nullable Throwable> sent) {
                throw new IllegalStateException("closed already");
            }
        };
        socket.opened(client, "", "");
        send("one");

        assertThat(take(client.did)).isEqualTo("close 1011");
        assertThat(take(script.heard)).isEqualTo("opened");
        assertThat(take(script.heard)).isEqualTo("closed 1006 unclean");
    }

    @Test
    void close_afterMessages_comesBehindThem() throws Exception {
        Client client = new Client() {
            @Override
            public void send(boolean isText, byte[] data, Consumer<@Nullable Throwable> sent) {
                did.add((isText ? "text " : "bytes ") + new String(data, StandardCharsets.UTF_8));
                sent.accept(null);
            }
        };
        send("before it is open");
        socket.opened(client, "", "");
        socket.send(false, new byte[] {'b'});
        socket.close(4000, "done");

        assertThat(take(client.did)).isEqualTo("text before it is open");
        assertThat(take(client.did)).isEqualTo("bytes b");
        assertThat(take(client.did)).isEqualTo("close 4000");
    }

    @Test
    void messageInParts_withoutRoom_closesTheConnection() throws Exception {
        Client client = quiet();
        socket.opened(client, "", "");
        assertThat(take(script.heard)).isEqualTo("opened");
        socket.demand();
        script.room = 10;
        MessageParts parts = new MessageParts(socket, client);

        parts.bytes(ByteBuffer.allocate(6), false);
        parts.bytes(ByteBuffer.allocate(6), true);
        parts.bytes(ByteBuffer.allocate(1), true);

        assertThat(take(client.did)).isEqualTo("close 1013");
        assertThat(client.did).isEmpty();
        assertThat(script.heard).isEmpty();
    }

    @Test
    void messages_countUntilTheScriptHasThem() throws Exception {
        Client client = quiet();
        socket.opened(client, "", "");
        script.room = 10;
        MessageParts parts = new MessageParts(socket, client);

        parts.text("one", true);
        parts.text("two", true);
        assertThat(script.room).isEqualTo(4);
        socket.demand();
        assertThat(script.room).isEqualTo(7);
        socket.demand();

        assertThat(script.room).isEqualTo(10);
        assertThat(take(script.heard)).isEqualTo("opened");
        assertThat(take(script.heard)).isEqualTo("text one");
        assertThat(take(script.heard)).isEqualTo("text two");
    }

    private static Client quiet() {
        return new Client() {
            @Override
            public void send(boolean isText, byte[] data, Consumer<@Nullable Throwable> sent) {
                sent.accept(null);
            }
        };
    }

    /** Notes what is done to it. */
    private abstract static class Client implements ContainerSocket.Connection {
        final BlockingQueue<String> did = new LinkedBlockingQueue<>();

        @Override
        public void close(int code, String reason) {
            did.add("close " + code);
        }
    }

    /** Notes what it hears. */
    private static final class Script implements SocketListener {
        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private long room = Long.MAX_VALUE;

        @Override
        public boolean hold(long bytes) {
            boolean fits = bytes <= room;
            room -= fits ? bytes : 0;
            return fits;
        }

        @Override
        public void release(long bytes) {
            room += bytes;
        }

        @Override
        public void opened(String protocol, String extensions) {
            heard.add("opened");
        }

        @Override
        public void receivedText(String text) {
            heard.add("text " + text);
        }

        @Override
        public void receivedBytes(byte[] data) {
            heard.add("bytes " + data.length);
        }

        @Override
        public void written(int count) {
            // Not looked at.
        }

        @Override
        public void closed(int code, String reason, boolean isClean, boolean isFailed) {
            heard.add("closed " + code + (isClean ? "" : " unclean") + (isFailed ? " failed" : ""));
        }
    }
}
