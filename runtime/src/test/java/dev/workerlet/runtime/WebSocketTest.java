package dev.workerlet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.context.WorkerListener;
import dev.workerlet.runtime.support.Await;
import dev.workerlet.runtime.support.Exchange;
import dev.workerlet.runtime.support.SocketPeer;
import dev.workerlet.runtime.support.Workers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code WebSocket} of a worker, against a server on loopback. */
class WebSocketTest {
    private static final String PRELUDE = """
            const PEER = "%s";
            const once = (socket, type) => new Promise((resolve) => {
              socket.addEventListener(type, resolve, { once: true });
            });
            async function open(...further) {
              const socket = new WebSocket(PEER + "/socket", ...further);
              await once(socket, "open");
              return socket;
            }
            /** The events of a socket from now on, when it is closed. */
            async function toTheEnd(socket) {
              const seen = [];
              socket.onerror = () => seen.push("error");
              socket.onmessage = (event) => seen.push("message");
              const { code, reason, wasClean } = await once(socket, "close");
              return Response.json([...seen, code, reason, wasClean, socket.readyState]);
            }
            export default { async fetch(request, env, ctx) { %s } };
            """;

    private static Workers workers;
    private SocketPeer peer;

    @BeforeAll
    static void start() {
        workers = Workers.start(Workers.reachingHere(1), WorkerListener.NONE);
    }

    @AfterAll
    static void stop() {
        workers.close();
    }

    @BeforeEach
    void startPeer() throws Exception {
        peer = SocketPeer.start();
    }

    @AfterEach
    void stopPeer() throws Exception {
        peer.close();
    }

    private WorkerDefinition handler(String body) {
        return Workers.worker(PRELUDE.formatted(peer.url(""), body));
    }

    private String run(String body) {
        return workers.fetch(handler(body), Workers.get("http://example.com/")).text();
    }

    @Test
    void send_textAndBinary_comesBack() {
        String text = run("""
                const socket = await open();
                socket.binaryType = "arraybuffer";
                const got = [];
                for (const data of ["täxt \\ud83d\\ude00", "", new Uint8Array([1, 2]), new Uint8Array(0).buffer, new Blob(["ab"]),
                    "x".repeat(100_000), new Uint8Array(100_000)]) {
                  socket.send(data);
                  const event = await once(socket, "message");
                  const length = event.data.length ?? event.data.byteLength;
                  got.push(length > 9 ? length : typeof event.data === "string" ? event.data : [...new Uint8Array(event.data)]);
                  if (event.origin !== PEER) throw new Error(event.origin);
                }
                socket.binaryType = "blob";
                socket.send(new Uint8Array([104, 105]));
                const { data } = await once(socket, "message");
                return Response.json([...got, data instanceof Blob, await data.text()]);
                """);

        assertThat(text).isEqualTo("[\"täxt \ud83d\ude00\",\"\",[1,2],[],[97,98],100000,100000,true,\"hi\"]");
    }

    @Test
    void open_handshake_saysLittle() {
        String text = run("""
                const socket = await open(["a", "b"]);
                return Response.json([socket.protocol, socket.extensions, socket.readyState, socket.url.slice(PEER.length)]);
                """);

        assertThat(text).isEqualTo("[\"b\",\"permessage-deflate\",1,\"/socket\"]");
        assertThat(peer.handshakes().get(0))
                .contains("User-Agent: Workerlet")
                .doesNotContainIgnoringCase("origin", "cookie", "referer", "authorization");
    }

    @Test
    void open_withCredentials_sendsThem() {
        run("""
                const socket = new WebSocket(PEER.replace("//", "//us%65r:p%C3%A4ss@") + "/socket");
                await once(socket, "open");
                return new Response();
                """);

        assertThat(peer.handshakes().get(0)).contains("Authorization: Basic dXNlcjpww6Rzcw==");
    }

