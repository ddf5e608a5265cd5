package dev.workerlet.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.limits.SocketLimits;
import dev.workerlet.runtime.message.HeaderList;
import dev.workerlet.servlet.container.ContainerTest;
import dev.workerlet.servlet.container.EchoSocket;
import dev.workerlet.servlet.container.FakeWorkerlet;
import dev.workerlet.servlet.container.RawSocket;
import dev.workerlet.servlet.container.RawSocket.Frame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WebSockets of workers in any container. */
abstract class WebSocketContract extends ContainerTest {
    private static final Map<String, String> SCRIPT = Map.of("script", "workers/socket.js");
    private static final HeaderList NONE = new HeaderList();
    private static final String SERVLET = "/app/socket";
    private static final String FILTER = "/app/filtered/socket";

    private final BlockingQueue<EchoSocket> sockets = new LinkedBlockingQueue<>();

    @BeforeEach
    void writeScript() throws IOException {
        file("WEB-INF/workers/socket.js", "export default {}");
        file("folder/room.js", "export default {}");
    }

    private void serve(HeaderList headers, SocketLimits limits, boolean takesMessages) throws Exception {
        FakeWorkerlet.Handler handler =
                (worker, request, exchange) -> sockets.add(EchoSocket.answer(exchange, headers, limits, takesMessages));
        for (String name : List.of("socket", "socket-at-once", "filter", "room")) {
            workers.put(name, handler);
        }
        servlet("socket", new WorkerServlet(), SCRIPT, "/socket");
        servlet("socket-at-once", new WorkerServlet(), SCRIPT, "/at-once");
        servlet("folder", new WorkerFolderServlet(root.resolve("folder")), Map.of(), "/folder/*");
        filter("filter", new WorkerFilter(), SCRIPT, "/filtered/*");
        start();
    }

    private void serve() throws Exception {
        serve(NONE, SocketLimits.DEFAULTS, true);
    }

    private RawSocket connect(String path, String headers) throws IOException {
        RawSocket socket = new RawSocket(container.port(), path, headers);
        assertThat(socket.head()).startsWith("HTTP/1.1 101");
        return socket;
    }

    private EchoSocket server() throws InterruptedException {
        return Objects.requireNonNull(sockets.poll(60, TimeUnit.SECONDS));
    }

    @ParameterizedTest
    @ValueSource(strings = {SERVLET, "/app/at-once", FILTER, "/app/folder/room"})
    void messages_goBothWays(String path) throws Exception {
        serve();
        try (RawSocket socket = connect(path, "")) {
            socket.sendText("täxt");
            assertThat(socket.readMessage().text()).isEqualTo("täxt");
            socket.send(RawSocket.BINARY, new byte[100_000]);
            assertThat(socket.readMessage().payload()).hasSize(100_000);
            EchoSocket server = server();
            until(() -> server.written.get() == 100_005);
            socket.sendClose(4000, "bye");
            assertThat(socket.readMessage().closeCode()).isEqualTo(4000);
            assertThat(server.next()).isEqualTo("opened |");
            assertThat(server.next()).isEqualTo("closed 4000 bye");
        }
        assertThat(aborted).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {SERVLET, FILTER})
    void headersAndProtocol_areTheScripts(String path) throws Exception {
        HeaderList headers = new HeaderList()
                .add("x-own", "1")
                .add("set-cookie", "a=b")
                .add("set-cookie", "c=d")
                .add("sec-websocket-protocol", "chat.2")
                .add("sec-websocket-accept", "nonsense")
                .add("content-length", "7");
        serve(headers, SocketLimits.DEFAULTS, true);
        try (RawSocket socket = connect(path, "Sec-WebSocket-Protocol: chat.1, chat.2\r\n")) {
            assertThat(socket.head())
                    .containsIgnoringCase("x-own: 1\r\n")
                    .containsIgnoringCase("set-cookie: a=b\r\n")
                    .containsIgnoringCase("set-cookie: c=d\r\n")
                    .containsOnlyOnce("chat.2")
                    .doesNotContain("nonsense")
                    .doesNotContainIgnoringCase("content-length: 7");
            assertThat(server().next()).isEqualTo("opened chat.2|");
        }
    }

