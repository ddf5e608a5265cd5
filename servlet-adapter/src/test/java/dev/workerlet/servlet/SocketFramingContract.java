package dev.workerlet.servlet;

import static dev.workerlet.servlet.container.RawSocket.BINARY;
import static dev.workerlet.servlet.container.RawSocket.CLOSE;
import static dev.workerlet.servlet.container.RawSocket.CONTINUATION;
import static dev.workerlet.servlet.container.RawSocket.PING;
import static dev.workerlet.servlet.container.RawSocket.PONG;
import static dev.workerlet.servlet.container.RawSocket.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.limits.SocketLimits;
import dev.workerlet.runtime.message.HeaderList;
import dev.workerlet.servlet.container.ContainerTest;
import dev.workerlet.servlet.container.DeflatedMessage;
import dev.workerlet.servlet.container.EchoSocket;
import dev.workerlet.servlet.container.RawSocket;
import dev.workerlet.servlet.container.RawSocket.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a container frames messages, at the bytes: what RFC 6455 asks of a server, and where a container decides otherwise. */
abstract class SocketFramingContract extends ContainerTest {
    private static final byte[] NOTHING = {};
    private static final int MESSAGE_LIMIT = 200_000;
    private static final int PROTOCOL_ERROR = 1002;
    private static final int BAD_PAYLOAD = 1007;
    private static final int TOO_BIG = 1009;

    private final BlockingQueue<EchoSocket> sockets = new LinkedBlockingQueue<>();

    /** Where this container does something else than the RFC says: the code of its Close frame, by what it is about. */
    protected Map<String, Integer> deviations() {
        return Map.of();
    }

    private int closeCodeFor(String what, int expected) {
        return deviations().getOrDefault(what, expected);
    }

    @BeforeEach
    void serve() throws Exception {
        file("WEB-INF/workers/echo.js", "export default {}");
        SocketLimits limits =
                new SocketLimits(MESSAGE_LIMIT, 16, 1 << 20, Duration.ofSeconds(10), 10_000, Duration.ofSeconds(30));
        workers.put(
                "echo",
                (worker, request, exchange) -> sockets.add(EchoSocket.answer(exchange, new HeaderList(), limits)));
        servlet("echo", new WorkerServlet(), Map.of("script", "workers/echo.js"), "/echo");
        start();
    }

    private RawSocket connect() throws IOException {
        return connect("");
    }

