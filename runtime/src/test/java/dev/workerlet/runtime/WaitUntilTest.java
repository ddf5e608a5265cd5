package dev.workerlet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.support.Answer;
import dev.workerlet.runtime.support.Await;
import dev.workerlet.runtime.support.Workers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two phases: the response leaves, then what was given to waitUntil goes on. */
class WaitUntilTest {
    private static Workers workers;

    @BeforeAll
    static void start() {
        // One isolate: whether a promise has run is told by the module's state.
        workers = Workers.startWithOneIsolate();
    }

    @AfterAll
    static void stop() {
        workers.close();
    }

    private static String ask(WorkerDefinition worker, String path) {
        return workers.fetch(worker, Workers.get("http://example.com" + path)).text();
    }

    @Test
    void waitUntil_responseLeavesFirst_thenTheRestRuns() {
        WorkerDefinition worker = Workers.worker("""
                let done = 0;
                const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
                export default { fetch(request, env, ctx) {
                  if (request.url.endsWith('/state')) return new Response(String(done));
                  ctx.waitUntil(sleep(50).then(() => { done++; ctx.waitUntil(sleep(20).then(() => { done++; })); }));
                  return new Response('answered ' + done);
                } };
                """);

        assertThat(ask(worker, "/")).isEqualTo("answered 0");
        Await.until("both promises have run", () -> ask(worker, "/state").equals("2"));
    }

    @Test
    void waitUntil_rejection_doesNotHarmTheAnswer() {
        WorkerDefinition worker = Workers.worker("""
                export default { fetch(request, env, ctx) {
                  ctx.waitUntil(Promise.reject(new Error('later')));
                  return new Response('fine');
                } };
                """);

        assertThat(ask(worker, "/")).isEqualTo("fine");
        assertThat(ask(worker, "/")).isEqualTo("fine");
    }

    @Test
    void waitUntil_ofAServiceWorkerEvent_runs() {
        WorkerDefinition worker = Workers.worker("""
                let done = 0;
                addEventListener('fetch', (event) => {
                  if (event.request.url.endsWith('/state')) return event.respondWith(new Response(String(done)));
                  event.waitUntil(new Promise((resolve) => setTimeout(() => { done++; resolve(); }, 20)));
                  event.respondWith(new Response('answered'));
                });
                """);

        assertThat(ask(worker, "/")).isEqualTo("answered");
        Await.until("the promise has run", () -> ask(worker, "/state").equals("1"));
    }

    @Test
    void end_ofARequest_dropsItsTimers() {
        WorkerDefinition worker = Workers.worker("""
                let fired = 0;
                export default { async fetch(request) {
                  if (request.url.endsWith('/state')) {
                    await new Promise((resolve) => setTimeout(resolve, 100));
                    return new Response(String(fired));
                  }
                  setTimeout(() => fired++, 10);
                  setInterval(() => fired++, 5);
                  return new Response('x');
                } };
                """);

        assertThat(ask(worker, "/")).isEqualTo("x");
        assertThat(ask(worker, "/state")).isEqualTo("0");
    }

    @Test
    void timers_setTimeoutAndInterval_followTheStandard() {
        Answer answer = workers.fetch("""
                export default { async fetch() {
                  const log = [];
                  setTimeout((a, b) => log.push(a + b), 2, 'a', 'b');
                  const cleared = setTimeout(() => log.push('cleared'), 1);
                  clearTimeout(cleared);
                  clearTimeout(undefined); clearInterval(987654);
                  await new Promise((resolve) => {
                    let n = 0;
                    const id = setInterval(() => { log.push('i' + n); if (++n === 3) { clearInterval(id); resolve(); } }, 4);
                  });
                  setTimeout('globalThis.fromString = 1', 0);
                  await new Promise((resolve) => setTimeout(resolve, 5));
                  queueMicrotask(() => log.push('micro'));
                  await 0;
                  log.push(globalThis.fromString);
                  return new Response(log.join());
                } };
                """);

        assertThat(answer.text()).isEqualTo("ab,i0,i1,i2,micro,1");
    }
}