    @Test
    void deflate_isToldToTheScript() throws Exception {
        serve();
        try (RawSocket socket = connect(SERVLET, "Sec-WebSocket-Extensions: permessage-deflate\r\n")) {
            assertThat(socket.head()).containsIgnoringCase("permessage-deflate");
            assertThat(server().next()).isEqualTo("opened |permessage-deflate");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 4999})
    void close_byTheScript_sendsItsCode(int code) throws Exception {
        serve();
        try (RawSocket socket = connect(SERVLET, "")) {
            EchoSocket server = server();
            server.peer().send(true, "last".getBytes(StandardCharsets.UTF_8));
            server.peer().close(code, "grüße");
            assertThat(socket.readMessage().text()).isEqualTo("last");
            Frame close = socket.readMessage();
            assertThat(close.closeCode()).isEqualTo(code);
            assertThat(close.closeReason()).isEqualTo("grüße");
            socket.sendClose(code, "grüße");
            assertThat(socket.readsEnd()).isTrue();
            assertThat(server.next()).isEqualTo("opened |");
            assertThat(server.next()).isEqualTo("closed " + code + " grüße");
        }
    }

    @Test
    void close_withoutACode_isNormal() throws Exception {
        serve();
        try (RawSocket socket = connect(SERVLET, "")) {
            server().peer().close(0, "");
            assertThat(socket.readMessage().closeCode()).isEqualTo(1000);
        }
    }

    @Test
    void leave_closesAndTellsNothing() throws Exception {
        serve();
        try (RawSocket socket = connect(FILTER, "")) {
            EchoSocket server = server();
            assertThat(server.next()).isEqualTo("opened |");
            server.peer().leave(1011);
            server.peer().leave(1001);
            assertThat(socket.readMessage().closeCode()).isEqualTo(1011);
            socket.sendClose(1011, "");
            assertThat(socket.readsEnd()).isTrue();
            assertThat(server.heard).isEmpty();
        }
    }

    @Test
    void fail_isAbnormal() throws Exception {
        serve();
        try (RawSocket socket = connect(SERVLET, "")) {
            EchoSocket server = server();
            assertThat(server.next()).isEqualTo("opened |");
            server.peer().fail();
            assertThat(socket.readMessage().closeCode()).isEqualTo(1011);
            assertThat(server.next()).isEqualTo("closed 1006  unclean failed");
        }
    }

    @Test
    void client_thatDisappears_isAbnormal() throws Exception {
        serve();
        connect(SERVLET, "").close();
        EchoSocket server = server();
        assertThat(server.next()).isEqualTo("opened |");
        assertThat(server.next()).startsWith("closed 1006").endsWith("unclean");
        assertThat(aborted).isEmpty();
    }

    @Test
    void messages_theScriptSendsAtOnce_keepTheirOrder() throws Exception {
        serve();
        try (RawSocket socket = connect(SERVLET, "")) {
            EchoSocket server = server();
            for (int i = 0; i < 500; i++) {
                server.peer().send(true, String.valueOf(i).getBytes(StandardCharsets.UTF_8));
            }
            for (int i = 0; i < 500; i++) {
                assertThat(socket.readMessage().text()).isEqualTo(String.valueOf(i));
            }
        }
    }

    @Test
    void client_thatDoesNotRead_holdsNothingUp() throws Exception {
        serve();
        try (RawSocket silent = connect(SERVLET, "")) {
            EchoSocket toSilent = server();
            byte[] piece = new byte[1 << 20];
            for (int i = 0; i < 32; i++) {
                toSilent.peer().send(false, piece);
            }
            try (RawSocket socket = connect(SERVLET, "")) {
                socket.sendText("quick");
                assertThat(socket.readMessage().text()).isEqualTo("quick");
            }
            assertThat(toSilent.written.get()).isLessThan(32 << 20);
            for (int i = 0; i < 32; i++) {
                assertThat(silent.readMessage().payload()).hasSize(piece.length);
            }
            until(() -> toSilent.written.get() == 32 << 20);
        }
    }

