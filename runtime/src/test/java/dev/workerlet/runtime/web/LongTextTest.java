package dev.workerlet.runtime.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.context.WorkerMode;
import dev.workerlet.runtime.limits.WorkerLimits;
import dev.workerlet.runtime.support.Answer;
import dev.workerlet.runtime.support.Await;
import dev.workerlet.runtime.support.MapSource;
import dev.workerlet.runtime.support.Workers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Built-ins that take texts apart, with texts that are longer than the heap, or for whose parts V8 has no list that is long enough. */
class LongTextTest {
    private static final long HEAP_BYTES = 256L << 20;

    private static Workers workers;
    private static int workersMade;

    @BeforeAll
    static void start() {
        workers = Workers.start();
    }

    @AfterAll
    static void stop() {
        workers.close();
    }

    private static Answer run(String body) {
        return run(body, Duration.ofSeconds(10));
    }

    private static Answer run(String body, Duration cpuTime) {
        WorkerLimits limits = Workers.LIMITS.toBuilder()
                .cpuTime(cpuTime)
                .wallClock(cpuTime.multipliedBy(2))
                .heapBytes(HEAP_BYTES)
                .build();
        String script = "const long = 'x'.repeat(2 ** 26); export default { fetch() { " + body + " } };";
        // A worker of its own for each: one that is ended again and again is held back.
        String name = "long-" + workersMade++;
        return workers.fetch(
                new WorkerDefinition(name, "o", MapSource.of(script), WorkerMode.POOLED, Map.of(), limits),
                Workers.get("http://e.com/"));
    }

