package dev.workerlet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.context.WorkerListener;
import dev.workerlet.runtime.context.WorkerMode;
import dev.workerlet.runtime.support.Await;
import dev.workerlet.runtime.support.Exchange;
import dev.workerlet.runtime.support.LogLines;
import dev.workerlet.runtime.support.MapSource;
import dev.workerlet.runtime.support.Workers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Broadcast channels between the isolates of an owner. */
class BroadcastTest {
    /** Answers with what `describe` makes of the first message; or with "nothing" after a time. */
    private static final String LISTENER = """
            const describe = %s;
            export default { async fetch(request) {
              const channel = new BroadcastChannel('news');
              const heard = new Promise((resolve) => { channel.onmessage = resolve; });
              const millis = Number(new URL(request.url).searchParams.get('wait') ?? 20_000);
              const timeout = new Promise((resolve) => setTimeout(resolve, millis));
              console.log('listening');
              const event = await Promise.race([heard, timeout]);
              return new Response(event === undefined ? 'nothing' : await describe(event.data));
            } };
            """;

    private static final String SPEAKER = """
            export default { async fetch() {
              const channel = new BroadcastChannel('news');
              try {
                channel.postMessage(%s);
                return new Response('posted');
              } catch (error) {
                return new Response(error.name);
              }
            } };
            """;

    private final LogLines console = LogLines.ofConsole();
    private final Workers workers = Workers.start(Workers.options(2), WorkerListener.NONE);

    @AfterEach
    void close() {
        workers.close();
        console.close();
    }

    private static WorkerDefinition worker(String name, String owner, String script) {
        return new WorkerDefinition(name, owner, MapSource.of(script), WorkerMode.POOLED, Map.of(), Workers.LIMITS);
    }

    private Exchange listen(String name, String owner, String describe, String query) {
        int before = console.with("listening").size();
        Exchange exchange = workers.send(
                worker(name, owner, LISTENER.formatted(describe)), Workers.get("http://example.com/" + query));
        Await.until("it listens", () -> console.with("listening").size() > before);
        return exchange;
    }

    private String speak(String value) {
        return workers.fetch(worker("speaker", "one", SPEAKER.formatted(value)), Workers.get("http://example.com/"))
                .text();
    }

    /** What a listener makes of a value that another isolate posts. */
    private String cross(String value, String describe) {
        Exchange listener = listen("listener", "one", describe, "");
        assertThat(speak(value)).isEqualTo("posted");
        return listener.await().text();
    }

    @Test
    void message_reachesAllOtherIsolatesOfTheOwner() {
        Exchange first = listen("first", "one", "(data) => data", "");
        Exchange second = listen("second", "one", "(data) => data", "");

        assertThat(speak("'hello'")).isEqualTo("posted");
        assertThat(first.await().text()).isEqualTo("hello");
        assertThat(second.await().text()).isEqualTo("hello");
    }

    @Test
    void message_isNotForAnotherOwner() {
        Exchange own = listen("listener", "one", "(data) => data", "");
        Exchange other = listen("listener", "two", "(data) => data", "?wait=300");

        speak("'hello'");

        assertThat(own.await().text()).isEqualTo("hello");
        assertThat(other.await().text()).isEqualTo("nothing");
    }

    @Test
    void message_isATurnOfTheRequestThatListens() {
        Exchange listener = listen("listener", "one", "(data) => { console.log('heard'); return data; }", "");
        speak("'hello'");

        assertThat(listener.await().text()).isEqualTo("hello");
        assertThat(console.requestOf("heard")).isEqualTo(console.requestOf("listening"));
    }

    @Test
    void channel_ofAnEndedRequest_hearsNothing() {
        WorkerDefinition worker = worker("listener", "one", """
                let heard = 0;
                export default { async fetch() {
                  const before = heard;
                  new BroadcastChannel('news').onmessage = () => heard++;
                  return new Response(String(before));
                } };
                """);
        workers.fetch(worker, Workers.get("http://example.com/"));
        speak("'hello'");

        assertThat(workers.fetch(worker, Workers.get("http://example.com/")).text())
                .isEqualTo("0");
    }

