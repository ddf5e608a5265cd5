package dev.workerlet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.support.Answer;
import dev.workerlet.runtime.support.MapSource;
import dev.workerlet.runtime.support.Workers;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Scripts of several files, and how their loading fails. */
class ModuleTest {
    private static Workers workers;

    @BeforeAll
    static void start() {
        workers = Workers.start();
    }

    @AfterAll
    static void stop() {
        workers.close();
    }

    private static Answer fetch(Map<String, String> files) {
        return workers.fetch(Workers.worker(MapSource.of(files)), Workers.get("http://example.com/"));
    }

    @Test
    void import_severalFiles_areLinked() {
        Answer answer = fetch(Map.of(
                "/main.js",
                """
                import { greet } from './lib/greet.js';
                import data from './data.json' with { type: 'json' };
                import text from './lib/../note.txt' with { type: 'text' };
                export default { fetch: () => new Response(greet(data.names[1]) + text) };
                """,
                "/lib/greet.js",
                "import { mark } from '../mark.mjs'; export const greet = (name) => 'Hello ' + name + mark;",
                "/mark.mjs",
                "export const mark = '!';",
                "/data.json",
                "{ \"names\": [\"a\", \"Bö\"] }",
                "/note.txt",
                " Zeile"));

        assertThat(answer.text()).isEqualTo("Hello Bö! Zeile");
    }

    @Test
    void import_cycle_isLinked() {
        Answer answer = fetch(Map.of(
                "/main.js",
                "import { b } from './b.js'; export const a = 'a'; export default { fetch: () => new Response(b()) };",
                "/b.js",
                "import { a } from './main.js'; export const b = () => a + 'b';"));

        assertThat(answer.text()).isEqualTo("ab");
    }

    @Test
    void topLevelAwait_delaysTheFirstRequest() {
        Answer answer = fetch(Map.of("/main.js", """
                const ready = await new Promise((resolve) => setTimeout(() => resolve('ready'), 20));
                export default { fetch: () => new Response(ready) };
                """));

        assertThat(answer.text()).isEqualTo("ready");
    }

    @Test
    void topLevelAwait_thatNeverSettles_isAnInitializationError() {
        Answer answer = fetch(Map.of("/main.js", "await new Promise(() => {}); export default {};"));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text()).contains("failed to start").contains("top-level await");
    }

    @Test
    void import_missingFile_namesWhatAndWhere() {
        Answer answer = fetch(Map.of("/main.js", "import './lib/nothing.js'; export default {};"));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text()).contains("./lib/nothing.js").contains("imported by /main.js");
    }

    @Test
    void import_bareName_isRefusedWithAdvice() {
        Answer answer = fetch(Map.of("/main.js", "import x from 'lodash'; export default {};"));

        assertThat(answer.text()).contains("'lodash'").contains("bundled");
    }

    @Test
    void import_neverLeavesTheRoot() {
        Answer answer = fetch(Map.of("/main.js", "import '../../../etc/passwd.js'; export default {};"));

        assertThat(answer.text()).contains("(/etc/passwd.js)").contains("does not exist");
    }

    @Test
    void syntaxError_namesFileLineAndColumn() {
        Answer answer =
                fetch(Map.of("/main.js", "import './bad.js'; export default {};", "/bad.js", "\nexport const a = ;\n"));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text()).contains("SyntaxError").contains("/bad.js:2:18");
    }

    @Test
    void syntaxError_ofMainScript_namesFileLineAndColumn() {
        assertThat(fetch(Map.of("/main.js", "let a = 1;\nlet a = 2;")).text())
                .contains("SyntaxError")
                .contains("/main.js:2:5");
    }

    @Test
    void badJson_namesTheFile() {
        Answer answer =
                fetch(Map.of("/main.js", "import d from './d.json'; export default {};", "/d.json", "{ not json"));

        assertThat(answer.text()).contains("/d.json").contains("/main.js");
    }

    @Test
    void topLevelThrow_isAnInitializationErrorWithStack() {
        Answer module = fetch(Map.of("/main.js", "throw new TypeError('no start'); export default {};"));
        Answer classic = fetch(Map.of("/main.js", "\nthrow new TypeError('no start');"));

        assertThat(module.text())
                .contains("failed to start")
                .contains("TypeError: no start")
                .contains("/main.js:1:7");
        assertThat(classic.text())
                .contains("failed to start")
                .contains("TypeError: no start")
                .contains("/main.js:2:7");
    }

    @Test
    void topLevelThrow_ofAHostileObject_isDescribedAndHarmless() {
        Answer answer = fetch(
                Map.of(
                        "/main.js",
                        "throw { toString() { throw new Error('in toString'); }, get stack() { throw new Error('in stack'); } };"));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(fetch(Map.of("/main.js", "export default { fetch: () => new Response('alive') };"))
                        .text())
                .isEqualTo("alive");
    }

    @Test
    void missingMainScript_isAnInitializationError() {
        assertThat(fetch(Map.of("/other.js", "1")).text()).contains("/main.js does not exist");
    }

    @Test
    void internals_areOutOfReach() {
        Answer answer = fetch(Map.of("/main.js", """
                const names = Object.getOwnPropertyNames(globalThis).filter((name) => /workerlet|host|__/i.test(name));
                export default { fetch: () => Response.json(names) };
                """));

        assertThat(answer.text()).isEqualTo("[]");
    }
}
