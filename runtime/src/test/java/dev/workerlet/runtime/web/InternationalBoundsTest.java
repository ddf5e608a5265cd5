package dev.workerlet.runtime.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.context.WorkerMode;
import dev.workerlet.runtime.support.Answer;
import dev.workerlet.runtime.support.MapSource;
import dev.workerlet.runtime.support.Workers;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What ICU is given, of which it would make gigabytes. */
class InternationalBoundsTest {
    private static Workers workers;

    @BeforeAll
    static void start() {
        workers = Workers.start();
    }

    @AfterAll
    static void stop() {
        workers.close();
    }

    private static Answer run(String expression) {
        String script = "const longest = 'a'.repeat(2 ** 29 - 25); const mebi = 'a'.repeat(2 ** 20);"
                + " const fails = (run) => { try { run(); return 'none'; } catch (error) { return error.name; } };"
                + " export default { fetch() { return Response.json(" + expression + "); } };";
        return workers.fetch(
                new WorkerDefinition("icu", "o", MapSource.of(script), WorkerMode.POOLED, Map.of(), Workers.LIMITS),
                Workers.get("http://e.com/"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "longest.normalize('NFKD')",
                "longest.localeCompare('b')",
                "'b'.localeCompare(longest)",
                "String.prototype.localeCompare.call({ toString: () => longest }, 'b')",
                "longest.toLocaleUpperCase('tr')",
                "longest.toLocaleLowerCase()",
                "new Intl.Collator().compare('a', longest)",
                "['b', longest].sort(new Intl.Collator('de').compare)",
                "new Intl.Segmenter().segment(longest)",
                "new Intl.ListFormat('de').format([longest, longest, longest])",
                "new Intl.ListFormat('de').format(Array(5).fill(mebi))",
                "new Intl.ListFormat('de').formatToParts(function* () { for (;;) yield mebi; }())",
                "Intl.getCanonicalLocales({ length: 2 ** 32 })",
                "Intl.getCanonicalLocales(Object.defineProperty(() => 1, 'length', { value: 2 ** 32 }))",
                "new Intl.NumberFormat({ length: 2 ** 32 })",
                "Intl.Collator(Array(1001))",
                "class extends Intl.PluralRules {}, new (class extends Intl.PluralRules {})({ length: 2 ** 32 })",
                "Intl.DateTimeFormat.supportedLocalesOf({ length: 2 ** 32 })",
                "new Intl.DurationFormat({ length: 2 ** 32 })",
                "(5).toLocaleString({ length: 2 ** 32 })",
                "5n.toLocaleString({ length: 2 ** 32 })",
                "new Date().toLocaleString({ length: 2 ** 32 })",
                "new Date().toLocaleDateString({ length: 2 ** 32 })",
                "new Date().toLocaleTimeString({ length: 2 ** 32 })",
                "[5].toLocaleString({ length: 2 ** 32 })",
                "'a'.toLocaleUpperCase({ length: 2 ** 32 })",
                "'a'.localeCompare('b', { length: 2 ** 32 })",
                "new Intl.Locale('en-u-' + 'aa-'.repeat(2 ** 26) + 'bb')",
                "new Intl.NumberFormat('en-u-' + 'aa-'.repeat(2 ** 26) + 'bb')",
            })
    void tooMuch_isARangeError(String expression) {
        assertThat(run("fails(() => (" + expression + "))").text()).isEqualTo("\"RangeError\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'\uFB01x²'.normalize('NFKC') | \"fix2\"",
                "'ä'.normalize('NFD').length | 2",
                "fails(() => 'a'.normalize('x')) | \"RangeError\"",
                "fails(() => String.prototype.normalize.call(null)) | \"TypeError\"",
                "['z', 'ä', 'a'].sort((a, b) => a.localeCompare(b, 'sv')).join('') | \"azä\"",
                "'a'.localeCompare('B', undefined, { sensitivity: 'base' }) | -1",
                "'i'.toLocaleUpperCase(['tr', 'en']) | \"İ\"",
                "(() => { const collator = new Intl.Collator(); return collator.compare === collator.compare; })() | true",
                "new Intl.Collator('de').compare.length | 2",
                "new Intl.Collator('de').compare.name | \"\"",
                "new Intl.NumberFormat('de-CH') instanceof Intl.NumberFormat | true",
                "Intl.NumberFormat.prototype.constructor === Intl.NumberFormat | true",
                "Object.prototype.toString.call(new Intl.DateTimeFormat()) | \"[object Intl.DateTimeFormat]\"",
                "(() => { class Own extends Intl.NumberFormat {} return new Own('de') instanceof Own; })() | true",
                "new Intl.NumberFormat(['xx', 'de']).resolvedOptions().locale | \"de\"",
                "new Intl.NumberFormat(new Intl.Locale('fr')).resolvedOptions().locale | \"fr\"",
                "new Intl.NumberFormat([new Intl.Locale('fr')]).resolvedOptions().locale | \"fr\"",
                "fails(() => new Intl.NumberFormat('not a tag')) | \"RangeError\"",
                "fails(() => new Intl.NumberFormat([5])) | \"TypeError\"",
                "fails(() => new Intl.NumberFormat(null)) | \"TypeError\"",
                "Intl.getCanonicalLocales(['EN-us', 'de']) | [\"en-US\",\"de\"]",
                "(() => { Object.defineProperty(Array.prototype, 0, { set() { this.length = 2 ** 32 - 1; }, configurable: true });"
                        + " return [Intl.getCanonicalLocales({ length: 1, 0: 'de' })[0], new Intl.ListFormat('en').format(['a', 'b'])]; })()"
                        + " | [\"de\",\"a and b\"]",
                "Intl.getCanonicalLocales(undefined) | []",
                "Intl.NumberFormat.supportedLocalesOf(['de', 'en']).length | 2",
                "Intl.NumberFormat.name + Intl.NumberFormat.length | \"NumberFormat0\"",
                "String(Intl.NumberFormat).includes('native code') | true",
                "new Intl.Locale('de-DE', { numeric: true }).baseName | \"de-DE\"",
                "new Intl.Locale(new Intl.Locale('de')).language | \"de\"",
                "fails(() => Intl.Locale('de')) | \"TypeError\"",
                "new Intl.ListFormat('en').format(['a', 'b', 'c']) | \"a, b, and c\"",
                "new Intl.ListFormat('en').format(new Set(['a', 'b'])) | \"a and b\"",
                "new Intl.ListFormat('en').format() | \"\"",
                "new Intl.ListFormat('en').formatToParts(['a']).length | 1",
                "fails(() => new Intl.ListFormat('en').format([1])) | \"TypeError\"",
                "fails(() => new Intl.ListFormat('en').format(5)) | \"TypeError\"",
                "[...new Intl.Segmenter('en', { granularity: 'word' }).segment('a b')].length | 3",
                "(1234.5).toLocaleString('de') | \"1.234,5\"",
                "(12n).toLocaleString() | \"12\"",
                "new Date(0).toLocaleDateString('de', { timeZone: 'UTC' }) | \"1.1.1970\"",
                "[Number.prototype.toLocaleString.length, String.prototype.localeCompare.length, String.prototype.normalize.length] | [0,1,0]",
                "Object.keys(Intl).length + Object.keys(Intl.NumberFormat).length | 0",
            })
    void usual_isAsEver(String expression, String expected) {
        Answer answer = run(expression);

        assertThat(answer.failure()).isNull();
        assertThat(answer.text()).isEqualTo(expected);
    }
}
