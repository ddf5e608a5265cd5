package dev.workerlet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.support.Await;
import dev.workerlet.runtime.support.Exchange;
import dev.workerlet.runtime.support.LogLines;
import dev.workerlet.runtime.support.Workers;
import org.junit.jupiter.api.Test;

/** What nobody caught: logged for the request that it belongs to, unless a listener of the worker's handles it. */
class UncaughtTest {
    /** Two requests are in one context when each rejects a promise; the worker handles the ones that say so. */
    private static final String REJECTING = """
            addEventListener('unhandledrejection', (event) => {
              console.log(`told of ${event.reason.message}`);
              if (event.reason.message.includes('handled')) event.preventDefault();
            });
            let inside = 0;
            export default { async fetch(request) {
              const name = new URL(request.url).pathname.slice(1);
              inside++;
              while (name !== 'warm' && inside < 3) await new Promise((resolve) => setTimeout(resolve, 5));
              console.log(`here is ${name}`);
              Promise.reject(new Error(`handled of ${name}`));
              Promise.reject(new Error(`left by ${name}`));
              await new Promise((resolve) => setTimeout(resolve, 20));
              return new Response(name);
            } };
            """;

    @Test
    void rejection_twoRequestsInOneContext_eachIsLoggedForItsOwn() {
        try (LogLines console = LogLines.ofConsole();
                Workers workers = Workers.startWithOneIsolate()) {
            WorkerDefinition worker = Workers.worker(REJECTING);
            workers.fetch(worker, Workers.get("http://example.com/warm"));
            Exchange first = workers.send(worker, Workers.get("http://example.com/first"));
            Exchange second = workers.send(worker, Workers.get("http://example.com/second"));
            first.await();
            second.await();

            for (String name : new String[] {"first", "second"}) {
                String request = console.requestOf("here is " + name);
                assertThat(console.requestOf("told of left by " + name)).isEqualTo(request);
                assertThat(console.requestOf("Unhandled promise rejection: Error: left by " + name))
                        .isEqualTo(request);
            }
            assertThat(console.requestOf("here is first")).isNotEqualTo(console.requestOf("here is second"));
            assertThat(console.with("Unhandled promise rejection: Error: handled"))
                    .isEmpty();
        }
    }

    @Test
    void rejection_leftByAnEndedRequest_isLoggedForIt() {
        try (LogLines console = LogLines.ofConsole();
                Workers workers = Workers.start()) {
            workers.fetch("""
                    export default { fetch() {
                      console.log('here');
                      Promise.reject(new Error('left behind'));
                      return new Response('');
                    } };
                    """);

            Await.until(
                    "the rejection is logged",
                    () -> !console.with("left behind").isEmpty());
            assertThat(console.requestOf("left behind")).isEqualTo(console.requestOf("here"));
        }
    }

    @Test
    void rejection_listenerRejectsAgain_ends() {
        try (LogLines console = LogLines.ofConsole();
                Workers workers = Workers.start()) {
            workers.fetch("""
                    addEventListener('unhandledrejection', () => { Promise.reject(new Error('and again')); });
                    export default { fetch() {
                      Promise.reject(new Error('once'));
                      return new Response('');
                    } };
                    """);

            Await.until(
                    "the rejection is logged", () -> !console.with("and again").isEmpty());
            assertThat(console.with("and again").size()).isLessThan(10);
        }
    }

    @Test
    void exception_inTimer_isLoggedOnlyWhereNoListenerHandlesIt() {
        try (LogLines console = LogLines.ofConsole();
                Workers workers = Workers.start()) {
            workers.fetch("""
                    addEventListener('error', (event) => {
                      if (event.message.endsWith('handled')) event.preventDefault();
                      else throw new Error('of the listener');
                    });
                    export default { async fetch() {
                      setTimeout(() => { throw new Error('handled'); });
                      setTimeout(() => { throw new Error('not dealt with'); });
                      await new Promise((resolve) => setTimeout(resolve, 20));
                      return new Response('');
                    } };
                    """);

            assertThat(console.with("Uncaught exception: Error: handled")).isEmpty();
            assertThat(console.with("Uncaught exception: Error: of the listener"))
                    .hasSize(1);
            assertThat(console.with("Uncaught exception: Error: not dealt with"))
                    .hasSize(1);
        }
    }
}
