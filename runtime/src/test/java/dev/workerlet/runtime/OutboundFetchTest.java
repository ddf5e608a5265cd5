package dev.workerlet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.context.WorkerListener;
import dev.workerlet.runtime.limits.Limit;
import dev.workerlet.runtime.limits.OutboundPolicy;
import dev.workerlet.runtime.limits.WorkerLimits;
import dev.workerlet.runtime.support.Answer;
import dev.workerlet.runtime.support.Await;
import dev.workerlet.runtime.support.Exchange;
import dev.workerlet.runtime.support.HttpPeer;
import dev.workerlet.runtime.support.Workers;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code fetch()} of a worker, against a server on loopback. */
class OutboundFetchTest {
    private static Workers workers;
    private HttpPeer peer;

    @BeforeAll
    static void start() {
        workers = Workers.start(Workers.reachingHere(1), WorkerListener.NONE);
    }

    @AfterAll
    static void stop() {
        workers.close();
    }

    @BeforeEach
    void startPeer() {
        peer = HttpPeer.start();
    }

    @AfterEach
    void stopPeer() {
        peer.close();
    }

    /** The body of a handler, as a worker; {@code PEER} is the peer's address. */
    private WorkerDefinition handler(String body) {
        String script = "const PEER = '" + peer.url("") + "'; export default { async fetch(request) {" + body + "} };";
        return Workers.worker(script);
    }

    /** The worker under limits of its own. */
    static WorkerDefinition limited(WorkerDefinition plain, int fetchesPerRequest, long fetchBodyBytes) {
        WorkerLimits all = Workers.LIMITS;
        WorkerLimits limits = all.toBuilder()
                .fetchesPerRequest(fetchesPerRequest)
                .fetchBodyBytes(fetchBodyBytes)
                .build();
        return new WorkerDefinition("limited", plain.owner(), plain.source(), plain.mode(), plain.env(), limits);
    }

    private Answer run(String body) {
        return workers.fetch(handler(body), Workers.get("http://example.com/"));
    }

    @Test
    void fetch_get_sendsDefaultsAndNothingElse() {
        String text = run("return fetch(PEER + '/echo?a=%7Cb&c=(d)');").text();

        assertThat(text).startsWith("GET /echo?a=%7Cb&c=(d)\n");
        assertThat(text)
                .contains("accept: [*/*]\n", "user-agent: [Workerlet]\n", "accept-encoding: [gzip, deflate, br]\n")
                .doesNotContain("cookie", "content-length", "transfer-encoding", "referer");
    }

    @Test
    void fetch_headers_arriveAndRepeat() {
        String text = run("""
                return fetch(PEER + "/echo", { headers: [["X-A", "1"], ["x-a", "2"], ["user-agent", "me"],
                    ["host", "evil.example"], ["content-length", "7"], ["transfer-encoding", "chunked"]] });
                """).text();

        assertThat(text).contains("x-a: [1, 2]\n", "user-agent: [me]\n").doesNotContain("evil", "chunked", "[7]");
    }

    @Test
    void fetch_bodies_areSent() {
        String text = run("""
                const texts = [];
                for (const [method, body] of [["POST", "täxt"], ["PUT", new Uint8Array([97, 98])], ["DELETE", undefined],
                    ["POST", undefined], ["CHICKEN", new Blob(["blob"])], ["patch", new URLSearchParams({ a: "b" })]]) {
                  const response = await fetch(PEER + "/echo", { method, body });
                  const [head, rest] = (await response.text()).split("\\n\\n");
                  texts.push(head.split("\\n")[0], /content-length: (.*)/.exec(head)?.[1], rest);
                }
                return new Response(texts.join());
                """).text();

        assertThat(text)
                .isEqualTo("POST /echo,[5],täxt,PUT /echo,[2],ab,DELETE /echo,,,POST /echo,[0],,"
                        + "CHICKEN /echo,[4],blob,patch /echo,[3],a=b");
    }

