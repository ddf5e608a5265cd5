package dev.workerlet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.context.WorkerMode;
import dev.workerlet.runtime.limits.SocketLimits;
import dev.workerlet.runtime.limits.StreamLimits;
import dev.workerlet.runtime.limits.TerminationReason;
import dev.workerlet.runtime.limits.WorkerLimits;
import dev.workerlet.runtime.support.Answer;
import dev.workerlet.runtime.support.Await;
import dev.workerlet.runtime.support.Exchange;
import dev.workerlet.runtime.support.LogLines;
import dev.workerlet.runtime.support.MapSource;
import dev.workerlet.runtime.support.SocketClient;
import dev.workerlet.runtime.support.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Requests that are answered with a {@code WebSocketPair}'s end. */
class WebSocketPairTest {
    private static final String HANDLER = """
            export default { async fetch(request, env, ctx) {
              if (request.headers.get("upgrade") === null && !request.url.endsWith("/socket")) return %s;
              const pair = new WebSocketPair();
              const [client, server] = Object.values(pair);
              %s
              return new Response(null, { status: 101, webSocket: client });
            } };
            """;

    private static final String ECHO = """
            server.accept();
            server.onmessage = ({ data }) => {
              if (data === "close") server.close(4000, "as told");
              else if (data === "loop") for (;;);
              else if (data === "throw") throw new Error("oops");
              else if (data === "spend") { const end = Date.now() + 60; while (performance.now() < 0 || Date.now() < end); server.send("spent"); }
              else server.send(data);
            };
            """;

    private static Workers workers;

    @BeforeAll
    static void start() {
        workers = Workers.start();
    }

    @AfterAll
    static void stop() {
        workers.close();
    }

    private static WorkerDefinition worker(String name, String script, WorkerLimits limits) {
        return new WorkerDefinition(name, "tests", MapSource.of(script), WorkerMode.POOLED, Map.of(), limits);
    }

    private static WorkerDefinition handler(String body) {
        return handler("'none'", body);
    }

    private static WorkerDefinition handler(String plain, String body) {
        String script = HANDLER.formatted("new Response(String(" + plain + "))", body);
        return worker("pair" + script.hashCode(), script, Workers.LIMITS);
    }

    private static WorkerLimits limits(Duration cpu, Duration idle, SocketLimits socket) {
        WorkerLimits all = Workers.LIMITS;
        StreamLimits stream =
                new StreamLimits(all.stream().chunks(), all.stream().bytes(), idle);
        return all.toBuilder().cpuTime(cpu).stream(stream).socket(socket).build();
    }

    private static SocketClient ask(WorkerDefinition worker) {
        return ask(workers, worker, new SocketClient(), "");
    }

    private static SocketClient ask(Workers of, WorkerDefinition worker, SocketClient client, String protocols) {
        of.workerlet().dispatch(worker, SocketClient.request(protocols), client);
        return client;
    }

    private static String plain(WorkerDefinition worker) {
        return workers.fetch(worker, Workers.get("http://example.com/")).text();
    }

    @Test
    void messages_goBothWays() {
        SocketClient client = ask(handler(ECHO)).open();

        client.say("täxt");
        client.say(new byte[70_000]);
        client.say("");

        assertThat(client.next()).isEqualTo("täxt");
        assertThat(client.next()).isEqualTo("bytes 70000");
        assertThat(client.next()).isEmpty();
        client.leaveWith(1000, "");
    }

    @Test
    void send_beforeTheResponse_arrivesFirst() {
        SocketClient client = ask(handler("server.accept(); server.send('a'); server.send(new Uint8Array(3));"
                + " server.close(1001, 'early');"));

        assertThat(client.next()).isEqualTo("a");
        assertThat(client.next()).isEqualTo("bytes 3");
        assertThat(client.next()).isEqualTo("close 1001 early");
    }

    @Test
    void accept_afterTheResponse_getsWhatWaited() {
        SocketClient client = ask(handler("""
                setTimeout(() => {
                  server.onmessage = ({ data }) => server.send(`got ${data}`);
                  server.accept();
                }, 50);
                """)).open();
        client.say("1");
        client.say("2");

        assertThat(client.next()).isEqualTo("got 1");
        assertThat(client.next()).isEqualTo("got 2");
        client.leaveWith(1000, "");
    }

    @Test
    void close_byTheScript_isAHandshake() {
        WorkerDefinition worker = handler("globalThis.seen", ECHO + """
                server.onclose = ({ code, reason, wasClean }) => {
                  globalThis.seen = [code, reason, wasClean, server.readyState].join();
                };
                """);
        SocketClient client = ask(worker).open();
        client.say("close");

        assertThat(client.next()).isEqualTo("close 4000 as told");
        Await.until("the close event", () -> plain(worker).equals("4000,as told,true,3"));
    }