    private RawSocket connect(String headers) throws IOException {
        RawSocket socket = new RawSocket(container.port(), "/app/echo", headers);
        assertThat(socket.head()).startsWith("HTTP/1.1 101");
        return socket;
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    /** The server closes with {@code code}, or, where that is 0, without a word; and the connection ends. */
    private static void assertCloses(RawSocket socket, int code) throws IOException {
        if (code != 0) {
            Frame last = socket.readMessage();
            assertThat(last.opcode()).isEqualTo(CLOSE);
            assertThat(last.closeCode()).isEqualTo(code);
            socket.sendClose(code, "");
        }
        assertThat(socket.readsEnd()).isTrue();
    }

    private static void assertEchoes(RawSocket socket, int opcode, byte[] payload) throws IOException {
        Frame echo = socket.readMessage();
        assertThat(echo.opcode()).isEqualTo(opcode);
        assertThat(echo.payload()).isEqualTo(payload);
    }

    @Test
    void handshake_theKey_isAnswered() throws Exception {
        try (RawSocket socket = connect()) {
            // https://www.rfc-editor.org/rfc/rfc6455#section-1.3
            assertThat(socket.head().toLowerCase(Locale.ROOT))
                    .contains("sec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo=")
                    .contains("upgrade: websocket")
                    .doesNotContain("sec-websocket-protocol")
                    .doesNotContain("sec-websocket-extensions");
        }
    }

    // ---- lengths

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 128, 65535, 65536, MESSAGE_LIMIT})
    void message_ofAnyLength_comesBack(int length) throws Exception {
        try (RawSocket socket = connect()) {
            socket.send(BINARY, RawSocket.payload(length));
            assertEchoes(socket, BINARY, RawSocket.payload(length));
            byte[] text = "x".repeat(length).getBytes(StandardCharsets.UTF_8);
            socket.send(TEXT, text);
            assertEchoes(socket, TEXT, text);
        }
    }

    @ParameterizedTest
    @CsvSource({"0,16", "5,16", "125,16", "0,64", "5,64", "126,64", "65535,64"})
    void length_inALongerFormThanNeeded_isTaken(int length, int bits) throws Exception {
        try (RawSocket socket = connect()) {
            socket.frame(true, 0, BINARY, RawSocket.payload(length), bits, true);
            int code = closeCodeFor("length " + length + " in " + bits + " bits", -1);
            if (code == -1) {
                assertEchoes(socket, BINARY, RawSocket.payload(length));
            } else {
                assertCloses(socket, code);
            }
        }
    }

    @Test
    void length_negative_isAnError() throws Exception {
        try (RawSocket socket = connect()) {
            socket.write(hex("82ffffffffffffffffff00000000"));
            assertCloses(socket, closeCodeFor("negative length", PROTOCOL_ERROR));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void message_longerThanTheLimit_isTooBig(boolean inFragments) throws Exception {
        try (RawSocket socket = connect()) {
            if (inFragments) {
                socket.frame(false, 0, BINARY, RawSocket.payload(MESSAGE_LIMIT));
                socket.frame(true, 0, CONTINUATION, RawSocket.payload(1));
            } else {
                socket.send(BINARY, RawSocket.payload(MESSAGE_LIMIT + 1));
            }
            assertCloses(socket, TOO_BIG);
            assertThat(sockets.take().next()).startsWith("opened");
        }
    }

    @Test
    void text_isMeasuredInBytes() throws Exception {
        try (RawSocket socket = connect()) {
            socket.sendText("€".repeat(MESSAGE_LIMIT / 3));
            assertThat(socket.readMessage().opcode()).isEqualTo(TEXT);
            socket.sendText("€".repeat(MESSAGE_LIMIT / 3 + 1));
            assertCloses(socket, TOO_BIG);
        }
    }

    // ---- fragments

    @ParameterizedTest
    @CsvSource({"1,2", "1,3", "1,10", "2,2", "2,3", "2,10"})
    void fragments_areJoined(int opcode, int count) throws Exception {
        byte[] part = "pärt".getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        try (RawSocket socket = connect()) {
            for (int i = 0; i < count; i++) {
                socket.frame(i == count - 1, 0, i == 0 ? opcode : CONTINUATION, part);
                whole.writeBytes(part);
            }
            assertEchoes(socket, opcode, whole.toByteArray());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {TEXT, BINARY})
    void fragments_mayBeEmpty(int opcode) throws Exception {
        try (RawSocket socket = connect()) {
            socket.frame(false, 0, opcode, NOTHING);
            socket.frame(false, 0, CONTINUATION, NOTHING);
            socket.frame(false, 0, CONTINUATION, "a".getBytes(StandardCharsets.UTF_8));
            socket.frame(true, 0, CONTINUATION, NOTHING);
            assertEchoes(socket, opcode, "a".getBytes(StandardCharsets.UTF_8));
            socket.frame(false, 0, opcode, NOTHING);
            socket.frame(true, 0, CONTINUATION, NOTHING);
            assertEchoes(socket, opcode, NOTHING);
        }
    }

    @Test
    void fragments_codePointsMayBeSplit() throws Exception {
        byte[] text = "a€😀ß".getBytes(StandardCharsets.UTF_8);
        try (RawSocket socket = connect()) {
            for (int i = 0; i < text.length; i++) {
                socket.frame(i == text.length - 1, 0, i == 0 ? TEXT : CONTINUATION, new byte[] {text[i]});
            }
            assertEchoes(socket, TEXT, text);
        }
    }

    @Test
    void fragments_controlFramesMayStandBetween() throws Exception {
        try (RawSocket socket = connect()) {
            socket.frame(false, 0, TEXT, "a".getBytes(StandardCharsets.UTF_8));
            socket.send(PING, RawSocket.payload(3));
            Frame pong = socket.read();
            assertThat(pong.opcode()).isEqualTo(PONG);
            assertThat(pong.payload()).isEqualTo(RawSocket.payload(3));
            socket.send(PONG, NOTHING);
            socket.frame(true, 0, CONTINUATION, "b".getBytes(StandardCharsets.UTF_8));
            assertEchoes(socket, TEXT, "ab".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void fragments_closeInBetween_closes() throws Exception {
        try (RawSocket socket = connect()) {
            socket.frame(false, 0, TEXT, "a".getBytes(StandardCharsets.UTF_8));
            socket.sendClose(1000, "");
            assertCloses(socket, 1000);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {CLOSE, PING, PONG})
    void fragments_ofControlFrames_areAnError(int opcode) throws Exception {
        try (RawSocket socket = connect()) {
            socket.frame(false, 0, opcode, NOTHING);
            assertCloses(socket, PROTOCOL_ERROR);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void continuation_ofNothing_isAnError(boolean isFinal) throws Exception {
        try (RawSocket socket = connect()) {
            socket.frame(isFinal, 0, CONTINUATION, RawSocket.payload(2));
            assertCloses(socket, PROTOCOL_ERROR);
        }
    }

    @Test
    void continuation_afterAWholeMessage_isAnError() throws Exception {
        try (RawSocket socket = connect()) {
            socket.sendText("a");
            assertEchoes(socket, TEXT, "a".getBytes(StandardCharsets.UTF_8));
            socket.frame(true, 0, CONTINUATION, RawSocket.payload(1));
            assertCloses(socket, PROTOCOL_ERROR);
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,2", "2,1", "2,2"})
    void message_withinAMessage_isAnError(int first, int second) throws Exception {
        try (RawSocket socket = connect()) {
            socket.frame(false, 0, first, RawSocket.payload(0));
            socket.frame(true, 0, second, RawSocket.payload(0));
            assertCloses(socket, PROTOCOL_ERROR);
        }
    }

    // ---- frames

    @ParameterizedTest
    @ValueSource(ints = {TEXT, BINARY, PING, CLOSE})
    void frame_withoutAMask_isAnError(int opcode) throws Exception {
        try (RawSocket socket = connect()) {
            socket.frame(true, 0, opcode, NOTHING, 7, false);
            assertCloses(socket, PROTOCOL_ERROR);
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,1", "4,1", "7,1", "1,2", "4,9", "1,8", "2,10"})
    void frame_withReservedBits_isAnError(int reserved, int opcode) throws Exception {
        try (RawSocket socket = connect()) {
            socket.frame(true, reserved, opcode, NOTHING);
            assertCloses(socket, PROTOCOL_ERROR);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 6, 7, 11, 12, 13, 14, 15})
    void frame_withAReservedOpcode_isAnError(int opcode) throws Exception {
        try (RawSocket socket = connect()) {
            socket.send(opcode, NOTHING);
            assertCloses(socket, PROTOCOL_ERROR);
        }
    }

    @Test
    void frames_byteByByte_areTaken() throws Exception {
        try (RawSocket socket = connect()) {
            for (byte octet : hex("818312345678" + "735635")) {
                socket.write(new byte[] {octet});
            }
            assertEchoes(socket, TEXT, "abc".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void frames_inOneWrite_areTaken() throws Exception {
        try (RawSocket socket = connect()) {
            socket.write(hex("81811234567873" + "8980" + "12345678" + "81811234567870"));
            assertThat(socket.readMessage().text()).isEqualTo("a");
            assertThat(socket.readMessage().text()).isEqualTo("b");
        }
    }

    // ---- ping and pong

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125})
    void ping_isEchoed(int length) throws Exception {
        try (RawSocket socket = connect()) {
            socket.send(PING, RawSocket.payload(length));
            Frame pong = socket.read();
            assertThat(pong.opcode()).isEqualTo(PONG);
            assertThat(pong.payload()).isEqualTo(RawSocket.payload(length));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {CLOSE, PING, PONG})
    void controlFrame_of126Bytes_isAnError(int opcode) throws Exception {
        try (RawSocket socket = connect()) {
            socket.send(opcode, RawSocket.payload(126));
            assertCloses(socket, PROTOCOL_ERROR);
        }
    }

    @Test
    void pings_many_areEachEchoed() throws Exception {
        try (RawSocket socket = connect()) {
            for (int i = 0; i < 10; i++) {
                socket.send(PING, RawSocket.payload(i));
            }
            for (int i = 0; i < 10; i++) {
                assertThat(socket.read().payload()).isEqualTo(RawSocket.payload(i));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 125})
    void pong_thatNobodyAskedFor_isIgnored(int length) throws Exception {
        try (RawSocket socket = connect()) {
            socket.send(PONG, RawSocket.payload(length));
            socket.sendText("a");
            assertThat(socket.readMessage().text()).isEqualTo("a");
        }
    }

    // ---- UTF-8

    @ParameterizedTest
    @ValueSource(
            strings = {
                "48c3a4",
                "e282ac",
                "f09f9880",
                "00",
                "7f",
                "c280",
                "dfbf",
                "e0a080",
                "efbfbf",
                "ed9fbf",
                "ee8080",
                "f0908080",
                "f48fbfbf",
                "efbfbd",
                "efbbbf61"
            })
    void text_ofGoodUtf8_comesBack(String digits) throws Exception {
        try (RawSocket socket = connect()) {
            socket.send(TEXT, hex(digits));
            assertEchoes(socket, TEXT, hex(digits));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "bf",
                "61ff62",
                "fe",
                "c0af",
                "c1bf",
                "e080af",
                "e09fbf",
                "f08080af",
                "f08fbfbf",
                "eda080",
                "edbfbf",
                "eda080edb080",
                "f4908080",
                "f5808080",
                "f880808080",
                "c3",
                "e282",
                "f09f98",
                "c328",
                "e28228",
                "f09f28"
            })
    void text_ofBadUtf8_isAnError(String digits) throws Exception {
        try (RawSocket socket = connect()) {
            socket.send(TEXT, hex(digits));
            assertCloses(socket, BAD_PAYLOAD);
        }
    }

    @Test
    void text_badAcrossFragments_isAnError() throws Exception {
        try (RawSocket socket = connect()) {
            socket.frame(false, 0, TEXT, hex("e2"));
            socket.frame(true, 0, CONTINUATION, hex("2882"));
            assertCloses(socket, BAD_PAYLOAD);
        }
        try (RawSocket socket = connect()) {
            socket.frame(false, 0, TEXT, hex("61e282"));
            socket.frame(true, 0, CONTINUATION, NOTHING);
            assertCloses(socket, BAD_PAYLOAD);
        }
    }

    // ---- closing

    private void assertClosed(String heard) throws InterruptedException {
        EchoSocket socket = sockets.poll(60, TimeUnit.SECONDS);
        assertThat(socket).isNotNull();
        assertThat(socket.next()).startsWith("opened");
        assertThat(socket.next()).isEqualTo(heard);
    }

    @Test
    void close_empty_isAnswered() throws Exception {
        try (RawSocket socket = connect()) {
            socket.send(CLOSE, NOTHING);
            assertCloses(socket, closeCodeFor("close empty", 1005));
            assertClosed("closed " + closeCodeFor("close empty heard", 1005) + " ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999})
    void close_withACode_isAnsweredWithIt(int code) throws Exception {
        try (RawSocket socket = connect()) {
            socket.sendClose(code, "");
            int answer = closeCodeFor("close " + code, code);
            assertCloses(socket, answer);
            if (answer == code) {
                assertClosed("closed " + code + " ");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bye", "grüße", "123 bytes of a reason, which is the most that a frame of 125 bytes can hold"})
    void close_withAReason_isHeard(String reason) throws Exception {
        try (RawSocket socket = connect()) {
            socket.sendClose(4000, reason);
            assertCloses(socket, 4000);
            assertClosed("closed 4000 " + reason);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535})
    void close_withABadCode_isAnError(int code) throws Exception {
        try (RawSocket socket = connect()) {
            socket.sendClose(code, "");
            assertCloses(socket, closeCodeFor("close " + code, PROTOCOL_ERROR));
        }
    }

    @Test
    void close_ofOneByte_isAnError() throws Exception {
        try (RawSocket socket = connect()) {
            socket.send(CLOSE, RawSocket.payload(1));
            assertCloses(socket, PROTOCOL_ERROR);
        }
    }

    @Test
    void close_withBadUtf8_isAnError() throws Exception {
        try (RawSocket socket = connect()) {
            socket.send(CLOSE, hex("03e8c328"));
            assertCloses(socket, closeCodeFor("close with bad UTF-8", BAD_PAYLOAD));
        }
    }

    @Test
    void close_whatComesAfterIt_isIgnored() throws Exception {
        try (RawSocket socket = connect()) {
            socket.sendClose(1000, "");
            socket.sendClose(1001, "");
            socket.sendText("late");
            Frame answer = socket.readMessage();
            assertThat(answer.opcode()).isEqualTo(CLOSE);
            assertThat(answer.closeCode()).isEqualTo(1000);
            assertThat(socket.readsEnd()).isTrue();
            assertClosed("closed 1000 ");
        }
    }

    @Test
    void end_withoutAClose_isAbnormal() throws Exception {
        connect().close();
        assertClosed("closed 1006 " + closeReasonOfAnEnd(sockets.peek()) + "unclean");
    }

    /** Containers give a reason of their own. */
    private static String closeReasonOfAnEnd(EchoSocket socket) {
        until(() -> socket != null && socket.heard.size() == 2);
        String heard = String.valueOf(socket.heard.toArray()[1]);
        return heard.substring("closed 1006 ".length(), heard.length() - "unclean".length());
    }

    // ---- permessage-deflate

    private static final String DEFLATE = "Sec-WebSocket-Extensions: permessage-deflate; "
            + "server_no_context_takeover; client_no_context_takeover\r\n";

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 70_000})
    void deflate_whereBothWantIt_isUsed(int length) throws Exception {
        byte[] text = "ä".repeat(length).getBytes(StandardCharsets.UTF_8);
        try (RawSocket socket = connect(DEFLATE)) {
            assertThat(socket.head()).containsIgnoringCase("permessage-deflate");
            socket.frame(true, 4, TEXT, DeflatedMessage.deflate(text));
            Frame echo = socket.readMessage();
            assertThat(echo.opcode()).isEqualTo(TEXT);
            byte[] payload =
                    echo.reserved() == 4 ? DeflatedMessage.inflate(echo.payload(), text.length) : echo.payload();
            assertThat(payload).isEqualTo(text);
            // A message may come as it is all the same.
            socket.send(BINARY, RawSocket.payload(10));
            Frame plain = socket.readMessage();
            assertThat(plain.opcode()).isEqualTo(BINARY);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void deflate_fragments_areJoined(boolean withPing) throws Exception {
        byte[] text = "fragments ".repeat(100).getBytes(StandardCharsets.UTF_8);
        byte[] deflated = DeflatedMessage.deflate(text);
        try (RawSocket socket = connect(DEFLATE)) {
            socket.frame(false, 4, TEXT, Arrays.copyOf(deflated, 3));
            if (withPing) {
                socket.send(PING, NOTHING);
            }
            socket.frame(true, 0, CONTINUATION, Arrays.copyOfRange(deflated, 3, deflated.length));
            Frame echo = socket.readMessage();
            if (echo.opcode() == CLOSE) {
                assertThat(echo.closeCode()).isEqualTo(closeCodeFor("ping within deflated fragments", -1));
            } else {
                byte[] payload =
                        echo.reserved() == 4 ? DeflatedMessage.inflate(echo.payload(), text.length) : echo.payload();
                assertThat(payload).isEqualTo(text);
            }
        }
    }

    @Test
    void deflate_aMessageThatInflatesBeyondTheLimit_isTooBig() throws Exception {
        try (RawSocket socket = connect(DEFLATE)) {
            socket.frame(true, 4, BINARY, DeflatedMessage.deflate(new byte[MESSAGE_LIMIT + 1]));
            assertCloses(socket, TOO_BIG);
        }
    }

    @Test
    void deflate_badData_isAnError() throws Exception {
        try (RawSocket socket = connect(DEFLATE)) {
            socket.frame(true, 4, TEXT, hex("ffffffff"));
            assertCloses(socket, closeCodeFor("bad deflated data", PROTOCOL_ERROR));
        }
    }
}