    @Test
    void fetch_streamBody_isSent() {
        String text = run("""
                const body = new Blob(["streamed"]).stream();
                return fetch(PEER + "/echo", { method: "POST", body, duplex: "half" });
                """).text();

        assertThat(text).endsWith("\n\nstreamed");
    }

    @Test
    void fetch_largeBodies_crossBothWays() {
        peer.on("/size", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        });
        String text = run("""
                const body = new Uint8Array(3_000_000).fill(7);
                const bytes = await (await fetch(PEER + "/size", { method: "POST", body })).bytes();
                return new Response(bytes.length + " " + bytes.every((byte) => byte === 7));
                """).text();

        assertThat(text).isEqualTo("3000000 true");
    }

    @Test
    void fetch_response_hasStatusHeadersAndUrl() {
        peer.on("/r", exchange -> {
            exchange.getResponseHeaders().add("Set-Cookie", "a=1");
            exchange.getResponseHeaders().add("Set-Cookie", "b=2");
            exchange.getResponseHeaders().add("X-Latin", "\u00e4");
            HttpPeer.send(exchange, 404, "gone");
        });
        String text = run("""
                const r = await fetch(PEER + "/r?q#f");
                let immutable = false;
                try { r.headers.set("a", "b"); } catch (error) { immutable = error instanceof TypeError; }
                return Response.json([r.status, r.statusText, r.ok, r.url.slice(PEER.length), r.redirected, r.type,
                  r.headers.getSetCookie(), r.headers.get("x-latin").length, immutable, await r.text()]);
                """).text();

        assertThat(text)
                .isEqualTo("[404,\"Not Found\",false,\"/r?q\",false,\"basic\",[\"a=1\",\"b=2\"],1,true,\"gone\"]");
    }

    @Test
    void fetch_nullBodyStatusAndHead_haveNoBody() {
        peer.on("/empty", exchange -> exchange.sendResponseHeaders(204, -1));
        String text = run("""
                const none = await fetch(PEER + "/empty");
                const head = await fetch(PEER + "/echo", { method: "HEAD" });
                return Response.json([none.body, head.body, head.status, await head.text()]);
                """).text();

        assertThat(text).isEqualTo("[null,null,200,\"\"]");
    }

    @Test
    void fetch_gzip_isUndone() {
        peer.on("/gzip", exchange -> {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (OutputStream out = new GZIPOutputStream(bytes)) {
                out.write("zipped".getBytes(StandardCharsets.UTF_8));
            }
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, bytes.size());
            exchange.getResponseBody().write(bytes.toByteArray());
        });
        Answer answer = run("return fetch(PEER + '/gzip');");

        assertThat(answer.text()).isEqualTo("zipped");
        assertThat(answer.ok().headers().first("content-encoding")).isNull();
    }

    @Test
    void fetch_badGzip_failsWhenTheBodyIsRead() {
        peer.on("/gzip", exchange -> {
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            HttpPeer.send(exchange, 200, "this is not gzip");
        });
        String text = run("""
                const response = await fetch(PEER + "/gzip");
                return new Response(response.status + " " + (await response.text().catch((error) => error.name)));
                """).text();

        assertThat(text).isEqualTo("200 TypeError");
    }

    @Test
    void fetch_redirects_areFollowedByTheRules() {
        for (int status : new int[] {301, 302, 303, 307, 308}) {
            peer.on("/" + status, HttpPeer.redirect(status, "/echo?" + status));
        }
        String text = run("""
                const texts = [];
                for (const status of [301, 302, 303, 307, 308]) {
                  for (const method of ["POST", "PUT"]) {
                    const response = await fetch(PEER + "/" + status + "#f", { method, body: "b" });
                    const [head, rest] = (await response.text()).split("\\n\\n");
                    texts.push(head.split(" ")[0] + rest + head.includes("content-type") + response.redirected);
                  }
                }
                return new Response(texts.join());
                """).text();

        assertThat(text)
                .isEqualTo("GETfalsetrue,PUTbtruetrue,GETfalsetrue,PUTbtruetrue,GETfalsetrue,GETfalsetrue,"
                        + "POSTbtruetrue,PUTbtruetrue,POSTbtruetrue,PUTbtruetrue");
    }

    @Test
    void fetch_redirectToAnotherOrigin_leavesSecretsBehind() {
        try (HttpPeer other = HttpPeer.start()) {
            peer.on("/away", HttpPeer.redirect(302, other.url("/echo")));
            peer.on("/home", HttpPeer.redirect(302, "/echo"));
            String text = run("""
                    const headers = { authorization: "secret", cookie: "c=1", "x-kept": "yes" };
                    const away = await (await fetch(PEER + "/away", { headers })).text();
                    const home = await (await fetch(PEER + "/home", { headers })).text();
                    return new Response([away.includes("secret"), away.includes("cookie"), away.includes("x-kept"),
                      home.includes("secret")].join());
                    """).text();

            assertThat(text).isEqualTo("false,false,true,true");
        }
    }

    @Test
    void fetch_redirectToWhereItMayNotGo_isRefused() {
        try (Workers guarded = Workers.start();
                HttpPeer other = HttpPeer.start()) {
            peer.on("/away", HttpPeer.redirect(302, other.url("/echo")));
            peer.on("/home", HttpPeer.redirect(302, "/echo"));
            WorkerDefinition plain = handler("""
                    const texts = [];
                    for (const path of ["/home", "/away"]) {
                      texts.push(await fetch(PEER + path).then((r) => r.status, (error) => error.name));
                    }
                    return new Response(texts.join());
                    """);
            String port = peer.url("").replaceAll(".*:", "");
            WorkerLimits limits = Workers.LIMITS.toBuilder()
                    .outbound(OutboundPolicy.parse("127.0.0.1:" + port, ""))
                    .build();
            WorkerDefinition allowed =
                    new WorkerDefinition("allowed", plain.owner(), plain.source(), plain.mode(), plain.env(), limits);

            assertThat(guarded.fetch(allowed, Workers.get("http://example.com/"))
                            .text())
                    .isEqualTo("200,TypeError");
            assertThat(guarded.fetch(plain, Workers.get("http://example.com/")).text())
                    .isEqualTo("TypeError,TypeError");
        }
    }

    @Test
    void fetch_redirectModes_areKept() {
        peer.on("/to", HttpPeer.redirect(302, "/echo"));
        String text = run("""
                const manual = await fetch(PEER + "/to", { redirect: "manual" });
                const error = await fetch(PEER + "/to", { redirect: "error" }).catch((error) => error);
                return Response.json([manual.status, manual.headers.get("location"), manual.redirected, error.name]);
                """).text();

        assertThat(text).isEqualTo("[302,\"/echo\",false,\"TypeError\"]");
    }

    @Test
    void fetch_badRedirects_areErrors() {
        peer.on("/loop", HttpPeer.redirect(302, "/loop"));
        peer.on("/data", HttpPeer.redirect(302, "data:,x"));
        peer.on("/none", HttpPeer.redirect(302, "http://["));
        peer.on("/stream", HttpPeer.redirect(307, "/echo"));
        String text = run("""
                const names = [];
                for (const path of ["/loop", "/data", "/none"]) {
                  names.push(await fetch(PEER + path).catch((error) => error.message.replaceAll(PEER, "")));
                }
                const init = { method: "POST", body: new Blob(["x"]).stream(), duplex: "half" };
                names.push(await fetch(PEER + "/stream", init).catch((error) => error.name));
                return new Response(names.join("\\n"));
                """).text();

        assertThat(text)
                .contains("more than 20 redirects", "neither http nor https", "no URL")
                .endsWith("\nTypeError");
        assertThat(peer.seen()).filteredOn("GET /loop"::equals).hasSize(21);
    }

    @Test
    void fetch_failures_sayTheCause() {
        String text = run("""
                const messages = [];
                for (const url of ["http://127.0.0.1:3/", "http://127.0.0.1:22/", "ftp://a/", "about:blank",
                    "http://no-such-host.invalid/", "blob:null/x"]) {
                  messages.push(await fetch(url).catch((error) => `${error.name} ${error.message}`));
                }
                return new Response(messages.join("\\n"));
                """).text();

        assertThat(text.lines())
                .allMatch(line -> line.startsWith("TypeError fetch failed: "))
                .hasSize(6);
        assertThat(text)
                .contains("connection refused to 127.0.0.1:3", "port", "no address is known for no-such-host.invalid");
    }

    @Test
    void fetch_connectionCut_failsTheBodyAfterWhatCame() {
        peer.on("/cut", exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write("part".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            throw new java.io.IOException("cut");
        });
        String text = run("""
                const whole = await (await fetch(PEER + "/cut")).text().catch((error) => error.name);
                const reader = (await fetch(PEER + "/cut")).body.getReader();
                const first = new TextDecoder().decode((await reader.read()).value);
                const second = await reader.read().catch((error) => error.name);
                return Response.json([whole, first, second]);
                """).text();

        assertThat(text).isEqualTo("[\"TypeError\",\"part\",\"TypeError\"]");
    }

    @Test
    void fetches_beyondThoseOfTheOwner_areRefusedAndCounted() {
        WorkerletOptions options =
                Workers.reachingHere(1).toBuilder().fetchesPerOwner(1).build();
        try (Workers narrow = Workers.start(options, WorkerListener.NONE)) {
            WorkerDefinition worker = handler("""
                    const controller = new AbortController();
                    const held = [1, 2].map(() => fetch(PEER + "/slow", { signal: controller.signal }).catch(() => "aborted"));
                    const third = await fetch(PEER + "/slow").catch((error) => error.message);
                    controller.abort();
                    return Response.json([third, ...await Promise.all(held)]);
                    """);

            String text =
                    narrow.fetch(worker, Workers.get("http://example.com/")).text();

            assertThat(text).contains("fetches-per-owner", "\"aborted\",\"aborted\"");
            assertThat(narrow.workerlet().statistics().counts().reached(Limit.OWNER_FETCHES))
                    .isOne();
        }
    }

    @Test
    void abort_before_sendsNothing() {
        String text = run("""
                const reasons = [];
                await fetch(PEER + "/echo", { signal: AbortSignal.abort("why") }).catch((reason) => reasons.push(reason));
                const aborted = new Request(PEER + "/echo", { signal: AbortSignal.abort() });
                await fetch(aborted).catch((reason) => reasons.push(reason.name));
                return new Response(reasons.join());
                """).text();

        assertThat(text).isEqualTo("why,AbortError");
        assertThat(peer.seen()).isEmpty();
    }

    @Test
    void abort_during_rejectsAtOnceAndFreesThePlace() {
        String text = run("""
                const controller = new AbortController();
                const fetches = [];
                for (let i = 0; i < 6; i++) {
                  fetches.push(fetch(PEER + "/slow", { signal: controller.signal }).catch((reason) => reason));
                }
                setTimeout(() => controller.abort("enough"), 50);
                const reasons = await Promise.all(fetches);
                const next = await fetch(PEER + "/echo");
                return new Response(reasons.join() + next.status);
                """).text();

        assertThat(text).isEqualTo("enough,enough,enough,enough,enough,enough200");
    }

    @Test
    void abort_afterTheResponse_failsItsBody() {
        String text = run("""
                const names = [];
                for (const read of ["text", "stream", "clone", "late"]) {
                  const controller = new AbortController();
                  const response = await fetch(PEER + "/echo", { signal: controller.signal });
                  const reader = read === "stream" ? response.body.getReader() : null;
                  const clone = read === "clone" ? response.clone() : null;
                  const text = read === "late" ? await response.text() : null;
                  controller.abort(new Error("mine"));
                  names.push(await (reader !== null ? reader.read() : clone !== null ? clone.text()
                    : text !== null ? text.slice(0, 3) : response.text()).catch?.((error) => error.message) ?? text.slice(0, 3));
                }
                return new Response(names.join());
                """).text();

        assertThat(text).isEqualTo("mine,mine,mine,GET");
    }

    @Test
    void limits_seventhFetchWaits() {
        Exchange exchange = workers.send(handler("""
                const fetches = [];
                for (let i = 0; i < 9; i++) fetches.push(fetch(PEER + "/slow"));
                const responses = await Promise.all(fetches);
                return new Response(String(responses.length));
                """), Workers.get("http://example.com/"));
        Await.until("six requests have come", () -> peer.slow() == 6);
        peer.release();

        assertThat(exchange.await().text()).isEqualTo("9");
        assertThat(peer.mostSlow()).isEqualTo(6);
    }

    @Test
    void limits_fetchBeyondTheLimit_isRefused() {
        WorkerDefinition plain = handler("""
                let made = 0;
                for (;;) {
                  try { await (await fetch(PEER + "/echo")).text(); } catch (error) {
                    return new Response(made + " " + error.name + " " + error.message);
                  }
                  made++;
                }
                """);
        String text = workers.fetch(
                        limited(plain, 50, Workers.LIMITS.fetchBodyBytes()), Workers.get("http://example.com/"))
                .text();

        assertThat(text).isEqualTo("50 TypeError fetch failed: more than 50 fetches in one request");
    }

    @Test
    void limits_longBody_isStreamedButNotGathered() {
        peer.on("/long", exchange -> HttpPeer.send(exchange, 200, "x".repeat(100_000)));
        WorkerDefinition plain = handler("""
                const gathered = await (await fetch(PEER + "/long")).text().catch(String);
                let length = 0;
                for await (const chunk of (await fetch(PEER + "/long")).body) length += chunk.length;
                return new Response(`${gathered} ${length}`);
                """);
        WorkerDefinition limited = limited(plain, Workers.LIMITS.fetchesPerRequest(), 1000);
        String text = workers.fetch(limited, Workers.get("http://example.com/")).text();

        assertThat(text)
                .startsWith("TypeError")
                .contains("fetch-body-limit, 1000")
                .endsWith(" 100000");
    }

    @Test
    void requestEnd_cancelsWhatIsOpen() {
        String text = run("fetch(PEER + '/slow'); return new Response('done');").text();

        assertThat(text).isEqualTo("done");
    }

    @Test
    void request_waitingForAFetch_isNotTakenForDead() {
        Exchange exchange = workers.send(
                handler("return new Response(await (await fetch(PEER + '/slow')).text());"),
                Workers.get("http://example.com/"));
        Await.until("the request has come", () -> peer.slow() == 1);
        peer.release();

        assertThat(exchange.await().text()).isEqualTo("late");
    }

    @Test
    void integrity_isChecked() {
        peer.on("/script", exchange -> HttpPeer.send(exchange, 200, "abc"));
        String text = run("""
                const good = "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=";
                const results = [];
                for (const integrity of [good, "sha256-" + "A".repeat(43) + "=", "md5-x", `sha1-x ${good}`]) {
                  results.push(await fetch(PEER + "/script", { integrity }).then((r) => r.status, (e) => e.name));
                }
                return new Response(results.join());
                """).text();

        assertThat(text).isEqualTo("200,TypeError,200,200");
    }

    @Test
    void privateAddresses_areRefusedByDefault() {
        Map<String, String> urls =
                Map.of("loopback", peer.url("/echo"), "name", peer.url("/echo").replace("127.0.0.1", "localhost"));
        try (Workers guarded = Workers.start()) {
            urls.forEach((kind, url) -> {
                String text = guarded.fetch(
                                Workers.worker("export default { fetch: () => fetch('" + url
                                        + "').catch((error) => new Response(error.message)) };"),
                                Workers.get("http://example.com/"))
                        .text();

                assertThat(text).as(kind).startsWith("fetch failed: ").contains("private address");
            });
        }
        assertThat(peer.seen()).isEmpty();
    }
}
