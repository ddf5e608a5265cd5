package dev.workerlet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.support.Workers;
import org.junit.jupiter.api.Test;

/** {@code AsyncLocalStorage} of {@code node:async_hooks}. */
class AsyncLocalStorageTest {
    @Test
    void store_travelsThroughEveryKindOfContinuation() {
        try (Workers workers = Workers.start()) {
            assertThat(workers.fetch("""
                    import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
                    const storage = new AsyncLocalStorage();
                    const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
                    export default { async fetch() {
                      const seen = [];
                      const note = (where) => seen.push(where + '=' + storage.getStore());
                      let bound;
                      await storage.run('A', async () => {
                        note('sync');
                        await null;
                        note('await');
                        await Promise.resolve().then(() => note('then'));
                        await sleep(1);
                        note('timer');
                        await new Promise((resolve) => queueMicrotask(() => { note('microtask'); resolve(); }));
                        bound = AsyncLocalStorage.bind(() => note('bound'));
                        await storage.run('B', async () => { await sleep(1); note('inner'); });
                        note('outer');
                        storage.exit(() => note('exit'));
                        for await (const x of (async function* () { await 0; yield 1; note('generator'); })());
                      });
                      note('outside');
                      bound();
                      new AsyncResource('x').runInAsyncScope(() => note('resource'));
                      await Promise.all(['C', 'D'].map((name) => storage.run(name, async () => { await sleep(2); note(name); })));
                      return new Response(seen.join(' '));
                    } };
                    """).text())
                    .isEqualTo("sync=A await=A then=A timer=A microtask=A inner=B outer=A exit=undefined generator=A"
                            + " outside=undefined bound=A resource=undefined C=C D=D");
        }
    }
}
