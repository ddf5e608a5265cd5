package dev.workerlet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.support.Answer;
import dev.workerlet.runtime.support.Exchange;
import dev.workerlet.runtime.support.LogLines;
import dev.workerlet.runtime.support.Workers;
import org.junit.jupiter.api.Test;

/** Whose work a message is, and how long ports, channels and observers keep an event. */
class MessagingTest {
    @Test
    void port_madeAtTopLevel_deliversToTheRequestThatPosts() {
        try (LogLines console = LogLines.ofConsole();
                Workers workers = Workers.startWithOneIsolate()) {
            WorkerDefinition worker = Workers.worker("""
                    const { port1, port2 } = new MessageChannel();
                    let answer;
                    port2.onmessage = ({ data }) => { console.log(`heard ${data}`); answer(data); };
                    export default { async fetch(request) {
                      const path = new URL(request.url).pathname;
                      console.log(`here ${path}`);
                      const heard = new Promise((resolve) => { answer = resolve; });
                      port1.postMessage(path);
                      return new Response(await heard);
                    } };
                    """);
            for (String path : new String[] {"/a", "/b"}) {
                assertThat(workers.fetch(worker, Workers.get("http://example.com" + path))
                                .text())
                        .isEqualTo(path);
                assertThat(console.requestOf("heard " + path)).isEqualTo(console.requestOf("here " + path));
            }
        }
    }

    @Test
    void port_idle_doesNotKeepTheEvent() {
        try (Workers workers = Workers.start()) {
            Answer answer = workers.fetch("""
                    export default { async fetch() {
                      const { port1 } = new MessageChannel();
                      await new Promise((resolve) => { port1.onmessage = resolve; });
                      return new Response('never');
                    } };
                    """);

            assertThat(answer.status()).isEqualTo(500);
        }
    }

    @Test
    void messages_leftByAnEndedRequest_comeWithTheNextOne() {
        try (Workers workers = Workers.startWithOneIsolate()) {
            WorkerDefinition worker = Workers.worker("""
                    const { port1, port2 } = new MessageChannel();
                    const heard = [];
                    port2.onmessage = ({ data }) => heard.push(data);
                    export default { async fetch(request) {
                      const path = new URL(request.url).pathname;
                      port1.postMessage(path);
                      if (path === '/last') await new Promise((resolve) => setTimeout(resolve, 20));
                      return new Response(heard.join());
                    } };
                    """);
            workers.fetch(worker, Workers.get("http://example.com/first"));

            assertThat(workers.fetch(worker, Workers.get("http://example.com/last"))
                            .text())
                    .isEqualTo("/first,/last");
        }
    }

    /** The first request's message is at the head when it ends; the second one waits for its own behind it. */
    @Test
    void message_behindOneOfAnEndedRequest_isDelivered() {
        try (Workers workers = Workers.startWithOneIsolate()) {
            WorkerDefinition worker = Workers.worker("""
                    const { port1, port2 } = new MessageChannel();
                    const waiting = new Map();
                    port2.onmessage = ({ data }) => waiting.get(data)?.(data);
                    let inside = 0;
                    export default { async fetch(request) {
                      const path = new URL(request.url).pathname;
                      inside++;
                      while (path !== '/warm' && inside < 3) await new Promise((resolve) => setTimeout(resolve, 5));
                      const heard = new Promise((resolve) => waiting.set(path, resolve));
                      port1.postMessage(path);
                      return new Response(path === '/second' ? await heard : 'early');
                    } };
                    """);
            workers.fetch(worker, Workers.get("http://example.com/warm"));
            Exchange first = workers.send(worker, Workers.get("http://example.com/first"));
            Exchange second = workers.send(worker, Workers.get("http://example.com/second"));

            assertThat(first.await().text()).isEqualTo("early");
            assertThat(second.await().text()).isEqualTo("/second");
        }
    }

    @Test
    void broadcastChannel_ofAnEndedRequest_isClosed() {
        try (Workers workers = Workers.startWithOneIsolate()) {
            WorkerDefinition worker = Workers.worker("""
                    const always = new BroadcastChannel('news');
                    const heard = [];
                    always.onmessage = ({ data }) => heard.push(`always ${data}`);
                    let earlier;
                    export default { async fetch(request) {
                      if (earlier !== undefined) {
                        try { earlier.postMessage('x'); } catch (error) { heard.push(error.name); }
                      }
                      const channel = new BroadcastChannel('news');
                      channel.onmessage = ({ data }) => heard.push(`request ${data}`);
                      earlier = channel;
                      channel.postMessage('from request');
                      always.postMessage('from top level');
                      await new Promise((resolve) => setTimeout(resolve, 20));
                      return new Response(heard.splice(0).join());
                    } };
                    """);
            String once = "always from request,request from top level";

            assertThat(workers.fetch(worker, Workers.get("http://example.com/")).text())
                    .isEqualTo(once);
            assertThat(workers.fetch(worker, Workers.get("http://example.com/")).text())
                    .isEqualTo("InvalidStateError," + once);
        }
    }

    @Test
    void performanceObserver_ofAnEndedRequest_isTakenOut() {
        try (Workers workers = Workers.startWithOneIsolate()) {
            WorkerDefinition worker = Workers.worker("""
                    const seen = [];
                    new PerformanceObserver((list) => seen.push('top level')).observe({ type: 'mark' });
                    export default { async fetch() {
                      new PerformanceObserver((list) => seen.push('request')).observe({ type: 'mark' });
                      performance.mark('x');
                      await new Promise((resolve) => setTimeout(resolve, 20));
                      return new Response(seen.splice(0).join());
                    } };
                    """);
            for (int i = 0; i < 2; i++) {
                assertThat(workers.fetch(worker, Workers.get("http://example.com/"))
                                .text())
                        .isEqualTo("top level,request");
            }
        }
    }
}