    @Test
    void close_byTheClient_isHeard() {
        WorkerDefinition worker = handler("globalThis.seen", ECHO + """
                globalThis.seen = [];
                for (const type of ["error", "close"]) {
                  server.addEventListener(type, (event) => seen.push(type, event.code, event.wasClean));
                }
                """);
        ask(worker).open().leaveWith(1006, "");

        Await.until("the close event", () -> plain(worker).equals("close,1006,false"));
    }

    @Test
    void handler_thatThrows_keepsItsSocket() {
        SocketClient client = ask(handler(ECHO)).open();
        client.say("throw");
        client.say("still there");

        assertThat(client.next()).isEqualTo("still there");
        client.leaveWith(1000, "");
    }

    @Test
    void message_hasACpuBudgetOfItsOwn() {
        WorkerLimits limits = limits(Duration.ofMillis(200), Duration.ZERO, SocketLimits.DEFAULTS);
        WorkerDefinition worker = worker("budget", HANDLER.formatted("new Response()", ECHO), limits);
        SocketClient client = ask(worker).open();
        for (int i = 0; i < 8; i++) {
            client.say("spend");
        }

        for (int i = 0; i < 8; i++) {
            assertThat(client.next()).isEqualTo("spent");
        }
        client.say("loop");
        assertThat(client.next()).isEqualTo("leave 1011");
    }

    @Test
    void message_hasRoomOfItsOwnInTheLog() {
        // Room for one line; a socket gets it back with each message, and besides as much in a second.
        WorkerLimits limits = Workers.LIMITS.toBuilder().logChars(150).build();
        WorkerDefinition worker = worker("lines", HANDLER.formatted("new Response()", """
                server.accept();
                server.onmessage = ({ data }) => {
                  console.log("line of " + data);
                  console.log("further line of " + data);
                  server.send(data);
                };
                """), limits);
        SocketClient client = ask(worker).open();

        try (LogLines console = LogLines.ofConsole()) {
            for (int i = 0; i < 8; i++) {
                client.say("message " + i);
                assertThat(client.next()).isEqualTo("message " + i);
            }

            assertThat(console.with("] line of message")).hasSize(8);
            assertThat(console.with("further line")).isEmpty();
        }
        client.leaveWith(1000, "");
    }

    @Test
    void messagesOfTheScript_giveItNoRoomInTheLog() {
        WorkerLimits limits = Workers.LIMITS.toBuilder().logChars(150).build();
        WorkerDefinition worker = worker("sends", HANDLER.formatted("new Response()", """
                server.accept();
                for (let i = 0; i < 30; i++) {
                  console.log("line of what is sent");
                  server.send("sent " + i);
                  await scheduler.wait(1);
                }
                """), limits);

        try (LogLines console = LogLines.ofConsole()) {
            SocketClient client = ask(worker);
            for (int i = 0; i < 30; i++) {
                assertThat(client.next()).isEqualTo("sent " + i);
            }

            // A line comes back in a second.
            assertThat(console.with("line of what is sent")).hasSizeBetween(1, 29);
            client.open().leaveWith(1000, "");
        }
    }

    @Test
    void send_fromAnotherRequestsTurn_arrives() {
        WorkerDefinition worker = handler("(room.forEach((s) => s.send('hello all')), room.size)", """
                server.accept();
                (globalThis.room ??= new Set()).add(server);
                server.onmessage = ({ data }) => room.forEach((socket) => socket.send(data));
                server.onclose = () => room.delete(server);
                """);
        List<SocketClient> room = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            room.add(ask(worker).open());
        }

