package dev.workerlet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.context.ScriptSource;
import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.context.WorkerMode;
import dev.workerlet.runtime.limits.ScriptLimits;
import dev.workerlet.runtime.support.Answer;
import dev.workerlet.runtime.support.Exchange;
import dev.workerlet.runtime.support.MapSource;
import dev.workerlet.runtime.support.Workers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a script can't reach: the host, the platform's insides, other owners, other requests. */
class IsolationTest {
    private static Workers workers;

    @BeforeAll
    static void start() {
        workers = Workers.start();
    }

    @AfterAll
    static void stop() {
        workers.close();
    }

    /** A worker whose files lie among the tests'. */
    private record FileSource(String mainPath) implements ScriptSource {
        private static final Path ROOT = Path.of("src/test/js/dev/workerlet/runtime/isolation");

        @Override
        public String version() {
            return "1";
        }

        @Override
        public byte @Nullable [] read(String path) throws IOException {
            Path file = ROOT.resolve(path.substring(1));
            return Files.exists(file) ? Files.readAllBytes(file) : null;
        }
    }

    private static WorkerDefinition worker(String owner, ScriptSource source, ScriptLimits limits) {
        return new WorkerDefinition(
                "test",
                owner,
                source,
                WorkerMode.POOLED,
                Map.of(),
                Map.of("OTHER", () -> null),
                Workers.LIMITS.toBuilder()
                        .cpuTime(Duration.ofSeconds(20))
                        .script(limits)
                        .build());
    }

    private static String ask(WorkerDefinition worker, String path) {
        return workers.fetch(worker, Workers.get("http://example.com" + path)).text();
    }

    @Test
    void everythingReachable_holdsNothingOfTheHost() {
        String found = ask(worker("tests", new FileSource("/reach.js"), ScriptLimits.DEFAULTS), "/");

        assertThat(found).startsWith("{\"count\":").contains("\"problems\":[],");
        assertThat(Integer.parseInt(found.substring(9, found.indexOf(','))))
                .as("objects that were looked at")
                .isGreaterThan(3_000);
        assertThat(found)
                .doesNotContain(Path.of("").toAbsolutePath().toString())
                .doesNotContain(System.getProperty("java.home"))
                .doesNotContain("caoccao")
                .doesNotContain("dev.workerlet")
                .doesNotContain("java.lang");
    }

    @Test
    void names_ofOtherHosts_areNotThere() {
        String found = workers.fetch("""
                const names = ['process', 'require', 'module', 'Deno', 'Bun', 'Java', 'java', 'Packages', 'load', 'quit', 'read', 'gc',
                  'd8', 'os', 'Worker', 'importScripts', '__workerlet', '__workerletIdentity', 'primordials', 'host'];
                export default { async fetch() {
                  const imports = ['node:fs', 'node:child_process', 'fs', 'file:///etc/passwd', '/etc/passwd', '../../../etc/passwd',
                    'http://example.com/x.js', 'data:text/javascript,1', 'workerlet:context/binding.js', 'workerlet:import:/main.js'];
                  const found = names.filter((name) => name in globalThis);
                  for (const specifier of imports) await import(specifier).then(() => found.push(specifier), () => {});
                  for (const url of ['file:///etc/passwd', 'jar:file:/x!/y', 'workerlet:context/binding.js'])
                    await fetch(url).then(() => found.push(url), () => {});
                  return Response.json(found);
                } };
                """).text();

        assertThat(found).isEqualTo("[]");
    }

    @Test
    void hostFunction_thatFails_tellsNothing() {
        ScriptSource failing = new ScriptSource() {
            @Override
            public String mainPath() {
                return "/main.js";
            }

            @Override
            public String version() {
                return "1";
            }

            @Override
            public byte[] read(String path) {
                if (path.equals(mainPath())) {
                    return "export default { fetch: () => import('./x.js').catch((error) => new Response(error.stack)) };"
                            .getBytes(StandardCharsets.UTF_8);
                }
                throw new IllegalStateException("/secret/place is broken");
            }
        };

        assertThat(ask(worker("tests", failing, ScriptLimits.DEFAULTS), "/"))
                .contains("File /x.js can't be read")
                .doesNotContain("secret");
    }

    @Test
    void inspector_amongHostileGlobals_touchesNoneOfThem() {
        WorkerDefinition worker = worker("hostile", new FileSource("/hostile-globals.js"), ScriptLimits.DEFAULTS);
        try (Workers one = Workers.startWithOneIsolate()) {
            List<Exchange> exchanges = IntStream.range(0, 4)
                    .mapToObj(i -> one.send(worker, Workers.get("http://example.com/")))
                    .toList();

            assertThat(exchanges)
                    .allSatisfy(exchange -> assertThat(exchange.await().text()).isEqualTo("served"));
            assertThat(one.fetch(worker, Workers.get("http://example.com/report"))
                            .text())
                    .as("requests at once: their identity was found")
                    .isEqualTo("{\"most\":4,\"caught\":0,\"task\":\"undefined\"}");
        }
    }