    @Test
    void messages_comeInOrderWhateverTheirSize() {
        Exchange listener = workers.send(worker("listener", "one", """
                export default { async fetch() {
                  const channel = new BroadcastChannel('news');
                  const sizes = [];
                  const all = new Promise((resolve) => {
                    channel.onmessage = ({ data }) => { if (sizes.push(data.length) === 40) resolve(); };
                  });
                  const timer = setTimeout(() => {}, 20_000);
                  console.log('listening');
                  await all;
                  clearTimeout(timer);
                  return new Response(sizes.join());
                } };
                """), Workers.get("http://example.com/"));
        Await.until("it listens", () -> !console.with("listening").isEmpty());
        workers.fetch(worker("speaker", "one", """
                export default { async fetch() {
                  const channel = new BroadcastChannel('news');
                  for (let i = 0; i < 40; i++) channel.postMessage('x'.repeat(i * 1_000));
                  return new Response('posted');
                } };
                """), Workers.get("http://example.com/"));

        StringBuilder sizes = new StringBuilder("0");
        for (int i = 1; i < 40; i++) {
            sizes.append(',').append(i * 1_000);
        }
        assertThat(listener.await().text()).isEqualTo(sizes.toString());
    }

    @Test
    void primitives_cross() {
        String values =
                "[undefined, null, true, false, 0, -0, NaN, 1e300, 4294967295, 4294967296, -1, 5n, -(2n ** 70n),"
                        + " '', 'a', 'p\\u00e4\\u20ac', '\\ud83d\\ude00', '\\ud800', 'l'.repeat(5_000) + '\\u20ac']";
        String check = "(data) => { const wanted = " + values + ";"
                + " return String(data.length === wanted.length && wanted.every((item, i) => Object.is(item, data[i]))); }";

        assertThat(cross(values, check)).isEqualTo("true");
    }

    @Test
    void objects_cross() {
        String value = """
                (() => {
                  const bytes = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]);
                  const holes = [1, , 3];
                  holes.extra = 'x';
                  const value = {
                    map: new Map([['k', new Set([1, 'two'])]]), date: new Date(5), never: new Date(NaN), re: /a+/gi, holes,
                    objects: [Object(true), Object(5), Object('s'), Object(7n)],
                    bytes, part: bytes.subarray(2, 4), view: new DataView(bytes.buffer, 1, 2),
                    floats: new Float32Array([1.5]), resizable: new Uint8Array(new ArrayBuffer(2, { maxByteLength: 8 })),
                    __proto__: null, ['__proto__']: 1,
                  };
                  value.self = value;
                  return value;
                })()""";
        String check = """
                (v) => {
                  v.resizable.buffer.resize(4);
                  return JSON.stringify([
                    [...v.map.get('k')], v.date.getTime(), v.never.getTime(), String(v.re), v.holes, 1 in v.holes, v.holes.extra,
                    v.objects.map((item) => [typeof item, String(item)]),
                    [...v.part], v.part.buffer === v.bytes.buffer, v.view.getUint8(1), [...v.floats], v.resizable.length,
                    v.self === v, Object.hasOwn(v, '__proto__'), Object.getPrototypeOf(v) === Object.prototype,
                  ]);
                }""";

        assertThat(cross(value, check))
                .isEqualTo("[[1,\"two\"],5,null,\"/a+/gi\",[1,null,3],false,\"x\","
                        + "[[\"object\",\"true\"],[\"object\",\"5\"],[\"object\",\"s\"],[\"object\",\"7\"]],"
                        + "[3,4],true,3,[1.5],4,true,true,true]");
    }

    @Test
    void errors_cross() {
        String value = """
                [
                  Object.assign(new RangeError('far', { cause: { why: 1 } }), { name: 'RangeError' }),
                  new DOMException('text', 'AbortError'),
                  new QuotaExceededError('much', { quota: 3, requested: 4 }),
                ]""";
        String check = """
                ([error, exception, quota]) => JSON.stringify([
                  error instanceof RangeError, error.message, error.cause.why, error.stack.includes('fetch'),
                  Object.keys(error), exception instanceof DOMException, exception.name, exception.message, exception.code,
                  quota instanceof QuotaExceededError, quota.quota, quota.requested,
                ])""";

        assertThat(cross(value, check)).isEqualTo("[true,\"far\",1,true,[],true,\"AbortError\",\"text\",20,true,3,4]");
    }

