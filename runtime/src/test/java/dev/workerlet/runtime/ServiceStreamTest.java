package dev.workerlet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.body.ChunkSource;
import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.BodySource;
import dev.workerlet.runtime.message.FetchRequest;
import dev.workerlet.runtime.message.FetchResponse;
import dev.workerlet.runtime.support.Answer;
import dev.workerlet.runtime.support.Await;
import dev.workerlet.runtime.support.Exchange;
import dev.workerlet.runtime.support.LogLines;
import dev.workerlet.runtime.support.Workers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Bodies that flow between workers that ask one another. */
class ServiceStreamTest extends AskingWorkersTest {
    @Test
    void streams_flowBothWays() {
        worker("other", """
                export default {
                  fetch: (request) => new Response(request.body.pipeThrough(new TransformStream({
                    transform(chunk, controller) { controller.enqueue(chunk.map((byte) => byte + 1)); },
                  }))),
                };
                """);
        WorkerDefinition caller = worker("caller", """
                export default {
                  async fetch(request, env) {
                    let release;
                    const body = new ReadableStream({
                      async start(controller) {
                        controller.enqueue(new TextEncoder().encode("ab"));
                        await new Promise((resolve) => { release = resolve; });
                        controller.enqueue(new TextEncoder().encode("cd"));
                        controller.close();
                      },
                    });
                    const response = await env.OTHER.fetch("http://a/", { method: "POST", body, duplex: "half" });
                    const texts = [];
                    for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
                      texts.push(text);
                      release();
                    }
                    return new Response(texts.join());
                  }
                };
                """, "OTHER=other");

        assertThat(ask(caller)).isEqualTo("bc,de");
    }

    @Test
    void bodyOfTheIncomingRequest_isPassedOn() {
        worker("other", "export default { fetch: async (request) => new Response(await request.text() + '!') };");
        worker("middle", ASK, "OTHER=other");
        WorkerDefinition caller = worker("caller", ASK, "OTHER=middle");
        FetchRequest post = Workers.post("http://a/", "");
        BodySource source = ChunkSource.of(new Body.Bytes("from outside".getBytes(StandardCharsets.UTF_8)));

        Answer answer = workers.fetch(caller, post.withBody(new Body.Stream(source, Body.UNKNOWN_LENGTH)));

        assertThat(answer.text()).isEqualTo("from outside!");
    }

    @Test
    void streamThatIsPassedOn_endsWhenTheClientLeaves() {
        worker("other", "tests", """
                export default {
                  fetch: () => new Response(new ReadableStream({
                    async pull(controller) {
                      await new Promise((resolve) => setTimeout(resolve, 5));
                      controller.enqueue(new Uint8Array(1000));
                    },
                  })),
                };
                """, patient());
        WorkerDefinition caller = worker("caller", ASK, "OTHER=other");
        CompletableFuture<FetchResponse> head = new CompletableFuture<>();
        Exchange exchange = new Exchange() {
            @Override
            public void respond(FetchResponse response) {
                head.complete(response);
            }
        };
        workers.workerlet().dispatch(caller, Workers.get("http://a/"), exchange);

        head.orTimeout(30, TimeUnit.SECONDS).join().body().cancel("The client has left");
        workers.workerlet().abort(exchange);

        untilNothingRuns();
    }

    @Test
    void largeStream_isPassedOnWhole() {
        worker("other", """
                export default {
                  fetch() {
                    let left = 300;
                    return new Response(new ReadableStream({
                      pull(controller) {
                        if (left-- === 0) controller.close();
                        else controller.enqueue(new Uint8Array(65_536));
                      },
                    }));
                  }
                };
                """);
        WorkerDefinition caller = worker("caller", ASK, "OTHER=other");

        assertThat(workers.fetch(caller, Workers.get("http://a/")).ok().bytes()).hasSize(300 * 65_536);
    }

    @Test
    void slowReader_slowsTheOther_andItsLeavingEndsIt() {
        worker("other", "tests", """
                export default {
                  fetch() {
                    let pulled = 0;
                    return new Response(new ReadableStream({
                      pull(controller) {
                        pulled++;
                        controller.enqueue(new Uint8Array(65_536));
                      },
                      cancel(reason) { console.log("cancelled after " + pulled); },
                    }));
                  }
                };
                """, patient());
        WorkerDefinition caller = worker("caller", """
                export default {
                  async fetch(request, env) {
                    const reader = (await env.OTHER.fetch("http://a/")).body.getReader();
                    await reader.read();
                    await new Promise((resolve) => setTimeout(resolve, 300));
                    await reader.cancel("enough");
                    return new Response("left");
                  }
                };
                """, "OTHER=other");

        try (LogLines console = LogLines.ofConsole()) {
            assertThat(ask(caller)).isEqualTo("left");
            untilNothingRuns();
            Await.until(
                    "it was cancelled", () -> !console.with("cancelled after").isEmpty());
            String line = console.with("cancelled after").get(0);
            assertThat(Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1)))
                    .isLessThan(60);
        }
    }

    @Test
    void streamThatFails_isATypeErrorWithoutItsReason() {
        worker("other", """
                export default {
                  fetch() {
                    return new Response(new ReadableStream({
                      async start(controller) {
                        controller.enqueue(new Uint8Array(3));
                        await new Promise((resolve) => setTimeout(resolve, 20));
                        controller.error(new Error("secret"));
                      },
                    }));
                  }
                };
                """);
        WorkerDefinition caller = worker("caller", """
                export default {
                  async fetch(request, env) {
                    const response = await env.OTHER.fetch("http://a/");
                    return new Response(await response.text().catch((error) => error.name + ": " + error.message));
                  }
                };
                """, "OTHER=other");

        assertThat(ask(caller))
                .startsWith("TypeError: ")
                .endsWith("the worker behind env.OTHER broke its response off");
    }
}