    @Test
    void inspector_amongFrozenGlobals_givesUp() {
        WorkerDefinition worker = Workers.worker("""
                Object.freeze(globalThis);
                export default { fetch: async () => (await scheduler.wait(5), new Response('served')) };
                """);
        try (Workers one = Workers.startWithOneIsolate()) {
            List<Exchange> exchanges = IntStream.range(0, 4)
                    .mapToObj(i -> one.send(worker, Workers.get("http://example.com/")))
                    .toList();

            assertThat(exchanges)
                    .allSatisfy(exchange -> assertThat(exchange.await().text()).isEqualTo("served"));
        }
    }

    @Test
    void clocks_areCoarse() {
        String fine = workers.fetch("""
                export default { fetch() {
                  const isCoarse = (millis) => Math.abs(millis * 10 - Math.round(millis * 10)) < 1e-3;
                  const clocks = {
                    date: () => Date.now(),
                    newDate: () => new Date().getTime(),
                    performance: () => performance.now(),
                    origin: () => performance.timeOrigin,
                    event: () => new Event('x').timeStamp,
                    mark: () => performance.mark('m').startTime,
                    instant: () => Number(Temporal.Now.instant().epochNanoseconds % 1_000_000n) / 1e6,
                    zoned: () => Number(Temporal.Now.zonedDateTimeISO().epochNanoseconds % 1_000_000n) / 1e6,
                    plainTime: () => Temporal.Now.plainTimeISO().nanosecond / 1e6 + Temporal.Now.plainTimeISO().microsecond / 1e3,
                    plainDateTime: () => Temporal.Now.plainDateTimeISO('UTC').microsecond / 1e3,
                  };
                  const fine = [];
                  for (const name in clocks) for (let i = 0; i < 100; i++) if (!isCoarse(clocks[name]())) fine.push(name);
                  if (`${Temporal.Now.plainDateISO()}`.length !== 10) fine.push('plainDate');
                  if (Math.abs(Temporal.Now.instant().epochMilliseconds - Date.now()) > 1000) fine.push('off');
                  return Response.json([...new Set(fine)]);
                } };
                """).text();

        assertThat(fine).isEqualTo("[]");
    }

    @Test
    void owners_withTheSameScript_seeNothingOfEachOther() {
        MapSource source = MapSource.of("""
                import { AsyncLocalStorage } from 'node:async_hooks';
                const storage = new AsyncLocalStorage();
                const heard = [];
                const channel = new BroadcastChannel('c');
                channel.onmessage = ({ data }) => heard.push(data);
                export default { async fetch(request) {
                  const cache = await caches.open('c');
                  if (request.url.endsWith('/write')) {
                    globalThis.left = 'left';
                    Object.prototype.polluted = 'polluted';
                    Response.prototype.text = () => 'patched';
                    Array.prototype.push = () => { throw new Error('patched'); };
                    await cache.put('http://a/', new Response('cached'));
                    globalThis.url = URL.createObjectURL(new Blob(['blob']));
                    storage.enterWith('stored');
                    new BroadcastChannel('c').postMessage('told');
                    globalThis.timer = setTimeout(() => {}, 10_000);
                    return new Response('written');
                  }
                  const seen = [globalThis.left, ({}).polluted, await new Response('').text(), await cache.match('http://a/'),
                    storage.getStore(), globalThis.timer, heard.length];
                  return Response.json(seen.map(String));
                } };
                """);
        WorkerDefinition one = worker("one", source, ScriptLimits.DEFAULTS);
        WorkerDefinition other = worker("other", source, ScriptLimits.DEFAULTS);

        assertThat(ask(other, "/read")).startsWith("[");
        assertThat(ask(one, "/write")).isEqualTo("written");
        assertThat(ask(other, "/read"))
                .isEqualTo("[\"undefined\",\"undefined\",\"\",\"undefined\",\"undefined\",\"undefined\",\"0\"]");
        assertThat(ask(one, "/read")).contains("left", "polluted", "patched");
    }