        room.get(1).say("hi");
        assertThat(room).extracting(SocketClient::next).containsOnly("hi");
        assertThat(plain(worker)).isEqualTo("3");
        assertThat(room).extracting(SocketClient::next).containsOnly("hello all");
        room.get(0).leaveWith(1000, "");
        Await.until("one has left", () -> plain(worker).equals("2"));
        room.forEach(client -> client.leaveWith(1000, ""));
    }

    @Test
    void handlers_runAsTheirRequest() {
        SocketClient first = ask(contextual()).open();
        SocketClient second = ask(contextual()).open();
        first.say("x");
        second.say("x");
        String one = first.next();

        assertThat(one).startsWith("own ");
        assertThat(second.next()).startsWith("own ").isNotEqualTo(one);
        first.leaveWith(1000, "");
        second.leaveWith(1000, "");
    }

    private static WorkerDefinition contextual() {
        String script = """
                import { AsyncLocalStorage } from "node:async_hooks";
                const storage = new AsyncLocalStorage();
                let count = 0;
                export default { fetch(request, env, ctx) {
                  const own = ++count;
                  return storage.run(own, () => {
                    const { 0: client, 1: server } = new WebSocketPair();
                    server.accept();
                    server.onmessage = async () => {
                      await new Promise((resolve) => setTimeout(resolve, 1));
                      server.send((storage.getStore() === own ? "own " : "other ") + own);
                    };
                    return new Response(null, { status: 101, webSocket: client });
                  });
                } };
                """;
        return worker("contextual", script, Workers.LIMITS);
    }

    @Test
    void sockets_doNotTakeThePlacesOfRequests() {
        WorkerDefinition worker =
                handler("(globalThis.open ?? 0)", ECHO + "globalThis.open = (globalThis.open ?? 0) + 1;");
        List<SocketClient> clients = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            clients.add(ask(worker).open());
        }

        assertThat(plain(worker)).isEqualTo("100");
        clients.get(99).say("last");
        assertThat(clients.get(99).next()).isEqualTo("last");
        clients.forEach(client -> client.leaveWith(1000, ""));
        Await.until("all have ended", () -> active() == 0);
    }

    private static int active() {
        return workers.workerlet().statistics().activeRequests();
    }

    /** The turn that opens the first takes long, so that others run meanwhile; its isolate is the second client's all the same. */
    @Test
    void sockets_ofALongTurn_shareTheirIsolate() {
        WorkerDefinition worker = handler("""
                server.accept();
                for (const end = Date.now() + 100; Date.now() < end; );
                server.send(String(globalThis.open = (globalThis.open ?? 0) + 1));
                """);
        SocketClient first = ask(worker).open();
        SocketClient second = ask(worker).open();

        assertThat(first.next()).isEqualTo("1");
        assertThat(second.next()).isEqualTo("2");
        first.leaveWith(1000, "");
        second.leaveWith(1000, "");
    }

    @Test
    void open_moreThanAllowed_goToAnotherIsolate() {
        WorkerLimits limits = limits(
                Duration.ofSeconds(2),
                Duration.ZERO,
                new SocketLimits(1000, 1, 1000, Duration.ofSeconds(1), 2, Duration.ofSeconds(1)));
        String script = HANDLER.formatted(
                "new Response()",
                "server.accept(); server.send(String(globalThis.open = (globalThis.open ?? 0) + 1));");
        WorkerDefinition worker = worker("crowd", script, limits);
        List<SocketClient> clients = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            clients.add(ask(worker).open());
        }

        assertThat(clients).extracting(SocketClient::next).containsExactly("1", "2", "1", "2");
        clients.forEach(client -> client.leaveWith(1000, ""));
    }

    @Test
    void newVersion_leavesSocketsOpenForATime() {
        WorkerLimits limits = limits(
                Duration.ofSeconds(2),
                Duration.ZERO,
                new SocketLimits(1000, 1, 1000, Duration.ofSeconds(1), 100, Duration.ofSeconds(3)));
        SocketClient old = ask(worker("versions", HANDLER.formatted("new Response('1')", ECHO), limits))
                .open();
        Answer fresh = workers.fetch(
                worker("versions", HANDLER.formatted("new Response('2')", ECHO), limits),
                Workers.get("http://example.com/"));

        assertThat(fresh.text()).isEqualTo("2");
        old.say("still there");
        assertThat(old.next()).isEqualTo("still there");
        assertThat(old.next()).isEqualTo("close 1012 A new version came");
    }

    @Test
    void idle_forTooLong_closes() {
        WorkerLimits limits = limits(Duration.ofSeconds(2), Duration.ofMillis(300), SocketLimits.DEFAULTS);
        WorkerDefinition worker = worker("idle", HANDLER.formatted("new Response()", ECHO), limits);
        SocketClient client = ask(worker).open();

        assertThat(client.next()).isEqualTo("close 1001 Idle for too long");
        Await.until("it has ended", () -> active() == 0);
    }

    @Test
    void waitUntil_goesOnAfterTheSocket() {
        WorkerDefinition worker = handler("globalThis.done", ECHO + """
                server.onclose = () => ctx.waitUntil(new Promise((resolve) => setTimeout(resolve, 50))
                  .then(() => { globalThis.done = "done"; }));
                """);
        ask(worker).open().leaveWith(1000, "");

        Await.until("waitUntil is done", () -> plain(worker).equals("done"));
    }

    @Test
    void queue_thatIsFull_failsTheSocket() {
        WorkerDefinition worker = handler("globalThis.seen", """
                server.accept();
                globalThis.seen = [];
                for (const type of ["error", "close"]) server.addEventListener(type, () => seen.push(type));
                server.onmessage = () => {
                  for (let i = 0; i < 17; i++) {
                    try { server.send(new Uint8Array(1024 * 1024)); } catch (error) { seen.push(i, error.name); }
                  }
                  seen.push(server.readyState);
                };
                """);
        SocketClient client =
                ask(workers, worker, new SocketClient().thatDoesNotRead(), "").open();
        client.say("go");

        for (int i = 0; i < 16; i++) {
            assertThat(client.next()).isEqualTo("bytes 1048576");
        }
        assertThat(client.next()).isEqualTo("fail");
        Await.until("the events", () -> plain(worker).equals("2,error,close"));
    }

    @Test
    void bufferedAmount_isWhatHasNotBeenWritten() {
        WorkerDefinition worker = handler(ECHO + "server.onmessage = () => server.send(String(server.bufferedAmount));"
                + " server.send('12345');");
        SocketClient silent =
                ask(workers, worker, new SocketClient().thatDoesNotRead(), "").open();
        silent.next();
        silent.say("how much");
        assertThat(silent.next()).isEqualTo("5");
        SocketClient reader = ask(worker).open();
        reader.next();
        reader.say("how much");
        assertThat(reader.next()).isEqualTo("0");
        silent.leaveWith(1000, "");
        reader.leaveWith(1000, "");
    }

    @Test
    void protocol_thatTheClientOffered_isChosen() {
        String body = "server.accept(); const headers = { 'sec-websocket-protocol': 'b' };"
                + " return new Response(null, { status: 101, webSocket: client, headers });";
        SocketClient client =
                ask(workers, handler(body), new SocketClient(), "a, b").open();

        assertThat(Objects.requireNonNull(client.upgraded()).protocol()).isEqualTo("b");
        client.leaveWith(1000, "");
        SocketClient other = ask(workers, handler(body), new SocketClient(), "a");
        assertThat(other.await().failed().reason()).isEqualTo(TerminationReason.EXCEPTION);
        assertThat(other.await().text()).contains("subprotocol \"b\"", "[a]");
    }

    @Test
    void request_thatIsNoHandshake_isAnsweredWith500() {
        Exchange exchange = workers.send(handler(ECHO), Workers.get("http://example.com/socket"));

        assertThat(exchange.await().status()).isEqualTo(500);
        assertThat(exchange.await().text()).contains("no WebSocket handshake");
        Await.until("it has ended", () -> active() == 0);
    }

    @Test
    void host_withoutWebSockets_answers501() {
        Exchange exchange = workers.send(handler(ECHO), SocketClient.request());

        assertThat(exchange.await().status()).isEqualTo(501);
        Await.until("it has ended", () -> active() == 0);
    }

    @Test
    void end_returnedTwice_isAnError() {
        WorkerDefinition worker = handler("""
                globalThis.kept ??= client;
                return new Response(null, { status: 101, webSocket: kept });
                """);
        SocketClient first = ask(worker).open();
        SocketClient second = ask(worker);

        assertThat(second.await().text()).contains("was returned in a Response before");
        first.leaveWith(1000, "");
    }

    @Test
    void end_thatIsAccepted_canNotBeReturned() {
        assertThat(ask(handler("client.accept();")).await().text()).contains("was accepted by the script");
        assertThat(ask(handler("return new Response(null, { status: 101, webSocket: new WebSocket('ws://x/') });"))
                        .await()
                        .text())
                .contains("must be one of a WebSocketPair");
    }

    @Test
    void end_thatWasReturned_isOfNoFurtherUse() {
        SocketClient client = ask(handler("""
                server.accept();
                setTimeout(() => {
                  for (const use of [() => client.accept(), () => client.send(""), () => client.close()]) {
                    try { use(); server.send("works"); } catch (error) { server.send(error.name); }
                  }
                  server.send(String(client.readyState));
                }, 1);
                """)).open();

        assertThat(List.of(client.next(), client.next(), client.next(), client.next()))
                .containsExactly("TypeError", "TypeError", "TypeError", "3");
        client.leaveWith(1000, "");
    }

    @Test
    void runtime_thatStops_closesItsSockets() {
        Workers own = Workers.start();
        SocketClient client = ask(own, handler(ECHO), new SocketClient(), "").open();
        own.close();

        assertThat(client.next()).isEqualTo("close 1001 The server is stopping");
    }
}
