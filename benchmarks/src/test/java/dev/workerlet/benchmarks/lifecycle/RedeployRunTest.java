package dev.workerlet.benchmarks.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What redeployments may leave. */
class RedeployRunTest {
    private static Map<String, Long> holding(long rssMib, long heapMib) {
        return Map.of("rss-kib", rssMib << 10, "heap-kib", heapMib << 10);
    }

    private static List<String> grown(Map<String, Long> after, int redeployments) {
        return RedeployRun.grownMemory(holding(600, 20), after, redeployments);
    }

    @Test
    void grownMemory_withinBounds_isNone() {
        assertThat(grown(holding(600 + 48 + 20 * 24, 20 + 48 + 20 * 8), 20)).isEmpty();
    }

    @Test
    void grownMemory_oneMebibyteMore_isTold() {
        assertThat(grown(holding(600 + 48 + 20 * 24 + 1, 20), 20))
                .containsExactly("rss-kib grew by 529 MiB, which is more than 528");
        assertThat(grown(holding(600, 20 + 48 + 2 * 8 + 1), 2))
                .containsExactly("heap-kib grew by 65 MiB, which is more than 64");
    }

    @Test
    void grownThreads_moreFirstThreadsThanLoops_areTold() {
        Map<String, Long> before = Map.of("thread:workerlet-loop-N", 3L);

        assertThat(RedeployRun.grownThreads(before, Map.of("thread:workerlet-loop-N", 4L)))
                .isEmpty();
        assertThat(RedeployRun.grownThreads(before, Map.of("thread:workerlet-loop-N", 5L)))
                .containsExactly(Map.entry("thread:workerlet-loop-N", "3, 5"));
    }

    @Test
    void leftIsolates_ofApplicationsThatAreGone_areTold() {
        assertThat(RedeployRun.leftIsolates(Map.of("isolates-of-old", 1L)))
                .containsExactly("isolates of applications that are gone: 1");
        assertThat(RedeployRun.leftIsolates(Map.of("isolates-of-old", 0L, "isolates", 8L)))
                .isEmpty();
    }
}
