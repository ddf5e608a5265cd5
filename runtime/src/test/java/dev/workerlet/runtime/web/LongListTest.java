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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Built-ins that sort, fill and move what is in a list, also what is longer than any list of V8's. */
class LongListTest {
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

    private static Answer run(String body, Duration cpuTime) {
        WorkerLimits limits = Workers.LIMITS.toBuilder()
                .cpuTime(cpuTime)
                .externalBytes(1L << 30)
                .build();
        String script = "export default { fetch() { " + body + " } };";
        // A worker of its own for each: one that is ended again and again is held back.
        String name = "list-" + workersMade++;
        return workers.fetch(
                new WorkerDefinition(name, "o", MapSource.of(script), WorkerMode.POOLED, Map.of(), limits),
                Workers.get("http://e.com/"));
    }

    /** Most of these ended the process when they were V8's own, or kept a thread, whose memory grew. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Array.prototype.sort.call({ length: 2 ** 27 + 1 })",
                "Array.prototype.sort.call({ length: 2 ** 28 }, (a, b) => a - b)",
                "Array.prototype.sort.call(new Proxy([], { get: (array, key) => (key === 'length' ? 2 ** 27 + 1 : 1), has: () => true }))",
                "Array.prototype.toSorted.call({ length: 2 ** 27 + 1 })",
                "Array.prototype.toSorted.call({ length: 2 ** 32 - 1 })",
                "Array.prototype.fill.call({ length: Number.MAX_SAFE_INTEGER, set 5(value) {} }, 1)",
                "Array.prototype.fill.call({ length: Number.MAX_SAFE_INTEGER }, 1, 2 ** 52)",
                "new Array(2 ** 27 - 100).fill(0)",
                "new Array(2 ** 32 - 1).fill(0)",
                "Array.prototype.reverse.call({ length: Number.MAX_SAFE_INTEGER })",
                "new Array(2 ** 32 - 1).reverse()",
                "Array.prototype.unshift.call({ length: Number.MAX_SAFE_INTEGER - 1 }, 1)",
                "new Array(2 ** 32 - 2).unshift(1)",
                "new Uint8Array(2 ** 28).sort((a, b) => a - b)",
                "new Uint8Array(2 ** 27 + 1).toSorted((a, b) => b - a)",
            })
    void moreThanAnyList_endsTheScriptAlone(String expression) {
        Answer answer = run("return new Response(typeof " + expression + ");", Duration.ofMillis(500));

        // By its wall-clock time where others use the processors.
        assertThat(answer.status()).isIn(429, 504);
        Await.until(
                "no thread is left in V8",
                () -> workers.workerlet().statistics().stuckThreads() == 0);
        assertThat(run("return new Response('alive');", Duration.ofSeconds(1)).text())
                .isEqualTo("alive");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "new Array(3).fill(7) | [7,7,7]",
                "[1, 2, 3, 4].fill(0, -3, -1) | [1,0,0,4]",
                "[1, 2].fill() | [null,null]",
                "Array.prototype.fill.call({ length: 3 }, 4) | {\"0\":4,\"1\":4,\"2\":4,\"length\":3}",
                "Array.prototype.fill.call({ length: 4 }, 4, '-3', 2.9) | {\"1\":4,\"length\":4}",
                "Array.prototype.fill.call({ length: 2 }, 4, NaN, Infinity) | {\"0\":4,\"1\":4,\"length\":2}",
                "Array.prototype.fill.call({ length: 2 }, 4, -Infinity, undefined) | {\"0\":4,\"1\":4,\"length\":2}",
                "(() => { const list = new Array(2 ** 24 + 1).fill(1); return [list[0], list[2 ** 24], list.length]; })() | [1,1,16777217]",
                "[1, 2, 3].reverse() | [3,2,1]",
                "Object.keys([1, , 3, 4].reverse()) | [\"0\",\"1\",\"3\"]",
                "Array.prototype.reverse.call({ length: 4, 0: 'a', 1: 'b', 2: 'c' }) | {\"1\":\"c\",\"2\":\"b\",\"3\":\"a\",\"length\":4}",
                "Array.prototype.reverse.call({ length: 3, 2: 'c' }) | {\"0\":\"c\",\"length\":3}",
                "(() => { const list = [3]; return [list.unshift(1, 2), list.unshift(), list]; })() | [3,3,[1,2,3]]",
                "(() => { const list = { length: 2, 0: 'b' }; return [Array.prototype.unshift.call(list, 'a'), list]; })()"
                        + " | [3,{\"0\":\"a\",\"1\":\"b\",\"length\":3}]",
                "(() => { const list = {}; return [Array.prototype.unshift.call(list), list]; })() | [0,{\"length\":0}]",
                "(() => { try { Array.prototype.unshift.call({ length: 2 ** 53 - 1 }, 1); } catch (error) { return error.name; } })()"
                        + " | \"TypeError\"",
                "['fill', 'reverse', 'unshift'].map((name) => { try { Array.prototype[name].call(null, 1); } catch (error) { return error.name; } })"
                        + " | [\"TypeError\",\"TypeError\",\"TypeError\"]",
                "['fill', 'reverse', 'unshift'].map((name) => { try { Array.prototype[name].call('ab', 1); } catch (error) { return error.name; } })"
                        + " | [\"TypeError\",\"TypeError\",\"TypeError\"]",
                "['fill', 'reverse', 'unshift'].map((name) => Array.prototype[name]).map((method) => method.name + method.length)"
                        + " | [\"fill1\",\"reverse0\",\"unshift1\"]",
                "(() => { Object.defineProperty(Array.prototype, 0, { set() { this.length = 2 ** 27 + 1; }, configurable: true });"
                        + " return [Array.prototype.sort.call({ length: 1, 0: 'a' })[0], Array.prototype.toSorted.call({ length: 1, 0: 'a' }).length]; })()"
                        + " | [\"a\",1]",
                "[3, 1, 2].sort() | [1,2,3]",
                "[3, 10, 2].sort() | [10,2,3]",
                "[3, 10, 2].sort((a, b) => b - a) | [10,3,2]",
                "[3, undefined, , 1].sort().length | 4",
                "Object.keys([3, undefined, , 1].sort()) | [\"0\",\"1\",\"2\"]",
                "Object.keys([, , 1, , 0].sort()) | [\"0\",\"1\"]",
                "(() => { const list = [2, 1]; return list.sort() === list; })() | true",
                "Array.prototype.sort.call({ length: 3, 0: 'c', 2: 'a' }) | {\"0\":\"a\",\"1\":\"c\",\"length\":3}",
                "typeof Array.prototype.sort.call(5) | \"object\"",
                "[[1, 'a'], [0, 'b'], [1, 'c'], [0, 'd']].sort((a, b) => a[0] - b[0]).map((pair) => pair[1]).join('') | \"bdac\"",
                "(() => { const list = [3, 1, 2]; try { list.sort(() => { throw 1; }); } catch { } return list; })() | [3,1,2]",
                "(() => { try { Object.freeze([2, 1]).sort(); } catch (error) { return error.name; } })() | \"TypeError\"",
                "(() => { try { [].sort(1); } catch (error) { return error.name; } })() | \"TypeError\"",
                "(() => { try { Array.prototype.sort.call(null); } catch (error) { return error.name; } })() | \"TypeError\"",
                "(() => { try { [].toSorted(null); } catch (error) { return error.name; } })() | \"TypeError\"",
                "(() => { try { Array.prototype.toSorted.call({ length: 2 ** 32 }); } catch (error) { return error.name; } })() | \"RangeError\"",
                "[3, , 1].toSorted() | [1,3,null]",
                "[3, 1].toSorted((a, b) => b - a) | [3,1]",
                "Array.isArray(Array.prototype.toSorted.call({ length: 1, 0: 5 })) | true",
                "[...new Uint8Array([3, 1, 2]).sort()] | [1,2,3]",
                "[...new Uint8Array([3, 1, 2]).toSorted((a, b) => b - a)] | [3,2,1]",
                "(() => { try { new Uint8Array(1).sort(1); } catch (error) { return error.name; } })() | \"TypeError\"",
                "[Array.prototype.sort.length, Array.prototype.toSorted.length, Uint8Array.prototype.sort.length] | [1,1,1]",
                "Array.prototype.sort.name + Uint8Array.prototype.toSorted.name | \"sorttoSorted\"",
                "'prototype' in Array.prototype.sort | false",
            })
    void list_isSortedFilledAndMoved_asEver(String expression, String expected) {
        Answer answer = run("return Response.json(" + expression + ");", Duration.ofSeconds(2));

        assertThat(answer.failure()).isNull();
        assertThat(answer.text()).isEqualTo(expected);
    }
}