    /** Ids of timers and addresses of blobs are small numbers and texts: whoever guesses them gains nothing. */
    @Test
    void ownersTimersAndBlobs_areOutOfReachOfAnother() {
        MapSource source = MapSource.of("""
                export default { async fetch(request) {
                  const { pathname, search } = new URL(request.url);
                  if (pathname === '/blob') return new Response(URL.createObjectURL(new Blob(['blob'])));
                  if (pathname === '/read') return new Response(await fetch(search.slice(1)).then((r) => r.text(), (e) => e.name));
                  if (pathname === '/clear') {
                    for (let id = 0; id < 10_000; id++) { clearTimeout(id); clearInterval(id); }
                    return new Response('cleared');
                  }
                  return new Response(await new Promise((resolve) => setTimeout(resolve, 1_000, 'fired')));
                } };
                """);
        WorkerDefinition one = worker("one", source, ScriptLimits.DEFAULTS);
        WorkerDefinition other = worker("other", source, ScriptLimits.DEFAULTS);
        Exchange waiting = workers.send(one, Workers.get("http://example.com/wait"));

        assertThat(ask(other, "/clear")).isEqualTo("cleared");
        String blob = ask(one, "/blob");
        assertThat(blob).startsWith("blob:");
        assertThat(ask(one, "/read?" + blob)).isEqualTo("blob");
        assertThat(ask(other, "/read?" + blob)).isEqualTo("TypeError");
        assertThat(waiting.await().text()).isEqualTo("fired");
    }

    @Test
    void request_thatHasEnded_servesNoOther() {
        WorkerDefinition worker = Workers.worker("""
                let kept;
                const outcome = async (action) => { try { return String(await action()); } catch (error) { return error.name; } };
                export default { async fetch(request, env, ctx) {
                  if (request.url.endsWith('/first')) {
                    kept = { request, ctx, stream: new Blob(['x']).stream().pipeThrough(new CompressionStream('gzip')) };
                    return new Response('kept');
                  }
                  return Response.json([
                    await outcome(() => kept.ctx.waitUntil(Promise.resolve())),
                    await outcome(() => kept.ctx.servlet.isUserInRole('x')),
                    await outcome(() => JSON.stringify(kept.ctx.servlet)),
                    await outcome(() => kept.request.signal === request.signal),
                    await outcome(() => new ctx.constructor({ id: 1, open: 1 })),
                    await outcome(() => new ctx.servlet.constructor(1, {})),
                  ]);
                } };
                """);

        assertThat(ask(worker, "/first")).isEqualTo("kept");
        assertThat(ask(worker, "/second"))
                .isEqualTo("[\"TypeError\",\"false\",\"{}\",\"false\",\"TypeError\",\"TypeError\"]");
    }

    private static final String EVALUATES = """
            const tries = [() => eval('1'), () => (0, eval)('1'), () => new Function('return 1')(),
              () => (async () => {}).constructor('return 1')(), () => (function* () {}).constructor('yield 1')(),
              () => [].map.constructor('return 1')()];
            export default { fetch() {
              const names = tries.map((action) => { try { action(); return 'ran'; } catch (error) { return error.name; } });
              new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
              new DecompressionStream('gzip');
              return new Response([...new Set(names)].join());
            } };
            """;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void eval_isAsConfigured(boolean allowed) {
        ScriptLimits limits = new ScriptLimits(ScriptLimits.DEFAULTS.bytes(), ScriptLimits.DEFAULTS.files(), allowed);

        assertThat(ask(worker("eval-" + allowed, MapSource.of(EVALUATES), limits), "/"))
                .isEqualTo(allowed ? "ran" : "EvalError");
    }

    @Test
    void scripts_ofTooManyBytes_areRefused() {
        MapSource source = MapSource.of(Map.of(
                "/main.js",
                "import './a.js'; export default { fetch: () => new Response('loaded') }",
                "/a.js",
                "//" + "x".repeat(100)));

        Answer answer = workers.fetch(
                worker("bytes", source, new ScriptLimits(150, 10, true)), Workers.get("http://example.com/"));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text()).contains("File /a.js is too large", "150 bytes", "script-limit");
        assertThat(ask(worker("bytes", source, new ScriptLimits(1_000, 10, true)), "/"))
                .isEqualTo("loaded");
    }

    @Test
    void scripts_inTooManyFiles_areRefused() {
        MapSource source = MapSource.of("""
                export default { async fetch() {
                  let loaded = 0;
                  try { for (;; loaded++) await import(`./${loaded}.js`); } catch (error) {
                    return new Response(`${loaded} ${error.message}`);
                  }
                } };
                """);
        for (int i = 0; i < 5; i++) {
            source = source.with("/" + i + ".js", new byte[0]);
        }

        assertThat(ask(worker("files", source, new ScriptLimits(1_000, 3, true)), "/"))
                .contains("2 File /2.js is one too many", "script-files-limit");
    }

    @Test
    void imports_inALongChain_areLoaded() {
        MapSource source = MapSource.of("import './0.js'; export default { fetch: () => new Response('loaded') }");
        for (int i = 0; i < 1_500; i++) {
            source = source.with(
                    "/" + i + ".js", ("import './" + (i + 1) % 1_500 + ".js'").getBytes(StandardCharsets.UTF_8));
        }

        assertThat(ask(worker("chain", source, ScriptLimits.DEFAULTS), "/")).isEqualTo("loaded");
    }
}
