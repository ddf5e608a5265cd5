package dev.workerlet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.workerlet.runtime.context.ServiceTarget;
import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.context.WorkerListener;
import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.limits.Refusal;
import dev.workerlet.runtime.limits.TerminationReason;
import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.FetchRequest;
import dev.workerlet.runtime.message.HeaderList;
import dev.workerlet.runtime.support.Answer;
import dev.workerlet.runtime.support.Exchange;
import dev.workerlet.runtime.support.HttpPeer;
import dev.workerlet.runtime.support.Workers;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Workers that reach themselves through the network. */
class LoopHeaderTest {
    private static final String HERE = "workerlet;request=[0-9a-f]{24}";

    private final Workers workers = Workers.start(Workers.reachingHere(1), WorkerListener.NONE);
    private final HttpPeer peer = HttpPeer.start();

    @AfterEach
    void stop() {
        peer.close();
        workers.close();
    }

    private static FetchRequest request(String... loopHeaders) {
        HeaderList headers = new HeaderList();
        for (String value : loopHeaders) {
            headers.add("CDN-Loop", value);
        }
        return new FetchRequest("GET", "http://a/", headers, Body.NONE);
    }

    private WorkerDefinition asking(String path, String init) {
        return Workers.worker("""
                export default {
                  async fetch() {
                    const response = await fetch("%s", %s);
                    return new Response(response.status + " " + await response.text());
                  }
                };
                """.formatted(peer.url(path), init));
    }

    @Test
    void fetch_namesTheRuntimeAndWhoWasThereBefore() {
        WorkerDefinition worker = asking("/echo", "{}");

        assertThat(workers.fetch(worker, request()).text()).containsPattern("cdn-loop: \\[" + HERE + "]\n");
        assertThat(workers.fetch(worker, request("other; a=b", "x")).text())
                .containsPattern("cdn-loop: \\[other; a=b, x, " + HERE + "]\n");
    }

    @Test
    void fetch_ofAScript_canNotChangeTheHeader() {
        WorkerDefinition worker = asking("/echo", "{ headers: { 'CDN-Loop': 'mine' } }");

        assertThat(workers.fetch(worker, request("other")).text())
                .containsPattern("cdn-loop: \\[other, " + HERE + "]\n");
    }

    @Test
    void fetch_ofAWorkerThatWasCalled_continuesTheOutermostRequest() {
        WorkerDefinition other = asking("/echo", "{}");
        ServiceTarget target = () -> other;
        WorkerDefinition caller = new WorkerDefinition(
                "caller",
                other.owner(),
                Workers.worker("export default { fetch: (request, env) => env.OTHER.fetch('http://a/') };")
                        .source(),
                other.mode(),
                Map.of(),
                Map.of("OTHER", target),
                other.limits());

        assertThat(workers.fetch(caller, request("first")).text())
                .containsPattern("cdn-loop: \\[first, " + HERE + "]\n");
    }

    @Test
    void workerThatFetchesItself_isEnded() {
        WorkerDefinition worker = asking("/loop", "{}");
        peer.on("/loop", exchange -> forward(worker, exchange));

        String text = workers.fetch(worker, request()).text();

        assertThat(text).isEqualTo("200 ".repeat(15) + "508 Loop detected");
        assertThat(workers.workerlet().statistics().counts().refusals(Refusal.LOOP))
                .isOne();
    }

    @Test
    void workerThatFetchesItselfOftenEachTime_makesNoMoreThanOneRequestMay() {
        WorkerDefinition unlimited = Workers.worker("""
                export default {
                  async fetch() {
                    const all = [];
                    for (let i = 0; i < 5; i++) all.push(fetch("%s").then((answer) => answer.text(), () => "refused"));
                    return new Response("(" + (await Promise.all(all)).join(" ") + ")");
                  }
                };
                """.formatted(peer.url("/tree")));
        WorkerDefinition worker = OutboundFetchTest.limited(unlimited, 40, 1 << 20);
        peer.on("/tree", exchange -> forward(worker, exchange));

        String text = workers.fetch(worker, request()).text();

        assertThat(peer.seen()).hasSize(40);
        assertThat(text).contains("refused");
    }

    @Test
    void requestWhoseSenderHasEnded_isNotBegun() {
        CompletableFuture<String> header = new CompletableFuture<>();
        CountDownLatch aborted = new CountDownLatch(1);
        peer.on("/late", exchange -> {
            header.complete(exchange.getRequestHeaders().getFirst("CDN-Loop"));
            awaitQuietly(aborted);
        });
        WorkerDefinition worker = Workers.worker("""
                export default {
                  async fetch(request) {
                    if (request.url.endsWith("begun")) return new Response("begun");
                    const leave = new AbortController();
                    fetch("%s", { signal: leave.signal }).catch(() => {});
                    await fetch("%s");
                    leave.abort();
                    return new Response("left");
                  }
                };
                """.formatted(peer.url("/late"), peer.url("/wait")));
        peer.on("/wait", exchange -> {
            header.join();
            HttpPeer.send(exchange, 200, "");
        });
        assertThat(workers.fetch(worker, request()).text()).isEqualTo("left");

        Answer late = workers.fetch(
                worker,
                new FetchRequest("GET", "http://a/begun", request(header.join()).headers(), Body.NONE));

        aborted.countDown();
        assertThat(late.failed().reason()).isEqualTo(TerminationReason.ABORTED);
    }

    @Test
    void requestThatRuns_endsWithItsSender() {
        CountDownLatch inside = new CountDownLatch(1);
        peer.on("/again", exchange -> {
            HeaderList headers =
                    request(exchange.getRequestHeaders().getFirst("CDN-Loop")).headers();
            Exchange answer = workers.send(waiting(), new FetchRequest("GET", "http://a/inner", headers, Body.NONE));
            inside.countDown();
            innerAnswer.complete(answer.await());
        });
        Exchange outer = workers.send(waiting(), request());
        awaitQuietly(inside);

        workers.workerlet().abort(outer);

        assertThat(innerAnswer.join().failed().reason()).isEqualTo(TerminationReason.ABORTED);
    }

    private final CompletableFuture<Answer> innerAnswer = new CompletableFuture<>();

    private WorkerDefinition waiting() {
        return Workers.worker("""
                export default {
                  fetch: (request) => request.url.endsWith("inner") ? new Promise((resolve) => setTimeout(resolve, 20000))
                      : fetch("%s")
                };
                """.formatted(peer.url("/again")));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void forward(WorkerDefinition worker, HttpExchange exchange) throws IOException {
        Answer answer =
                workers.fetch(worker, request(exchange.getRequestHeaders().getFirst("CDN-Loop")));
        Failure failure = answer.failure();
        if (failure == null) {
            HttpPeer.send(exchange, 200, answer.text());
        } else {
            HttpPeer.send(exchange, failure.status(), failure.publicMessage());
        }
    }
}
