package dev.workerlet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.limits.WorkerLimits;
import dev.workerlet.runtime.support.Answer;
import dev.workerlet.runtime.support.Await;
import dev.workerlet.runtime.support.Exchange;
import dev.workerlet.runtime.support.Workers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** One worker asks another. */
class ServiceTest extends AskingWorkersTest {
    private static final String UNTIL_ABORTED = """
            export default {
              async fetch(request) {
                while (!request.signal.aborted) await new Promise((resolve) => setTimeout(resolve, 5));
                return new Response("late");
              }
            };
            """;

    private static final String MANY = """
            export default {
              async fetch(request, env) {
                let text = "";
                for (let i = 0; i < 40 && !text.includes("failed"); i++) {
                  text = await env.NEXT.fetch("http://a/").then((response) => response.text(), (error) => error.message);
                }
                return new Response(text);
              }
            };
            """;

    @Test
    void fetch_ofABinding_isAnsweredByTheOtherWorker() {
        worker("other", """
                export default {
                  async fetch(request) {
                    const body = await request.text();
                    return new Response([request.method, request.url, request.headers.get("a"), body].join(" "),
                        { status: 201, headers: [["set-cookie", "a=1"], ["set-cookie", "b=2"], ["x-o", "o"]] });
                  }
                };
                """);
        WorkerDefinition caller = worker("caller", """
                export default {
                  async fetch(request, env) {
                    const one = await env.OTHER.fetch("https://any.host/p?q#f", { method: "POST", body: "hi", headers: { a: "A" } });
                    return Response.json([one instanceof Response, one.status, one.url, await one.text(),
                        one.headers.getSetCookie(), one.headers.get("x-o")]);
                  }
                };
                """, "OTHER=other");

        assertThat(ask(caller))
                .isEqualTo(
                        "[true,201,\"https://any.host/p?q\",\"POST https://any.host/p?q A hi\",[\"a=1\",\"b=2\"],\"o\"]");
    }

    @Test
    void fetch_ofTheIncomingRequest_passesItOnWithItsRedirects() {
        worker("other", """
                export default { fetch(request) { return Response.redirect("https://elsewhere/", 302) } };
                """);
        WorkerDefinition caller = worker("caller", ASK, "OTHER=other");

        Answer answer = workers.fetch(caller, Workers.post("http://example.com/", "body"));

        assertThat(answer.ok().status()).isEqualTo(302);
        assertThat(answer.ok().headers().first("location")).isEqualTo("https://elsewhere/");
    }

    @Test
    void fetch_thatIsRedirected_asksTheSameWorkerAgain() {
        worker("other", """
                export default {
                  fetch(request) {
                    const url = new URL(request.url);
                    return url.pathname === "/" ? Response.redirect(url.origin + "/b", 302) : new Response("b");
                  }
                };
                """);
        WorkerDefinition caller = worker("caller", """
                export default {
                  async fetch(request, env) {
                    const response = await env.OTHER.fetch("http://a/");
                    return new Response(response.redirected + response.url + await response.text());
                  }
                };
                """, "OTHER=other");

        assertThat(ask(caller)).isEqualTo("truehttp://a/bb");
    }

    @Test
    void binding_isAFetcherThatNobodyElseMakes() {
        worker("other", "export default { fetch: () => new Response('o') };");
        WorkerDefinition caller = worker("caller", """
                const failure = async (action) => {
                  try { return await action(); } catch (error) { return error.name + ": " + error.message; }
                };
                export default {
                  async fetch(request, env) {
                    const { fetch } = env.OTHER;
                    return Response.json([
                      String(env.OTHER), Object.keys(env).sort(), Object.isFrozen(env), globalThis.env === env, typeof Fetcher,
                      await failure(() => new env.OTHER.constructor()),
                      await failure(() => fetch("http://a/")),
                      await failure(() => env.OTHER.fetch()),
                      await failure(() => env.OTHER.fetch("/relative")),
                      await failure(() => structuredClone(env.OTHER)).then((text) => text.split(":")[0]),
                    ]);
                  }
                };
                """, "OTHER=other");

        assertThat(ask(caller))
                .isEqualTo("[\"[object Fetcher]\",[\"OTHER\",\"TEXT\"],true,true,\"undefined\","
                        + "\"TypeError: Illegal constructor\","
                        + "\"TypeError: fetch() belongs to a binding: call it as env.NAME.fetch(request)\","
                        + "\"TypeError: Failed to execute 'fetch' on 'Fetcher': 1 argument required, but only 0 present.\","
                        + "\"TypeError: Failed to construct 'Request': Failed to parse URL from /relative\","
                        + "\"DataCloneError\"]");
    }

