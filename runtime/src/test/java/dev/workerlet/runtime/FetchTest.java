package dev.workerlet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.context.WorkerMode;
import dev.workerlet.runtime.message.FetchRequest;
import dev.workerlet.runtime.message.HeaderList;
import dev.workerlet.runtime.support.Answer;
import dev.workerlet.runtime.support.MapSource;
import dev.workerlet.runtime.support.Workers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Fetch events, from the request to the response. */
class FetchTest {
    private static Workers workers;

    @BeforeAll
    static void start() {
        workers = Workers.start();
    }

    @AfterAll
    static void stop() {
        workers.close();
    }

    @Test
    void fetch_moduleWorker_answers() {
        Answer answer = workers.fetch("export default { async fetch() { return new Response('Hello World!'); } };");

        assertThat(answer.text()).isEqualTo("Hello World!");
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void fetch_synchronousHandler_answers() {
        Answer answer = workers.fetch("export default { fetch: () => new Response('sync', { status: 201 }) };");

        assertThat(answer.text()).isEqualTo("sync");
        assertThat(answer.status()).isEqualTo(201);
    }

    @Test
    void fetch_serviceWorker_answers() {
        Answer answer = workers.fetch(
                "addEventListener('fetch', (event) => event.respondWith(new Response('sw ' + event.request.method)));");

        assertThat(answer.text()).isEqualTo("sw GET");
    }

    @Test
    void fetch_headersLongerThanTheSharedBuffer_arrive() {
        Answer answer = workers.fetch("""
                export default { fetch() {
                  const headers = new Headers();
                  for (let i = 0; i < 40; i++) headers.append(`x-${i}`, "v".repeat(2000) + i);
                  return new Response("end", { headers });
                } };
                """);

        assertThat(answer.text()).isEqualTo("end");
        assertThat(answer.ok().headers().first("x-39")).isEqualTo("v".repeat(2000) + "39");
    }

    @Test
    void fetch_serviceWorker_mayRespondLate() {
        Answer answer = workers.fetch("""
                addEventListener('fetch', (event) => {
                  setTimeout(() => event.respondWith(new Response('late')), 5);
                });
                """);

        assertThat(answer.text()).isEqualTo("late");
    }

    @Test
    void fetch_request_carriesMethodUrlHeadersAndBody() {
        WorkerDefinition worker = Workers.worker("""
                export default { async fetch(request) {
                  return Response.json({
                    method: request.method, url: request.url, path: new URL(request.url).pathname,
                    accept: request.headers.get('accept'), text: await request.text(),
                  });
                } };
                """);
        HeaderList headers =
                new HeaderList().add("Accept", "a/b").add("accept", "c/d").add("content-type", "x/y");
        FetchRequest request = new FetchRequest(
                "PUT", "https://example.com/a%20b?c=d", headers, "Grüße €".getBytes(StandardCharsets.UTF_8));

        Answer answer = workers.fetch(worker, request);

        assertThat(answer.text())
                .isEqualTo("{\"method\":\"PUT\",\"url\":\"https://example.com/a%20b?c=d\",\"path\":\"/a%20b\","
                        + "\"accept\":\"a/b, c/d\",\"text\":\"Grüße €\"}");
    }

    @Test
    void fetch_largeBodies_crossWhole() {
        WorkerDefinition worker = Workers.worker("""
                export default { async fetch(request) {
                  const bytes = await request.bytes();
                  return new Response(bytes);
                } };
                """);
        byte[] body = new byte[3_000_000];
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) (i * 31);
        }

        Answer answer = workers.fetch(worker, new FetchRequest("POST", "http://example.com/", new HeaderList(), body));