    @Test
    void close_byTheScript_isClean() {
        String text = run("""
                const socket = await open();
                socket.close(3333, "enough");
                if (socket.readyState !== 2) throw new Error("not closing");
                return toTheEnd(socket);
                """);

        assertThat(text).isEqualTo("[3333,\"enough\",true,3]");
        assertThat(peer.closes()).containsExactly("3333 enough");
    }

    @Test
    void close_withoutCode_isReportedAs1005() {
        assertThat(run("const socket = await open(); socket.close(); return toTheEnd(socket);"))
                .isEqualTo("[1005,\"\",true,3]");
    }

    @Test
    void close_byTheServer_isClean() {
        assertThat(run("const socket = await open(); socket.send('close'); return toTheEnd(socket);"))
                .isEqualTo("[4001,\"bye\",true,3]");
    }

    @Test
    void close_withoutHandshake_isAnError() {
        assertThat(run("const socket = await open(); socket.send('drop'); return toTheEnd(socket);"))
                .isEqualTo("[\"error\",1006,\"\",false,3]");
    }

    @Test
    void close_whileConnecting_fails() {
        assertThat(run("const socket = new WebSocket(PEER + '/socket'); socket.close(); return toTheEnd(socket);"))
                .isEqualTo("[\"error\",1006,\"\",false,3]");
    }

    @Test
    void open_whileAnotherHandshakeIsUnderWay_waitsForIt() throws Exception {
        try (SocketPeer elsewhere = SocketPeer.start()) {
            String text = run("""
                    const silent = new WebSocket(PEER + "/silent");
                    const second = new WebSocket(PEER + "/socket");
                    const withdrawn = new WebSocket(PEER + "/socket");
                    const last = new WebSocket(PEER + "/socket");
                    const other = new WebSocket("ELSEWHERE");
                    await once(other, "open");
                    for (let i = 0; i < 20; i++) {
                      other.send("echo");
                      await once(other, "message");
                    }
                    const states = [second.readyState, last.readyState];
                    withdrawn.close();
                    const { code } = await once(withdrawn, "close");
                    silent.close();
                    await once(last, "open");
                    return Response.json([...states, code, second.readyState]);
                    """.replace("ELSEWHERE", elsewhere.url("/socket")));

            assertThat(text).isEqualTo("[0,0,1006,1]");
            assertThat(peer.handshakes()).hasSize(2);
        }
    }

    @Test
    void open_refusedHandshake_fails() {
        assertThat(run("return toTheEnd(new WebSocket(PEER + '/elsewhere'));"))
                .isEqualTo("[\"error\",1006,\"\",false,3]");
    }

    @Test
    void open_blockedPort_fails() {
        assertThat(run("return toTheEnd(new WebSocket('ws://127.0.0.1:22/'));"))
                .isEqualTo("[\"error\",1006,\"\",false,3]");
    }

    @Test
    void open_privateAddress_isRefused() {
        try (Workers guarded = Workers.start()) {
            String text = guarded.fetch(
                            handler("return toTheEnd(new WebSocket(PEER + '/socket'));"),
                            Workers.get("http://example.com/"))
                    .text();
            assertThat(text).isEqualTo("[\"error\",1006,\"\",false,3]");
        }
        assertThat(peer.handshakes()).isEmpty();
    }

    @Test
    void open_moreThanTheBound_fails() {
        String text = run("""
                for (let i = 0; i < 50; i++) await open();
                return toTheEnd(new WebSocket(PEER + "/socket"));
                """);

        assertThat(text).isEqualTo("[\"error\",1006,\"\",false,3]");
        assertThat(peer.handshakes()).hasSize(50);
    }

    @Test
    void open_manyOfSeveralRequests_allConnect() {
        WorkerDefinition worker = handler("""
                const sockets = [];
                for (let i = 0; i < 45; i++) sockets.push(open());
                const all = await Promise.all(sockets);
                await new Promise((resolve) => setTimeout(resolve, 100));
                return new Response(String(all.filter((socket) => socket.readyState === WebSocket.OPEN).length));
                """);
        Exchange first = workers.send(worker, Workers.get("http://example.com/"));
        Exchange second = workers.send(worker, Workers.get("http://example.com/"));

        assertThat(first.await().text() + " " + second.await().text()).isEqualTo("45 45");
    }