    /** A worker may replace every built-in: the call goes its way all the same. */
    @Test
    void fetch_amongReplacedBuiltIns_works() throws IOException {
        worker("other", "export default { async fetch(request) { return new Response(await request.text() + '!') } };");
        WorkerDefinition caller = worker("caller", sabotage() + """
                export default {
                  async fetch(request, env) {
                    const mend = sabotage();
                    let asked;
                    try {
                      asked = env.OTHER.fetch("http://a/b?c", { method: "POST", body: "hello" });
                    } finally {
                      mend();
                    }
                    return asked;
                  }
                };
                """, "OTHER=other");

        assertThat(ask(caller)).isEqualTo("hello!");
    }

    private static String sabotage() throws IOException {
        try (InputStream in = Objects.requireNonNull(ServiceTest.class.getResourceAsStream("sabotage.js"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("export async", "async");
        }
    }

    @Test
    void failure_ofTheOther_isATypeErrorWithoutItsStack() {
        worker("other", "export default { fetch() { throw new Error('secret') } };");
        WorkerDefinition caller = worker("caller", ASK, "OTHER=other");

        assertThat(ask(caller))
                .isEqualTo("TypeError: fetch failed: the worker behind env.OTHER gave no response: "
                        + "Worker threw an exception");
    }

    @Test
    void failureToLoad_ofTheOther_isATypeError() {
        worker("other", "export default { oops");
        WorkerDefinition caller = worker("caller", ASK, "OTHER=other");

        assertThat(ask(caller)).endsWith("gave no response: Worker failed to start");
    }

    @Test
    void limitOfTheOther_leavesTheCallerUnharmed() {
        WorkerLimits narrow = limits(Duration.ofMillis(50), Duration.ofSeconds(20), 10, 6);
        worker("other", "tests", "export default { fetch() { for (;;); } };", narrow);
        WorkerDefinition caller = worker("caller", ASK, "OTHER=other");

        assertThat(ask(caller)).endsWith("gave no response: Worker exceeded CPU time limit");
    }

    @Test
    void workerThatIsGone_isATypeError() {
        WorkerDefinition caller = worker("caller", ASK, "OTHER=nobody");

        assertThat(ask(caller)).isEqualTo("TypeError: fetch failed: the worker behind env.OTHER is no longer there");
    }

    @Test
    void workerOfAnotherOwner_hasItsOwnIsolate() {
        worker(
                "other",
                "theirs",
                "globalThis.mark = 'theirs'; export default { fetch: () => new Response(mark) };",
                Workers.LIMITS);
        WorkerDefinition caller = worker("caller", "ours", """
                export default {
                  async fetch(request, env) {
                    return new Response(await (await env.OTHER.fetch("http://a/")).text() + typeof mark);
                  }
                };
                """, Workers.LIMITS, "OTHER=other");

        assertThat(ask(caller)).isEqualTo("theirsundefined");
        assertThat(workers.workerlet().statistics().isolates()).isEqualTo(2);
    }

    @Test
    void selfCall_endsWhereItIsTooDeep() {
        WorkerDefinition self = worker("self", """
                export default {
                  async fetch(request, env) {
                    const depth = +new URL(request.url).searchParams.get("d");
                    try {
                      return await env.SELF.fetch("http://a/?d=" + (depth + 1));
                    } catch (error) {
                      return new Response(depth + " " + error.message);
                    }
                  }
                };
                """, "SELF=self");

        assertThat(ask(self)).isEqualTo("16 fetch failed: workers call one another more than 16 deep");
    }

    @Test
    void callsThatMultiply_areBoundedInAll() {
        worker("other", "export default { fetch: () => new Response('o') };");
        worker("middle", MANY, "NEXT=other");
        WorkerDefinition caller = worker("caller", MANY, "NEXT=middle");

        assertThat(ask(caller)).isEqualTo("fetch failed: one request leads to more than 1000 calls between workers");
    }

    @Test
    void calls_countAsFetches() {
        WorkerLimits two = limits(Duration.ofSeconds(2), Duration.ofSeconds(20), 2, 1);
        worker("other", "export default { fetch: () => new Response('o') };");
        WorkerDefinition caller = worker("caller", "tests", """
                export default {
                  async fetch(request, env) {
                    const calls = [1, 2, 3].map(() => env.OTHER.fetch("http://a/").then((r) => r.text(), (e) => e.message));
                    return new Response(await Promise.all(calls));
                  }
                };
                """, two, "OTHER=other");

        assertThat(ask(caller)).isEqualTo("o,o,fetch failed: more than 2 fetches in one request");
    }

    @Test
    void onlyIsolate_heldByTheCaller_failsWhenTheQueueWaitIsOver() {
        startAnew(1, 1, Duration.ofMillis(200));
        worker("other", "export default { fetch: () => new Response('o') };");
        WorkerDefinition caller = worker("caller", ASK, "OTHER=other");

        assertThat(ask(caller)).endsWith("(No place was free within queue-wait of PT0.2S)");
    }

    @Test
    void onlyIsolate_takesASelfCall() {
        startAnew(1, 1, Duration.ofSeconds(10));
        WorkerDefinition self = worker("self", """
                export default {
                  async fetch(request, env) {
                    return request.url.endsWith("inner") ? new Response("inner") : env.SELF.fetch("http://a/inner");
                  }
                };
                """, "SELF=self");

        assertThat(ask(self)).isEqualTo("inner");
    }

    @Test
    void workersOfSeveralLoops_askOneAnother() {
        startAnew(3, 10, Duration.ofSeconds(10));
        for (int i = 0; i < 8; i++) {
            worker(
                    "w" + i,
                    i == 7 ? "export default { fetch: () => new Response('last') };" : ASK,
                    "OTHER=w" + (i + 1));
        }

        assertThat(ask(named("w0"))).isEqualTo("last");
    }

    @Test
    void abort_ofTheCaller_abortsTheOther() {
        worker("other", "tests", UNTIL_ABORTED, patient());
        WorkerDefinition caller = worker("caller", """
                export default {
                  async fetch(request, env) {
                    const signal = AbortSignal.timeout(50);
                    return new Response(await env.OTHER.fetch("http://a/", { signal }).catch((error) => error.name));
                  }
                };
                """, "OTHER=other");

        assertThat(ask(caller)).isEqualTo("TimeoutError");
        untilNothingRuns();
    }

    @Test
    void clientThatLeaves_abortsTheOther() {
        worker("other", "tests", UNTIL_ABORTED, patient());
        WorkerDefinition caller = worker("caller", ASK, "OTHER=other");
        Exchange exchange = workers.send(caller, Workers.get("http://a/"));
        Await.until("both are running", () -> workers.workerlet().statistics().activeRequests() == 2);

        workers.workerlet().abort(exchange);

        untilNothingRuns();
    }

    @Test
    void factsOfTheRequest_areTheCallers() {
        worker("other", """
                export default {
                  fetch: (request, env, ctx) => Response.json(
                      [ctx.servlet.principal, ctx.servlet.isUserInRole("admin"), ctx.servlet.isUserInRole("guest")]),
                };
                """);
        WorkerDefinition caller = worker("caller", ASK, "OTHER=other");
        Exchange exchange = new Exchange() {
            @Override
            public String hostFactsJson() {
                return "{\"principal\":\"ann\"}";
            }

            @Override
            public boolean isUserInRole(String role) {
                return role.equals("admin");
            }

            @Override
            public boolean hasNext() {
                return true;
            }
        };

        workers.workerlet().dispatch(caller, Workers.get("http://a/"), exchange);

        assertThat(exchange.await().text()).isEqualTo("[\"ann\",true,false]");
    }

    @Test
    void topLevel_mayNotAsk() {
        worker("other", "export default { fetch: () => new Response('o') };");
        WorkerDefinition caller = worker("caller", """
                const failure = await env.OTHER.fetch("http://a/").catch((error) => error.message);
                export default { fetch: () => new Response(failure) };
                """, "OTHER=other");

        assertThat(ask(caller)).isEqualTo("fetch failed: a worker can't be asked while a script is loaded");
    }

    @Test
    void runningCalls_areFinishedBeforeTheRuntimeCloses() {
        startAnew(2, 10, Duration.ofSeconds(10));
        worker("other", "export default { fetch: () => new Response('o') };");
        WorkerDefinition caller = worker("caller", """
                export default {
                  async fetch(request, env) {
                    await new Promise((resolve) => setTimeout(resolve, 1_000));
                    return env.OTHER.fetch("http://a/");
                  }
                };
                """, "OTHER=other");
        List<Exchange> exchanges =
                List.of(workers.send(caller, Workers.get("http://a/")), workers.send(caller, Workers.get("http://a/")));
        Await.until("both are running", () -> workers.workerlet().statistics().activeRequests() == 2);

        workers.close();

        exchanges.forEach(exchange -> assertThat(exchange.await().text()).isEqualTo("o"));
        workers = Workers.start();
    }
}
