package dev.workerlet.benchmarks.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is judged after a rest: each memory against what it was before the group. */
class RestTest {
    private static final List<Attack> GROUP = List.of(Attack.tight("loop-a", Attack.CPU));
    private static final Holdings BEFORE = holding(500, 20, 5, 30);

    private static BatteryPlan plan(boolean timed) {
        return new BatteryPlan("jetty", 50, 0, 0, 0, 3, 30, 10, 2_000, 128, 1_536, timed, null);
    }

    private static Holdings holding(long rssMib, long heapsMib, long outsideMib, long javaMib) {
        return new Holdings(
                rssMib << 10,
                Map.of("isolateHeapKib", heapsMib << 10, "externalKib", outsideMib << 10, "heapKib", javaMib << 10));
    }

    private static List<String> faults(Holdings after, boolean timed) {
        return new Rest(GROUP, BEFORE, after).faults(plan(timed));
    }

    @Test
    void faults_eachHundredMebibytesMore_areNone() {
        assertThat(faults(holding(600, 120, 105, 130), true)).isEmpty();
    }

    @Test
    void faults_moreThanAHundredMebibytesOfOne_tellIt() {
        assertThat(faults(holding(601, 20, 5, 30), true)).containsExactly("RSS: grown by 101 MiB");
        assertThat(faults(holding(500, 121, 5, 30), true)).containsExactly("V8's heaps: grown by 101 MiB");
        assertThat(faults(holding(500, 20, 106, 30), true)).containsExactly("outside V8's heaps: grown by 101 MiB");
        assertThat(faults(holding(500, 20, 5, 131), true)).containsExactly("Java heap: grown by 101 MiB");
    }

    @Test
    void faults_whereTimesAreNotJudged_leaveMemoryOut() {
        assertThat(faults(holding(900, 900, 900, 900), false)).isEmpty();
    }

    @Test
    void faults_somethingOpen_tellIt() {
        assertThat(faults(new Holdings(500 << 10, Map.of("openStreams", 2L)), false))
                .containsExactly("openStreams 2");
    }

    @Test
    void text_eachMemory_isThereBeforeAndAfter() {
        assertThat(new Rest(GROUP, BEFORE, holding(501, 22, 7, 34)).text())
                .isEqualTo("RSS 500 → 501, V8's heaps 20 → 22, outside V8's heaps 5 → 7, Java heap 30 → 34 MiB,"
                        + " isolates 0, threads that are kept 0");
    }
}
