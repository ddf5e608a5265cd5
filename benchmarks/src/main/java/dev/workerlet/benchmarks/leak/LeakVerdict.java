package dev.workerlet.benchmarks.leak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Judges a series: what has grown since the pool was full. */
final class LeakVerdict {
    /** Resident memory breathes with the allocators; everything else is counted exactly. */
    private static final double MEMORY_GROWTH_PERCENT = 5;

    private LeakVerdict() {}

    /** What has grown from {@code baseline} requests to the end; empty when nothing has. */
    static List<String> of(List<Sample> samples, int baseline) {
        Sample from = samples.stream()
                .filter(sample -> sample.requests() >= baseline)
                .findFirst()
                .orElseThrow();
        Sample to = samples.get(samples.size() - 1);
        List<String> grown = new ArrayList<>();
        compare(grown, "isolates with a script", from.isolates(), to.isolates());
        compare(grown, "open isolates", from.openIsolates(), to.openIsolates());
        compare(grown, "V8 references and callback contexts", from.handles(), to.handles());
        compare(grown, "threads", from.threads(), to.threads());
        double percent = memoryGrowthPercent(from, to);
        if (percent >= MEMORY_GROWTH_PERCENT) {
            grown.add(String.format(Locale.ROOT, "resident memory by %.1f %%", percent));
        }
        return grown;
    }

    /** By how much resident memory has grown. */
    static double memoryGrowthPercent(Sample from, Sample to) {
        return from.rssKib() == 0 ? 0 : 100.0 * (to.rssKib() - from.rssKib()) / from.rssKib();
    }

    private static void compare(List<String> grown, String what, long from, long to) {
        if (to > from) {
            grown.add(what + " from " + from + " to " + to);
        }
    }
}