    @Test
    void message_thatIsNoUtf8_failsTheConnection() {
        assertThat(run("const socket = await open(); socket.send('bad'); return toTheEnd(socket);"))
                .isEqualTo("[\"error\",1006,\"\",false,3]");
        Await.until("the server is told why", () -> peer.closes().toString().startsWith("[1007"));
    }

    @Test
    void message_thatIsTooLong_failsTheConnection() {
        assertThat(run("const socket = await open(); socket.send('big'); return toTheEnd(socket);"))
                .isEqualTo("[\"error\",1006,\"\",false,3]");
        Await.until("the server is told why", () -> peer.closes().toString().startsWith("[1009"));
    }

    @Test
    void messages_many_arriveInOrderWithATurnEach() {
        String text = run("""
                const socket = await open();
                let count = 0;
                let turn = 0;
                let shared = 0;
                let last = -1;
                socket.send("many");
                await new Promise((resolve, reject) => {
                  socket.onmessage = ({ data }) => {
                    if (+data !== count++) reject(new Error(data));
                    if (last === turn) shared++;
                    last = turn;
                    queueMicrotask(() => turn++);
                    if (count === 500) resolve();
                  };
                });
                return Response.json([count, shared]);
                """);

        assertThat(text).isEqualTo("[500,0]");
    }

    @Test
    void ping_isAnswered() {
        String text = run("""
                const socket = await open();
                socket.send("ping");
                socket.send("on");
                return new Response((await once(socket, "message")).data);
                """);

        assertThat(text).isEqualTo("on");
    }

    @Test
    void bufferedAmount_falls_whenWritten() {
        String text = run("""
                const socket = await open();
                socket.send("ä");
                socket.send(new Uint8Array(10));
                const before = socket.bufferedAmount;
                while (socket.bufferedAmount > 0) await new Promise((resolve) => setTimeout(resolve, 1));
                socket.close();
                socket.send("abc");
                return Response.json([before, socket.bufferedAmount]);
                """);

        assertThat(text).isEqualTo("[12,3]");
    }

    @Test
    void send_moreThanMayWait_failsTheConnection() {
        String text = run("""
                const socket = await open();
                const end = toTheEnd(socket);
                for (let i = 0; i < 17; i++) socket.send(new Uint8Array(1024 * 1024));
                return end;
                """);

        assertThat(text).startsWith("[").endsWith("\"error\",1006,\"\",false,3]");
    }

    @Test
    void request_thatEnds_closesItsSockets() {
        WorkerDefinition worker = handler("""
                if (request.url.endsWith("/events")) return Response.json(globalThis.events);
                globalThis.events = [];
                const socket = await open();
                globalThis.socket = socket;
                for (const type of ["error", "close", "message"]) socket["on" + type] = () => events.push(type);
                return new Response("answered");
                """);

        assertThat(workers.fetch(worker, Workers.get("http://example.com/")).text())
                .isEqualTo("answered");
        Await.until("the server sees the end", () -> peer.closes().toString().startsWith("[1001"));
        assertThat(workers.fetch(worker, Workers.get("http://example.com/events"))
                        .text())
                .isEqualTo("[]");
    }

    @Test
    void waitUntil_keepsASocketOpen() {
        WorkerDefinition worker = handler("""
                const socket = await open();
                ctx.waitUntil((async () => {
                  socket.send("late");
                  socket.close(3000, (await once(socket, "message")).data);
                  await once(socket, "close");
                })());
                return new Response("answered");
                """);

        assertThat(workers.fetch(worker, Workers.get("http://example.com/")).text())
                .isEqualTo("answered");
        Await.until("the socket has done its work", () -> peer.closes().equals(List.of("3000 late")));
    }
}