        assertThat(answer.ok().bytes()).isEqualTo(body);
    }

    @Test
    void fetch_longText_crossesWhole() {
        String expected = "Zeile mit Umlaut äöü und 𝒳\n".repeat(20_000);

        Answer answer = workers.fetch(
                "export default { fetch: () => " + "new Response('Zeile mit Umlaut äöü und 𝒳\\n'.repeat(20000)) };");

        assertThat(answer.text()).isEqualTo(expected);
    }

    @Test
    void fetch_loneSurrogates_becomeReplacementCharacters() {
        assertThat(workers.fetch("export default { fetch: () => new Response('a\\ud800b') };")
                        .text())
                .isEqualTo("a\ufffdb");
    }

    @Test
    void fetch_responseHeaders_keepRepeatedSetCookie() {
        Answer answer = workers.fetch("""
                export default { fetch() {
                  const response = new Response('x', { headers: { 'x-a': 'ü' } });
                  response.headers.append('set-cookie', 'a=1');
                  response.headers.append('set-cookie', 'b=2');
                  return response;
                } };
                """);

        assertThat(answer.ok().headers().all("set-cookie")).containsExactly("a=1", "b=2");
        assertThat(answer.ok().headers().first("x-a")).isEqualTo("ü");
        assertThat(answer.ok().headers().first("content-type")).isEqualTo("text/plain;charset=UTF-8");
    }

    @Test
    void fetch_streamBody_isCollected() {
        Answer answer = workers.fetch("""
                export default { fetch() {
                  let n = 0;
                  return new Response(new ReadableStream({
                    async pull(controller) {
                      await new Promise((resolve) => setTimeout(resolve, 1));
                      if (n++ < 3) controller.enqueue(new TextEncoder().encode('chunk' + n + ' '));
                      else controller.close();
                    },
                  }));
                } };
                """);

        assertThat(answer.text()).isEqualTo("chunk1 chunk2 chunk3 ");
    }

    @Test
    void fetch_env_isGivenAndFrozen() {
        WorkerDefinition worker = new WorkerDefinition(
                "env",
                "tests",
                MapSource.of("export default { fetch(request, env) { try { env.NAME = 'x' } catch {} "
                        + "return new Response(env.NAME + Object.isFrozen(env)); } };"),
                WorkerMode.POOLED,
                Map.of("NAME", "wert \"ü\"\n"),
                Workers.LIMITS);

        assertThat(workers.fetch(worker, Workers.get("http://e.com/")).text()).isEqualTo("wert \"ü\"\ntrue");
    }

    @Test
    void fetch_moduleState_livesBetweenRequestsOfAVersion() {
        MapSource source = MapSource.of("let n = 0; export default { fetch: () => new Response(String(++n)) };");
        WorkerDefinition first = Workers.worker(source);
        WorkerDefinition second = Workers.worker(source.withVersion("2"));

        assertThat(workers.fetch(first, Workers.get("http://e.com/")).text()).isEqualTo("1");
        assertThat(workers.fetch(first, Workers.get("http://e.com/")).text()).isEqualTo("2");
        assertThat(workers.fetch(second, Workers.get("http://e.com/")).text()).isEqualTo("1");
    }

    @Test
    void fetch_workerMode_keepsNothing() {
        WorkerDefinition worker = new WorkerDefinition(
                "isolated",
                "tests",
                MapSource.of("let n = 0; export default { fetch: () => new Response(String(++n)) };"),
                WorkerMode.ISOLATED,
                Map.of(),
                Workers.LIMITS);

        assertThat(workers.fetch(worker, Workers.get("http://e.com/")).text()).isEqualTo("1");
        assertThat(workers.fetch(worker, Workers.get("http://e.com/")).text()).isEqualTo("1");
    }

    @Test
    void fetch_noHandler_is501() {
        assertThat(workers.fetch("export default {};").status()).isEqualTo(501);
        assertThat(workers.fetch("export const a = 1;").status()).isEqualTo(501);
        assertThat(workers.fetch("globalThis.x = 1;").status()).isEqualTo(501);
    }

    @Test
    void fetch_handlerThrows_is500WithFileLineAndColumn() {
        Answer answer = workers.fetch("""
                export default {
                  async fetch() {
                    throw new Error('boom');
                  },
                };
                """);

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text()).contains("Error: boom").contains("/main.js:3:11");
    }

    @Test
    void fetch_handlerReturnsNoResponse_is500AtOnce() {
        assertThat(workers.fetch("export default { fetch() {} };").text()).contains("undefined");
        assertThat(workers.fetch("export default { async fetch() { return { status: 200 }; } };")
                        .status())
                .isEqualTo(500);
    }

    @Test
    void fetch_promiseThatNeverSettles_failsAtOnce() {
        Answer answer = workers.fetch("export default { fetch: () => new Promise(() => {}) };");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text()).contains("can never answer");
    }

    @Test
    void fetch_answerThatIsTooLargeForTheHost_saysSo() {
        for (String body : List.of("'text'", "new Response('piece').body")) {
            Answer answer = workers.fetch("export default { fetch() { const headers = new Headers();"
                    + " for (let i = 0; i < 5000; i++) headers.append('x-' + i, 'y');"
                    + " return new Response(" + body + ", { headers }); } };");

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.text()).contains("parts is too large");
        }
    }

    @Test
    void fetch_webSocketWithHeadersThatAreTooLargeForTheHost_saysSo() {
        Answer answer = workers.fetch("export default { fetch() { const headers = new Headers();"
                + " for (let i = 0; i < 5000; i++) headers.append('x-' + i, 'y');"
                + " const [client, server] = Object.values(new WebSocketPair()); server.accept();"
                + " return new Response(null, { status: 101, webSocket: client, headers }); } };");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text()).contains("parts is too large");
    }

    @Test
    void fetch_serviceWorkerThatNeverResponds_failsAtOnce() {
        Answer answer = workers.fetch("addEventListener('fetch', () => {});");

        assertThat(answer.status()).isEqualTo(500);
    }

    @Test
    void next_requestWithoutBody_reachesTheHost() {
        Answer answer = workers.fetch("""
                export default { fetch(request, env, ctx) {
                  return ctx.next(new Request(request, { headers: { "x-user": "ada" } }))
                    .catch((error) => new Response(error.message));
                } };
                """);

        assertThat(answer.text()).startsWith("There is nothing behind this worker");
    }
}