    @Test
    void script_thatTakesNoMessages_isWaitedForAndThenClosed() throws Exception {
        SocketLimits limits = new SocketLimits(1 << 20, 2, 1 << 20, Duration.ofMillis(200), 10, Duration.ofSeconds(1));
        serve(NONE, limits, false);
        try (RawSocket socket = connect(SERVLET, "")) {
            EchoSocket server = server();
            for (int i = 0; i < 3; i++) {
                socket.sendText("message " + i);
            }
            assertThat(socket.readMessage().closeCode()).isEqualTo(1008);
            assertThat(server.heard).containsExactly("opened |");
        }
    }

    @Test
    void script_thatIsSlow_getsEverything() throws Exception {
        SocketLimits limits = new SocketLimits(1 << 20, 2, 1 << 20, Duration.ofSeconds(10), 10, Duration.ofSeconds(1));
        serve(NONE, limits, false);
        try (RawSocket socket = connect(SERVLET, "")) {
            EchoSocket server = server();
            for (int i = 0; i < 5; i++) {
                socket.sendText(String.valueOf(i));
            }
            server.peer().demand();
            for (int i = 0; i < 5; i++) {
                assertThat(socket.readMessage().text()).isEqualTo(String.valueOf(i));
            }
        }
    }

    @Test
    void containerThreads_fewAreHeld() throws Exception {
        SocketLimits limits = new SocketLimits(1 << 20, 1, 1 << 20, Duration.ofMinutes(10), 100, Duration.ofSeconds(1));
        serve(NONE, limits, false);
        List<RawSocket> held = new ArrayList<>();
        for (int i = 0; i < 33; i++) {
            RawSocket socket = connect(SERVLET, "");
            socket.sendText("waits");
            socket.sendText("holds");
            held.add(socket);
        }
        // All threads that may be held are: one of these sockets had none.
        until(() -> held.stream().anyMatch(RawSocket::hasInput));
        try (RawSocket last = connect(SERVLET, "")) {
            last.sendText("waits");
            last.sendText("is refused");
            assertThat(last.readMessage().closeCode()).isEqualTo(1008);
        }
        for (RawSocket socket : held) {
            socket.close();
        }
        for (EchoSocket socket : sockets) {
            socket.peer().leave(1001);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {SERVLET, FILTER})
    void handshake_thatIsWrong_isRefused(String path) throws Exception {
        serve();
        String answer = raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade, close\r\nSec-WebSocket-Version: 13\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400");
        assertThat(server().next()).isEqualTo("closed 1006  unclean");
    }

    @ParameterizedTest
    @ValueSource(strings = {SERVLET, FILTER})
    void headers_thatAreBroken_areAnError(String path) throws Exception {
        serve(new HeaderList().add("x-a", "1\r\nx-injected: 1"), SocketLimits.DEFAULTS, true);
        try (RawSocket socket = new RawSocket(container.port(), path, "Connection: close\r\n")) {
            assertThat(socket.head())
                    .startsWith("HTTP/1.1 500")
                    .containsIgnoringCase("x-termination-reason: Exception")
                    .doesNotContainIgnoringCase("x-injected");
        }
        assertThat(server().next()).startsWith("closed 1006");
    }

    @ParameterizedTest
    @ValueSource(strings = {SERVLET, FILTER, "/app/folder/room"})
    void container_withoutWebSockets_answers501(String path) throws Exception {
        webSockets = false;
        serve();
        try (RawSocket socket = new RawSocket(container.port(), path, "Connection: close\r\n")) {
            assertThat(socket.head()).startsWith("HTTP/1.1 501");
        }
        assertThat(server().next()).isEqualTo("closed 1006  unclean");
    }

    @Test
    void requests_ofOtherKinds_areAnsweredBeside() throws Exception {
        workers.put("plain", (worker, request, exchange) -> exchange.respond(FakeWorkerlet.text(200, "plain")));
        servlet("plain", new WorkerServlet(), SCRIPT, "/plain");
        serve();
        try (RawSocket socket = connect(SERVLET, "")) {
            assertThat(get("/plain").body()).isEqualTo("plain");
            socket.sendText("still");
            assertThat(socket.readMessage().text()).isEqualTo("still");
        }
    }
}
