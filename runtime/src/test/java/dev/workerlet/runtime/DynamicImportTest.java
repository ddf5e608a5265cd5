package dev.workerlet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.context.ScriptSource;
import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.support.Answer;
import dev.workerlet.runtime.support.MapSource;
import dev.workerlet.runtime.support.Workers;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code import()}, {@code import.meta}, and imports of what is no script. */
class DynamicImportTest {
    /** A module that exports {@code add(i32, i32)}. */
    private static final byte[] ADD_WASM =
            Base64.getDecoder().decode("AGFzbQEAAAABBwFgAn9/AX8DAgEABwcBA2FkZAAACgkBBwAgACABags=");

    private static Workers workers;

    @BeforeAll
    static void start() {
        workers = Workers.start();
    }

    @AfterAll
    static void stop() {
        workers.close();
    }

    private static Answer fetch(ScriptSource source) {
        return workers.fetch(Workers.worker(source), Workers.get("http://example.com/"));
    }

    private static Answer fetch(String main, String... more) {
        return fetch(files(main, more));
    }

    private static MapSource files(String main, String... more) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("/main.js", main);
        for (int i = 0; i < more.length; i += 2) {
            files.put(more[i], more[i + 1]);
        }
        return MapSource.of(files);
    }

    /** A worker that answers with what {@code body} returns, as JSON; what it throws as text. */
    private static String handler(String body) {
        return """
                export default { async fetch() {
                  try { return Response.json(await (async () => { %s })()); }
                  catch (error) { return new Response(`${error.name}: ${error.message}`); }
                } };
                """.formatted(body);
    }

    @Test
    void import_givesTheInstanceOfTheStaticImport() {
        Answer answer = fetch(
                "import * as early from './lib/a.js';"
                        + handler("const late = await import('./lib/a.js');"
                                + "return [late === early, late === await import('/lib/../lib/a.js'), late.count()];"),
                "/lib/a.js",
                "let n = 0; export const count = () => ++n;");

        assertThat(answer.text()).isEqualTo("[true,true,1]");
    }

    @Test
    void import_inAModuleOfAnotherFolder_isRelativeToThat() {
        Answer answer = fetch(
                "import { load } from './lib/a.js';" + handler("return (await load()).default;"),
                "/lib/a.js",
                "export const load = () => import('./b.js');",
                "/lib/b.js",
                "export default await Promise.resolve('b ' + import.meta.url);");

        assertThat(answer.text()).isEqualTo("\"b file:///lib/b.js\"");
    }

    @Test
    void import_inAClassicScript_works() {
        Answer answer = fetch(
                "addEventListener('fetch', (event) => event.respondWith("
                        + "import('./a.js').then((a) => new Response(a.default))));",
                "/a.js",
                "export default 'classic';");

        assertThat(answer.text()).isEqualTo("classic");
    }

    @Test
    void import_evaluatesLaterAndOnce() {
        Answer answer = fetch(
                handler("globalThis.log = []; const both = Promise.all([import('./a.js'), import('./a.js')]);"
                        + "log.push('after'); const [x, y] = await both; return [...log, x === y];"),
                "/a.js",
                "log.push('evaluated'); export {};");

        assertThat(answer.text()).isEqualTo("[\"after\",\"evaluated\",true]");
    }

    @Test
    void import_ofACycle_isLinked() {
        Answer answer = fetch(
                handler("return (await import('./a.js')).name();"),
                "/a.js",
                "import { b } from './b.js'; export const a = 'a'; export const name = () => a + b();",
                "/b.js",
                "import { a } from './a.js'; export const b = () => a + 'b';");

        assertThat(answer.text()).isEqualTo("\"aab\"");
    }

    @Test
    void import_whileItsModuleAwaits_waitsForIt() {
        Answer answer = fetch(
                handler("globalThis.go = Promise.withResolvers(); const p = import('./outer.js');"
                        + "await new Promise((r) => setTimeout(r, 5)); const q = import('./inner.js');"
                        + "setTimeout(go.resolve, 5); return [(await q).done, (await p).done];"),
                "/outer.js",
                "export { done } from './inner.js';",
                "/inner.js",
                "await go.promise; export const done = true;");

        assertThat(answer.text()).isEqualTo("[true,true]");
    }

    @Test
    void import_missingFile_isRejectedAndNamesBoth() {
        assertThat(fetch(handler("await import('./nothing.js')")).text())
                .isEqualTo("TypeError: Module './nothing.js' (/nothing.js), imported by /main.js, does not exist");
    }

    @Test
    void import_missingFileFurtherDown_namesTheImportingFile() {
        Answer answer = fetch(handler("await import('./a.js')"), "/a.js", "import './sub/b.js';");

        assertThat(answer.text()).contains("TypeError").contains("'./sub/b.js'").contains("imported by /a.js");
    }

    @Test
    void import_bareName_isRejectedWithAdvice() {
        assertThat(fetch(handler("await import('lodash')")).text())
                .contains("TypeError")
                .contains("'lodash'")
                .contains("/main.js");
    }

    @Test
    void import_syntaxError_isOneAndTellsWhere() {
        Answer answer =
                fetch(handler("await import('./a.js')"), "/a.js", "import './bad.js';", "/bad.js", "\nconst a = ;");

        assertThat(answer.text())
                .startsWith("SyntaxError: ")
                .contains("/bad.js:2:11")
                .contains("imported by /a.js");
    }

    @Test
    void import_unknownExport_isASyntaxErrorThatTellsWhere() {
        Answer dynamic =
                fetch(handler("await import('./a.js')"), "/a.js", "import { y } from './b.js';", "/b.js", "export {}");
        Answer fixed = fetch("import { y } from './b.js'; export default {};", "/b.js", "export {}");

        assertThat(dynamic.text())
                .startsWith("SyntaxError: ")
                .contains("does not provide an export named 'y'")
                .contains("/a.js:1:10");
        assertThat(fixed.text())
                .contains("does not provide an export named 'y'")
                .contains("/main.js:1:10");
    }

    @Test
    void import_evaluationError_isTheSameEachTime() {
        Answer answer = fetch(
                handler(
                        "const errors = []; for (const i of [1, 2]) await import('./a.js').catch((e) => errors.push(e));"
                                + "return [errors[0] === errors[1], errors[0].message];"),
                "/a.js",
                "throw new Error('once');");

        assertThat(answer.text()).isEqualTo("[true,\"once\"]");
    }

    @Test
    void import_arguments_areConvertedAsTheStandardSays() {
        Answer answer = fetch(
                handler("const names = [];"
                        + "const note = (p) => p.then((m) => names.push(m.default), (e) => names.push(e.name + ' ' + e.message));"
                        + "await note(import({ toString: () => './a.js' }));"
                        + "await note(import(Symbol('s')));"
                        + "await note(import('./a.js', 1));"
                        + "await note(import('./d.json', { with: { type: 'json' } }));"
                        + "await note(import('./a.js', { with: { type: 'json' } }));"
                        + "await note(import('./a.js', { with: { mood: 'good' } }));"
                        + "await note(import('./d.json', { with: { type: 'text' } }));"
                        + "return names;"),
                "/a.js",
                "export default 'a';",
                "/d.json",
                "[1]");

        assertThat(answer.text())
                .contains("[\"a\",\"TypeError Cannot convert a Symbol")
                .contains("\"TypeError The second argument of import() must be an object\",[1],")
                .contains("not of the type")
                .contains("'mood' is not supported")
                .endsWith("\"[1]\"]");
    }

    @Test
    void import_badJson_isASyntaxErrorThatNamesTheFile() {
        assertThat(fetch(handler("await import('./d.json')"), "/d.json", "{ no").text())
                .startsWith("SyntaxError: ")
                .contains("/d.json")
                .contains("/main.js");
    }

    @Test
    void import_deferAndSource_areRefusedClearly() {
        Answer answer = fetch(handler("return Promise.all([import.defer('./a.js'), import.source('./a.js')]"
                + ".map((p) => p.catch((e) => e.name + ' ' + e.message)));"));

        assertThat(answer.text())
                .contains("SyntaxError import.defer() is not supported")
                .contains("SyntaxError import.source() is not supported");
    }

    @Test
    void import_ofWebAssembly_isACompiledModule() {
        String body = "const late = (await import('./add.wasm')).default;"
                + "const { exports } = await WebAssembly.instantiate(add);"
                + "return [add instanceof WebAssembly.Module, late === add, exports.add(2, 3)];";
        MapSource source =
                files("import add from './add.wasm';" + handler(body)).with("/add.wasm", ADD_WASM);

        assertThat(fetch(source).text()).isEqualTo("[true,true,5]");
    }

    @Test
    void import_ofBrokenWebAssembly_tellsWhat() {
        MapSource source = files(handler("await import('./a.wasm')")).with("/a.wasm", new byte[] {0, 'a', 's'});

        assertThat(fetch(source).text()).contains("CompileError").contains("/a.wasm");
    }

    @Test
    void import_ofBytesAndText_asAskedFor() {
        MapSource source = files("import bytes from './b.bin' with { type: 'bytes' };"
                        + "import text from './d.json' with { type: \"text\" };"
                        + "import json from './lib/../d.json' with { type: 'json' };"
                        + handler("const late = (await import('./b.bin', { with: { type: 'bytes' } })).default;"
                                + "return [bytes instanceof Uint8Array, ...bytes, late === bytes, text, json];"))
                .with("/b.bin", new byte[] {(byte) 0xff, 0, 1})
                .with("/d.json", new byte[] {'[', '1', ']'});

        assertThat(fetch(source).text()).isEqualTo("[true,255,0,1,true,\"[1]\",[1]]");
    }

    @Test
    void import_asJson_ofAnyFileThatIsNoScript() {
        Answer answer = fetch(
                "import early from './a.webmanifest' with { type: 'json' };"
                        + handler("const late = await import('./a.webmanifest', { with: { type: 'json' } });"
                                + "return [early, late.default === early];"),
                "/a.webmanifest",
                "{}");
        Answer script = fetch("import x from './a.js' with { type: 'json' }; export default {};", "/a.js", "1");

        assertThat(answer.text()).isEqualTo("[{},true]");
        assertThat(script.text()).contains("/a.js is not of the type \"json\"");
    }

    @Test
    void import_ofOneSpecifierAsTwoTypes_isRefusedClearly() {
        Answer answer = fetch(
                "import text from './d.json' with { type: 'text' };"
                        + "import json from './d.json' with { type: 'json' }; export default {};",
                "/d.json",
                "1");

        assertThat(answer.text()).contains("'./d.json'").contains("two types");
    }

    @Test
    void import_ofAsyncHooks_works() {
        Answer answer = fetch(handler("const { AsyncLocalStorage } = await import('node:async_hooks');"
                + "const store = new AsyncLocalStorage();"
                + "return store.run('bound', async () => { await null; return store.getStore(); });"));

        assertThat(answer.text()).isEqualTo("\"bound\"");
    }

    @Test
    void importMeta_isOneObjectOfAModule() {
        Answer answer = fetch(
                handler(
                        "import.meta.mark = 1; const same = import . meta === import\n.meta;"
                                + "return [same, import.meta.mark, import.meta.url, import.meta.main, Object.getPrototypeOf(import.meta),"
                                + "import.meta.resolve('./lib/ü b.js'), new URL('./x.js', import.meta.url).href, typeof import.meta.nope];"));

        assertThat(answer.text())
                .isEqualTo("[true,1,\"file:///main.js\",true,null,\"file:///lib/%C3%BC%20b.js\","
                        + "\"file:///x.js\",\"undefined\"]");
    }

    @Test
    void importMetaResolve_bareName_throws() {
        assertThat(fetch(handler("import.meta.resolve('lodash')")).text())
                .startsWith("TypeError: ")
                .contains("lodash");
    }

    @Test
    void import_ofAUrl_isThatOfTheFile() {
        Answer answer = fetch(
                handler("const url = new URL('./lib/a%20b.js', import.meta.url);"
                        + "return [(await import(url)).default, await import(url) === await import('./lib/a b.js')];"),
                "/lib/a b.js",
                "export default import.meta.url;");

        assertThat(answer.text()).isEqualTo("[\"file:///lib/a%20b.js\",true]");
    }

    @Test
    void import_afterPatchedBuiltIns_works() {
        Answer answer = fetch(
                "for (const p of ['get', 'set', 'has']) Map.prototype[p] = () => { throw new Error('patched'); };"
                        + "String.prototype.startsWith = JSON.parse = Object.keys = () => { throw new Error('patched'); };"
                        + "Object.prototype.extra = 1;"
                        + handler("const m = await import('./d.json', { with: { type: 'json' } });"
                                + "return [m.default, Object.getOwnPropertyNames(m)];"),
                "/d.json",
                "{}");

        assertThat(answer.text()).isEqualTo("[{},[\"default\"]]");
    }

    @Test
    void lines_andColumns_stayAsTheyAre() {
        Answer answer =
                fetch(handler("\nawait import('./a.js'); import.meta.url; return new Error('x').stack;"), "/a.js", "");

        assertThat(answer.text()).contains("/main.js:3:49");
    }

    @Test
    void rewriting_leavesStringsCommentsAndNamesAlone() {
        Answer answer = fetch(
                handler(
                        "const o = { import: 1, m() { return 2; } }; class C { import(a) { return a; } }"
                                + "const s = 'import(1)' + /import(\\.meta)/.source; // import('x')\n"
                                + "return [o.import, new C().import('own'), s, `${(await import('./a.js')).default} import(1)`];"),
                "/a.js",
                "export default 'a';");

        assertThat(answer.text()).isEqualTo("[1,\"own\",\"import(1)import(\\\\.meta)\",\"a import(1)\"]");
    }

    @Test
    void import_ofAnEndlessModule_isEndedByTheLimit() {
        Answer answer = fetch(handler("try { await import('./a.js'); } catch {} for (;;);"), "/a.js", "for (;;);");

        assertThat(answer.status()).isEqualTo(429);
    }

    @Test
    void import_isBilledToItsRequest_andKeepsItOpen() {
        Answer answer = fetch(
                "export default { fetch() { import('./a.js'); return new Response('early'); } };",
                "/a.js",
                "await new Promise((resolve) => setTimeout(resolve, 30)); globalThis.done = true;");

        assertThat(answer.text()).isEqualTo("early");
    }

    @Test
    void import_whenTheFilesHaveChanged_isRefused() {
        AtomicInteger version = new AtomicInteger();
        ScriptSource changing = new ScriptSource() {
            private final MapSource files = files(handler("await import('./a.js');"), "/a.js", "export default 1;");

            @Override
            public String mainPath() {
                return files.mainPath();
            }

            @Override
            public String version() {
                return Integer.toString(version.get());
            }

            @Override
            public byte @Nullable [] read(String path) {
                if (path.equals("/a.js")) {
                    version.incrementAndGet();
                }
                return files.read(path);
            }
        };

        assertThat(fetch(changing).text()).startsWith("TypeError").contains("have changed");
    }

    @Test
    void continuation_afterASharedImport_belongsToItsRequest() {
        Answer answer = fetch(
                "import { AsyncLocalStorage } from 'node:async_hooks'; const store = new AsyncLocalStorage();"
                        + handler("const one = (name) => store.run(name, async () => {"
                                + "  const { inside } = await import('./a.js'); return [store.getStore(), inside()]; });"
                                + "globalThis.store = store; return Promise.all([one('x'), one('y'), one('z')]);"),
                "/a.js",
                "await new Promise((r) => setTimeout(r, 5)); export const inside = () => store.getStore();");

        assertThat(answer.text()).isEqualTo("[[\"x\",\"x\"],[\"y\",\"y\"],[\"z\",\"z\"]]");
    }

    @Test
    void import_manyTimes_leavesNoHandles() {
        WorkerDefinition worker = Workers.worker(files(
                handler(
                        "for (let i = 0; i < 50; i++) { await import('./a.js'); await import('./no.js').catch(() => {}); }"
                                + "return 'ok';"),
                "/a.js",
                "export {}"));
        workers.fetch(worker, Workers.get("http://example.com/"));
        int before = workers.workerlet().statistics().openHandles();
        workers.fetch(worker, Workers.get("http://example.com/"));

        assertThat(workers.workerlet().statistics().openHandles()).isEqualTo(before);
    }

    @Test
    void evalWithImport_isRefusedAndHarmless() {
        assertThat(fetch(handler("return await eval('import(\"./a.js\")').catch((e) => e.name);"), "/a.js", "")
                        .text())
                .contains("Error");
    }

    @Test
    void secondLoad_withKeptCode_behavesTheSame() {
        MapSource source = files(
                handler("return [(await import('./a.js')).default, import.meta.url];") + " ".repeat(5000),
                "/a.js",
                "export default import.meta.url;" + " ".repeat(5000));
        for (int i = 0; i < 3; i++) {
            WorkerDefinition worker = Workers.worker(source.withVersion("v" + i));

            assertThat(workers.fetch(worker, Workers.get("http://example.com/")).text())
                    .isEqualTo("[\"file:///a.js\",\"file:///main.js\"]");
        }
    }
}