    /** There is no place for the text in the heap; V8 would find out once it has written it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "longest.split('')",
                "longest.split('', 2 ** 27 + 5)",
                "longest.split('a')",
                "'ab'.repeat(2 ** 28 - 13).split('a')",
                "String.prototype.split.call({ toString: () => longest }, { toString: () => '' })",
                "longest.split(/a/)",
                "longest.match(/a/g)",
                "longest.match(/a/)",
                "longest.match('a')",
                "longest.replace(/a/g, (match) => match)",
                "longest.replace(/a/, 'bb')",
                "longest.replaceAll(/a/g, Math.abs)",
                "RegExp.prototype[Symbol.match].call(/a/g, { toString: () => longest })",
                "RegExp.prototype[Symbol.split].call(/a/, longest)",
                "'a'.repeat(2 ** 28 + 1).match(/a/g)",
            })
    void textThatIsLongerThanTheHeap_isNotTakenApart(String expression) {
        Answer answer = run("const longest = 'a'.repeat(2 ** 29 - 25); try { return new Response('' + " + expression
                + ".length); } catch (error) { return new Response(`${error}`); }");

        assertThat(answer.failure()).isNull();
        assertThat(answer.text())
                .startsWith("RangeError: The text has ")
                .endsWith("which do not fit into the heap: its limit (heap-limit) is " + HEAP_BYTES + " bytes");
    }

    /** Most of these ended the process when they were V8's own: it has no list for so many parts. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "long.split('')",
                "long.split('', 2 ** 27 + 5)",
                "long.split('a')",
                "'ab'.repeat(2 ** 27).split('a')",
                "String.prototype.split.call({ toString: () => long }, { toString: () => '' })",
                "long.split(/a/)",
                "long.split(/(?:)/)",
                "long.match(/a/g)",
                "long.match(/(?:)/g)",
                "long.replace(/a/g, (match) => match)",
                "long.replace(/a/g, 'bb')",
                "long.replaceAll(/a/g, Math.abs)",
                "'a'.repeat(2 ** 24).replace(/a/g, '$&$&$&$&')",
                "'a'.repeat(2 ** 16).replace(/a/g, { toString: () => '$&'.repeat(2 ** 12) })",
                "RegExp.prototype[Symbol.match].call(/a/g, { toString: () => long })",
                "RegExp.prototype[Symbol.split].call(/a/, long)",
            })
    void partsOfLongText_endTheScriptAlone(String expression) {
        Answer answer =
                run("const long = 'a'.repeat(2 ** 27 + 1); return new Response('' + " + expression + ".length);");

        // By its wall-clock time where others use the processors.
        assertThat(answer.status()).isIn(429, 504);
        Await.until(
                "no thread is left in V8",
                () -> workers.workerlet().statistics().stuckThreads() == 0);
        assertThat(run("return new Response('alive');").text()).isEqualTo("alive");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "(long + ',b,c').split(',').map((part) => part.length) | [67108864,1,1]",
                "('a,b,' + long).split(',', 2) | [\"a\",\"b\"]",
                "('a,b,' + long).split(',', 0) | []",
                "('ab' + long).split('', 3) | [\"a\",\"b\",\"x\"]",
                "('a' + long).split().length | 1",
                "('a' + long).split('b').length | 1",
                "('ab' + long).split('x', 3) | [\"ab\",\"\",\"\"]",
                "('a,b;c' + long).split(/[,;]/, 3).map((part) => part[0]) | [\"a\",\"b\",\"c\"]",
                "('a1b2c' + long).split(/(\\d)/, 4) | [\"a\",\"1\",\"b\",\"2\"]",
                "('ab' + long).split(/(?:)/, 2) | [\"a\",\"b\"]",
                "('\uD83D\uDE00b' + long).split(/(?:)/u, 1)[0].length | 2",
                "('a,b,' + long).split(/,/, 0) | []",
                "(long + '1b2').match(/\\d/g) | [\"1\",\"2\"]",
                "('a1b2' + long).match(/\\d/).index | 1",
                "(long + 'a').match(/b/g) | null",
                "(long + '12').match(/(?=\\d)/g) | [\"\",\"\"]",
                "(long + 'a1').replace(/(\\w)(\\d)/, '[$2$1$&$$$3$0$<x>]').slice(-15) | \"[1aa1$$3$0$<x>]\"",
                "(long + 'a1').replace(/(?<l>a)(?<d>\\d)/g, '$<d>$<l>$<z>$<').slice(-4) | \"1a$<\"",
                "(long + 'ab').replace(/[ab]/g, (...all) => all[0] + all[1] % 10 + typeof all[2]).slice(-16) | \"a4stringb5string\"",
                "(long + 'ab').replace(/(?=b)/g, '-').slice(-3) | \"a-b\"",
                "(long + 'ab').replace(/c/g, '-').length | 67108866",
                "(long + 'ab').replace('a', '-').slice(-2) | \"-b\"",
                "('ab' + long + 'cd').replace(/[b-c]x*/g, \"($`$')\").length | 67108876",
                "('x'.repeat(2 ** 13) + 'b').replace(/b/g, '$&'.repeat(2 ** 12)).length | 12288",
                "'ab'.repeat(2 ** 12).replace(/b/g, ' '.repeat(2 ** 13)).length | 33558528",
                "Array.isArray((long + 'b').match(/b/g)) | true",
            })
    void longText_isTakenApart_asAnyOther(String expression, String expected) {
        Answer answer = run("return Response.json(" + expression + ");", Duration.ofSeconds(50));

        assertThat(answer.failure()).isNull();
        assertThat(answer.text()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "String.prototype.split.name + String.prototype.split.length | \"split2\"",
                "RegExp.prototype[Symbol.match].name | \"[Symbol.match]\"",
                "RegExp.prototype[Symbol.split].name + RegExp.prototype[Symbol.split].length | \"[Symbol.split]2\"",
                "'prototype' in String.prototype.split | false",
                "Object.keys(String.prototype).length + Object.keys(RegExp.prototype).length | 0",
                "'abc'.replace({ [Symbol.replace]: (text, by) => text + by }, 'd') | \"abcd\"",
                "'abc'.match({ [Symbol.match]: (text) => text + 'm' }) | \"abcm\"",
                "'abc'.match({ toString: () => 'b' }).index | 1",
                "'abc'.replace({ toString: () => 'b' }, 'x') | \"axc\"",
                "'a1b2'.replace(/\\d/g, (digit) => digit * 2) | \"a2b4\"",
                "'abc'.match(Object.assign(/b/, { exec: () => ['own'] }))[0] | \"own\"",
                "'a-b'.split(Object.assign(/-/, { [Symbol.split]: null })) | [\"a-b\"]",
                "(() => { try { 'a'.match({ [Symbol.match]: 1 }); } catch (error) { return error.name; } })() | \"TypeError\"",
                "String.prototype.split.call(123, 2) | [\"1\",\"3\"]",
                "String.prototype.split.call([1, 2], ',') | [\"1\",\"2\"]",
                "String.prototype.split.call({ toString: () => 'a-b' }, { [Symbol.split]: (text, limit) => [typeof text, limit] }, 7)"
                        + " | [\"object\",7]",
                "RegExp.prototype[Symbol.match].call(/\\d/g, 123) | [\"1\",\"2\",\"3\"]",
                "(() => { try { String.prototype.split.call(null, ''); } catch (error) { return error.name; } })() | \"TypeError\"",
                "(() => { try { RegExp.prototype[Symbol.match].call(1, 2); } catch (error) { return error.name; } })() | \"TypeError\"",
            })
    void shortText_isTakenApart_asEver(String expression, String expected) {
        assertThat(run("return Response.json(" + expression + ");").text()).isEqualTo(expected);
    }

    @Test
    void replacedPrototype_doesNotTakePart() {
        Answer answer = run("""
                Object.defineProperty(Array.prototype, 0, { set() { throw new Error('seen'); }, configurable: true });
                const parts = (long + ',b').split(',');
                delete Array.prototype[0];
                return Response.json(parts.length);
                """);

        assertThat(answer.text()).isEqualTo("2");
    }
}
