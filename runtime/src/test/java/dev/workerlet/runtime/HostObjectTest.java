package dev.workerlet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.support.Workers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What JavaScript leaves open of the host ends with the request that made it. */
class HostObjectTest {
    private static Workers workers;

    @BeforeAll
    static void start() {
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
    void end_ofARequest_closesItsStreams() {
        WorkerDefinition worker = Workers.worker("""
                let served = 0;
                export default { async fetch() {
                  for (let i = 0; i < 50; i++) {
                    const stream = new CompressionStream('gzip');
                    stream.writable.getWriter().write(new Uint8Array(10));
                    await stream.readable.getReader().read();
                  }
                  return new Response('served ' + ++served);
                } };
                """);

        for (int i = 1; i <= 6; i++) {
            assertThat(ask(worker, "/")).isEqualTo("served " + i);
        }
    }

    @Test
    void stream_afterItsRequest_isAborted() {
        WorkerDefinition worker = Workers.worker("""
                let writer;
                export default { async fetch(request) {
                  if (request.url.endsWith('/later')) {
                    return new Response(await writer.write(new Uint8Array(10)).then(() => 'written', (error) => error.name));
                  }
                  const stream = new CompressionStream('gzip');
                  const reader = stream.readable.getReader();
                  writer = stream.writable.getWriter();
                  reader.read().then(() => reader.read()).catch(() => {});
                  await writer.write(new Uint8Array(10));
                  return new Response('begun');
                } };
                """);

        assertThat(ask(worker, "/")).isEqualTo("begun");
        assertThat(ask(worker, "/later")).isEqualTo("AbortError");
    }
}
