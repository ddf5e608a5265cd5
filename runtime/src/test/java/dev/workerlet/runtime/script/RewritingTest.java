package dev.workerlet.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In the texts of these tests {@code @import} is what must be found, {@code import} what must not. */
class RewritingTest {
    private static final String MARKED = "@import";

    private static void check(String marked) throws ScriptSyntaxException {
        String text = marked.replace(MARKED, "import");
        List<Integer> expected = new ArrayList<>();
        int removed = 0;
        for (int at = marked.indexOf(MARKED); at >= 0; at = marked.indexOf(MARKED, at + 1)) {
            expected.add(at - removed++);
        }

        assertThat(ImportFinder.read(text).found()).as(text).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@import('a')",
                "x = @import ( 'a' )",
                "@import\n('a'); @import /* c */ // d\n ('b')",
                "@import.meta.url; @import . meta; @import\n.\nmeta",
                "import a from 'b'; import { c } from 'd'; import * as e from 'f'; import 'g'; @import('h')",
                "export { a } from 'b'; export * from 'c'; export default @import('d')",
                "import j from 'j' with { type: 'json' }\n/x/.test('import(1)'); @import('a')",
                "export const a = () => @import('b')",
                "'import(1)'; \"import(2)\"; 'it\\'s import(3)'; 'a\\\nimport(4)'",
                "`import(1) ${@import(`${@import('a')} import(2)`)} import(3)`",
                "`\\${import(1)}` + `$import(2)` + `\\`import(3)`",
                "// import(1)\n/* import(2) */ @import('a') // import(3)",
                "#!/bin/import(1)\n@import('a')",
                "a.import('b'); a?.import('b'); a\n.\nimport('b'); a.b.import.meta",
                "({ import: 1 }).import; ({ import(a) {} }); ({ async import() {}, get import() {}, *import(b) {} })",
                "({ a: @import('b'), ...@import('c'), [@import('d')]: 1, e, import(f) {} })",
                "({ a = @import('b') } = {}); var { c = @import('d'), import: e } = f",
                "class A { import(a) {} static import(b) {} async import() {} get import() {} #import(x) {} *import() {} }",
                "class A { a = @import('b'); import(c) {} d = @import('e')\n import(f) {} static { @import('g') } }",
                "class A { a = () => {}\n import(b) {} c = function () {}\n import(d) {} e = {}\n import(f) {} }",
                "class A { import = 1; ['x'](a) { return @import('b') } 'y'() {} 1() {} import() {} }",
                "class A extends @import('b') { import(c) {} }",
                "class A extends class B { import() {} } { import() {} } class C extends f({}) { import() {} } @import('x')",
                "x = class { import() {} } / 2 / @import('a')",
                "class A { static async *[@import('a')](b = @import('c')) { yield @import('d') } }",
                "a / b / @import('c'); a++ / @import('b') / 2; (a) / @import('b') / 2; a[0] / @import('b') / 2",
                "/import(1)/; a = /[/]import(2)/g; !/\\/import(3)/; (/import(4)/); [/import(5)/]; return_ = {a: /import(6)/}",
                "if (a) /import(1)/.test(b); while (a) /import(2)/.test(b); for (;;) /import(3)/.test(b)",
                "function f() {} /import(1)/.test(a); (function () {} / @import('b') / 1)",
                "{ } /import(1)/.test(a); ({} / @import('b') / 1); a = {} / @import('b') / 1",
                "if (a) { } /import(1)/.test(b); if (a) {} else /import(2)/.test(b); do /import(3)/.test(c); while (d)",
                "x = a ? { import() {} } : { import(b) {} }; y = a ? b : @import('c')",
                "switch (a) { case 1: { @import('b') } default: { @import('c') } case /import(1)/: /import(2)/ }",
                "label: { @import('a') } label2: /import(1)/.test(b)",
                "return /import(1)/; typeof /import(2)/; void /import(3)/; x in /import(4)/; throw /import(5)/",
                "() => { @import('a') }\n/import(1)/.test(b)",
                "async () => { for await (const a of /import(1)/) await @import('b') }",
                "async function f() { } async function* g() { yield* @import('a') }\n/import(1)/.test(b)",
                "x = async function () {} / @import('a') / 1",
                "new (@import('a')); new.target; a => @import(a); (a, b) => ({ import() {} })",
                "f(() => {}, /import(1)/, @import('b')); a ??= @import('b'); a?.5:@import('c'); a ?? /import(1)/",
                "1 / @import('a'); 1. / @import('a'); .5 / @import('a'); 0x1e+@import('a'); 1e+5/@import('b')/1; 1_0n/@import('c')/1",
                "a\u2028@import('b') // import(1)\u2029@import('c')",
                "x = y\n@import('a')\nfunction f() {}\n/import(1)/.test(z)",
                "\\u0069mport(1); import\\u{61}(2); imports(3); $import(4); _import(5); \u00fcimport(6)",
                "export { import_ as import }; export default class { import() {} }\n/import(1)/.test(a)",
                "let { a = { import() {} } } = b; const [c = @import('d')] = e",
                "a = b ? (c, d) : e => {}\n/import(1)/.test(f)",
                "@import('a', { with: { type: 'json' } }); @import.source('b'); @import.defer('c')",
                "try { @import('a') } catch { @import('b') } finally { @import('c') }",
                "with_ = 1; if (a) b; else { import_(1) } @import('c')",
                "a = <b> @import('c')",
            })
    void found_areDynamicImportsOnly(String marked) throws ScriptSyntaxException {
        check(marked);
    }

    @Test
    void rewriting_ofWhatIsNoScript_isNone() {
        for (String text : new String[] {
            "import('a') )",
            "import('a') '",
            "import('a') `",
            "import('a') /* ",
            "( import('a')",
            "import('a') }",
            "import('a'); x = /a\n/",
            "import('a') \u0001",
            "import('a') `${",
            "import('a') ["
        }) {
            assertThat(Rewriting.of(text)).as(text).isEqualTo(Rewriting.NONE);
        }
    }

    @Test
    void rewriting_ofModules_importsBehindTheLastLine() {
        Rewriting rewriting = Rewriting.of("import.meta; '$i1000' // end");

        assertThat(rewriting.module()).isTrue();
        assertThat(rewriting.moduleText("import.meta; '$i1000' // end"))
                .isEqualTo("$i1001.meta; '$i1000' // end\nimport{importer as $i1001}from\"workerlet:module\";");
    }

    @Test
    void rewriting_withoutSuspicion_isNone() {
        for (String text : new String[] {
            "",
            "import a from 'b'",
            "import'a';import{c}from'd'",
            "imports(1)",
            "important.a()",
            "import j from 'a.json' with { type: 'json' }"
        }) {
            assertThat(Suspicion.isRaisedBy(text)).as(text).isEqualTo(text.startsWith("import."));
            assertThat(Rewriting.of(text)).isEqualTo(Rewriting.NONE);
        }
    }

    @Test
    void types_ofStaticImports_areNoted() {
        Rewriting rewriting = Rewriting.of(
                "import a from 'a' with { type: 'bytes' }; export { default } from \"b\" with {\"type\":\"text\",}");

        assertThat(rewriting.types())
                .containsEntry("a", "bytes")
                .containsEntry("b", "text")
                .hasSize(2);
        assertThat(rewriting.replaces()).isFalse();
    }

    @Test
    void rewriting_ofMuchNesting_isLinear() {
        String deep = "(".repeat(500_000) + "import('a')" + ")".repeat(500_000);
        String many = "import('a');".repeat(200_000);

        assertThat(Rewriting.of(deep).offsets()).containsExactly(500_000);
        assertThat(Rewriting.of(many).moduleText(many)).startsWith("$i1000('a');");
    }

    @Provide
    Arbitrary<String> soup() {
        return Arbitraries.of(
                        "import",
                        "(",
                        ")",
                        "{",
                        "}",
                        "[",
                        "]",
                        ".",
                        "meta",
                        "`",
                        "${",
                        "'",
                        "\"",
                        "/",
                        "//",
                        "/*",
                        "*/",
                        "\n",
                        "\r\n",
                        " ",
                        ";",
                        ",",
                        ":",
                        "?",
                        "=>",
                        "=",
                        "class A",
                        "function",
                        "async",
                        "a",
                        "1",
                        "\\",
                        "\u2028",
                        "++",
                        "#x",
                        "...")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 2000)
    void rewriting_ofAnything_keepsLinesAndColumns(@ForAll("soup") String text) {
        Rewriting rewriting = Rewriting.of(text);
        String changed = rewriting.functionText(text);

        assertThat(lineLengths(changed)).isEqualTo(lineLengths(text));
        if (rewriting.replaces()) {
            assertThat(text).doesNotContain(rewriting.identifier());
            assertThat(changed.replace(rewriting.identifier(), "import")).isEqualTo(text);
        } else {
            assertThat(changed).isEqualTo(text);
        }
        assertThat(rewriting.moduleText(text)).startsWith(changed);
    }

    private static String lineLengths(String text) {
        return text.lines().map(line -> Integer.toString(line.length())).collect(Collectors.joining(" "));
    }
}
