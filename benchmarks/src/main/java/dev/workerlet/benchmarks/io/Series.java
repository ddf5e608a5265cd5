package dev.workerlet.benchmarks.io;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** Memory of a process over time. Immutable. */
record Series(List<Sample> samples) {
    private static final int ROWS = 10;
    private static final double KIB_PER_MIB = 1024;
    private static final double MILLIS_PER_SECOND = 1000;
    /** By how much memory may breathe. */
    private static final double BREATH = 1.15;

    /** A heap of which a part was not touched before is still within its limit. */
    private static final long BREATH_KIB = 128 * 1024;

    /** One reading. */
    record Sample(long millis, long rssKib, long heapKib, int threads) {}

    Series {
        samples = List.copyOf(samples);
    }

    /** A Markdown table of some ten samples, and of the least, the median and the greatest of all. */
    void print(PrintWriter out) {
        out.println("| s | RSS, MiB | heap, MiB | threads |");
        out.println("|--:|--:|--:|--:|");
        int last = samples.size() - 1;
        int rows = Math.min(ROWS, last);
        for (int i = 0; i <= rows; i++) {
            Sample sample = samples.get(rows == 0 ? 0 : i * last / rows);
            row(out, seconds(sample.millis), sample.rssKib, sample.heapKib, sample.threads);
        }
        row(out, "min", at(0, Sample::rssKib), at(0, Sample::heapKib), at(0, Sample::threads));
        row(out, "median", at(0.5, Sample::rssKib), at(0.5, Sample::heapKib), at(0.5, Sample::threads));
        row(out, "max", at(1, Sample::rssKib), at(1, Sample::heapKib), at(1, Sample::threads));
        out.flush();
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f", millis / MILLIS_PER_SECOND);
    }

    private static void row(PrintWriter out, String time, long rssKib, long heapKib, long threads) {
        out.printf(
                Locale.ROOT, "| %s | %.0f | %.0f | %d |%n", time, rssKib / KIB_PER_MIB, heapKib / KIB_PER_MIB, threads);
    }

    private long at(double share, ToLongFunction<Sample> figure) {
        return at(share, samples, figure);
    }

    private static long at(double share, List<Sample> samples, ToLongFunction<Sample> figure) {
        long[] sorted = samples.stream().mapToLong(figure).sorted().toArray();
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }

    /** What has grown in the last third of the time over the second; empty where memory is flat. */
    List<String> growth() {
        int third = samples.size() / 3;
        List<String> grown = new ArrayList<>();
        if (third > 0) {
            List<Sample> middle = samples.subList(third, 2 * third);
            List<Sample> last = samples.subList(2 * third, samples.size());
            compare(grown, "resident memory", at(0.5, middle, Sample::rssKib), at(0.5, last, Sample::rssKib));
        }
        return grown;
    }

    private static void compare(List<String> grown, String what, long fromKib, long toKib) {
        if (toKib > BREATH * fromKib + BREATH_KIB) {
            grown.add(String.format(
                    Locale.ROOT, "%s from %.0f to %.0f MiB", what, fromKib / KIB_PER_MIB, toKib / KIB_PER_MIB));
        }
    }
}
