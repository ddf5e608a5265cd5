package dev.workerlet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.workerlet.runtime.context.ServiceTarget;
import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.context.WorkerListener;
import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.FetchRequest;
import dev.workerlet.runtime.message.HeaderList;
import dev.workerlet.runtime.support.Answer;
import dev.workerlet.runtime.support.HttpPeer;
import dev.workerlet.runtime.support.Workers;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Workers that reach themselves through the network. */
class LoopHeaderTest {
    private final Workers workers = Workers.start(Workers.options(1).withPrivateNetwork(true), WorkerListener.NONE);
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

        assertThat(workers.fetch(worker, request()).text()).contains("cdn-loop: [workerlet]\n");
        assertThat(workers.fetch(worker, request("other; a=b", "x")).text())
                .contains("cdn-loop: [other; a=b, x, workerlet]\n");
    }

    @Test
    void fetch_ofAScript_canNotChangeTheHeader() {
        WorkerDefinition worker = asking("/echo", "{ headers: { 'CDN-Loop': 'mine' } }");

        assertThat(workers.fetch(worker, request("other")).text()).contains("cdn-loop: [other, workerlet]\n");
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

        assertThat(workers.fetch(caller, request("first")).text()).contains("cdn-loop: [first, workerlet]\n");
    }

    @Test
    void workerThatFetchesItself_isEnded() {
        WorkerDefinition worker = asking("/loop", "{}");
        peer.on("/loop", exchange -> forward(worker, exchange));

        String text = workers.fetch(worker, request()).text();

        assertThat(text).isEqualTo("200 ".repeat(15) + "508 Loop detected");
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