    @Test
    void blobs_cross() {
        String value = "[new Blob(['hidden', 'abc'], { type: 'text/plain' }).slice(6, 9, 'a/b'),"
                + " new File(['def'], 'name', { lastModified: 5 })]";
        String check = "async ([blob, file]) => [blob instanceof File, blob.type, await blob.text(),"
                + " file instanceof File, file.name, file.lastModified, await file.text()].join()";

        assertThat(cross(value, check)).isEqualTo("false,a/b,abc,true,name,5,def");
    }

    @Test
    void values_thatCantLeaveTheIsolate_areRefused() {
        assertThat(speak("new Uint8Array(new SharedArrayBuffer(1))")).isEqualTo("DataCloneError");
        assertThat(speak("() => 1")).isEqualTo("DataCloneError");
        assertThat(speak("new MessageChannel().port1")).isEqualTo("DataCloneError");
        assertThat(speak("await crypto.subtle.generateKey({ name: 'AES-GCM', length: 128 }, true, ['encrypt'])"))
                .isEqualTo("DataCloneError");
        assertThat(speak("new WebAssembly.Module(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]))"))
                .isEqualTo("DataCloneError");
    }

    @Test
    void message_tooLarge_isRefused() {
        assertThat(speak("new Uint8Array(1_000_000)")).isEqualTo("posted");
        assertThat(speak("new Uint8Array(1_048_576)")).isEqualTo("DataCloneError");
        assertThat(speak("'x'.repeat(1_048_576)")).isEqualTo("DataCloneError");
        assertThat(speak("new Array(600_000).fill(300)")).isEqualTo("DataCloneError");
    }

    /** Both sides work among replaced built-ins, and what prototypes have meanwhile gets in no value's way. */
    @Test
    void values_crossAmongReplacedBuiltIns() throws IOException {
        String common = sabotage() + """
                const trapped = ['a', 'get', 'value', 'name', 'extra'];
                function trap() {
                  const refuse = { __proto__: null, get() { throw new Error('got'); }, set() { throw new Error('set'); }, configurable: true };
                  for (let i = 0; i < trapped.length; i++) defineProperty(Object.prototype, trapped[i], refuse);
                  return () => {
                    for (let i = 0; i < trapped.length; i++) delete Object.prototype[trapped[i]];
                  };
                }
                """;
        Exchange listener = workers.send(worker("listener", "one", common + """
                export default { async fetch() {
                  const channel = new BroadcastChannel('news');
                  const timer = setTimeout(() => {}, 20_000);
                  console.log('listening');
                  let heard;
                  const message = new Promise((resolve) => { heard = resolve; });
                  const mendFirst = sabotage();
                  const mendSecond = trap();
                  channel.onmessage = (event) => { mendSecond(); mendFirst(); heard(event); };
                  const { data } = await message;
                  clearTimeout(timer);
                  return new Response(JSON.stringify([
                    data.a, data.map.get('k'), [...data.set], data.date.getTime(), data.list, data.error.message, data.error.cause,
                    data.exception.name, await data.blob.text(), [...data.bytes], String(data.big), data.long.length,
                  ]));
                } };
                """), Workers.get("http://example.com/"));
        Await.until("it listens", () -> !console.with("listening").isEmpty());
        workers.fetch(worker("speaker", "one", common + """
                export default { async fetch() {
                  const channel = new BroadcastChannel('news');
                  const value = {
                    a: 1, map: new Map([['k', 'v']]), set: new Set([1]), date: new Date(5), list: [1, 2],
                    error: new Error('e', { cause: 'c' }), exception: new DOMException('m', 'AbortError'),
                    blob: new Blob(['b']), bytes: new Uint8Array([7]), big: -12n, long: '\u20ac'.repeat(9_000),
                  };
                  const mendFirst = sabotage();
                  const mendSecond = trap();
                  channel.postMessage(value);
                  mendSecond();
                  mendFirst();
                  return new Response('posted');
                } };
                """), Workers.get("http://example.com/"));

        assertThat(listener.await().text())
                .isEqualTo("[1,\"v\",[1],5,[1,2],\"e\",\"c\",\"AbortError\",\"b\",[7],\"-12\",9000]");
    }

    private static String sabotage() throws IOException {
        try (InputStream in = Objects.requireNonNull(BroadcastTest.class.getResourceAsStream("sabotage.js"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("export async", "async");
        }
    }
}
