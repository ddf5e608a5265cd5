package dev.workerlet.benchmarks.soak;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells what a soak shows, in Markdown: on standard output as it goes on, and as a text at the end. */
final class SoakReport {
    private static final int ROWS = 36;
    private static final int MINUTE = 60;
    private static final String HOSTILE = "hostile: ";

    private final SoakPlan plan;
    private final PrintWriter out;
    private final List<String> lines = new ArrayList<>();

    SoakReport(SoakPlan plan, PrintWriter out) {
        this.plan = plan;
        this.out = out;
        out.println(title());
        out.println(rule());
        out.flush();
    }

    private static String title() {
        return "| min | visits | wrong or lost | "
                + Figure.ALL.stream().map(Figure::title).collect(Collectors.joining(" | "))
                + " | CPU, s |";
    }

    private static String rule() {
        return "|--:|--:|--:|" + "--:|".repeat(Figure.ALL.size() + 1);
    }

    /** A reading, told at once. */
    void reading(Reading reading) {
        out.println(row(String.format(Locale.ROOT, "%.1f", reading.seconds() / (double) MINUTE), reading));
        out.flush();
    }

    private static String row(String name, Reading reading) {
        return "| " + name + " | " + reading.visits() + " | " + reading.faulty() + " | "
                + Figure.ALL.stream()
                        .map(figure -> Long.toString(figure.of(reading)))
                        .collect(Collectors.joining(" | "))
                + " | " + reading.process().cpuMillis() / 1_000 + " |";
    }

    /** The end. Returns the whole report. */
    String end(SoakResult result) {
        lines.add("Soak in " + plan.container() + ", JDK " + Runtime.version().feature() + ", "
                + Runtime.getRuntime().availableProcessors() + " cores: "
                + plan.duration().toSeconds()
                + " s after a warm-up of " + plan.warmUp().toSeconds() + " s, " + plan.clients()
                + " clients at once, at most " + plan.rate() + " visits a second, " + plan.hostilePercent()
                + " % hostile, seed " + plan.seed() + ", Java heap " + plan.heapMebibytes() + " MiB.");
        verdict(result.faults());
        section("Over time");
        lines.add(title());
        lines.add(rule());
        int step = Math.max(1, (result.readings().size() + ROWS - 1) / ROWS);
        for (int i = step - 1; i < result.readings().size(); i += step) {
            Reading reading = result.readings().get(i);
            lines.add(row(Long.toString(reading.seconds() / MINUTE), reading));
        }
        rest("at rest before", result.before());
        rest("at rest after", result.after());
        trends(result);
        threads(result);
        counts(result.tally().counts());
        String text = String.join("\n", lines) + "\n";
        out.println();
        out.println(text);
        out.flush();
        return text;
    }

    private void section(String title) {
        lines.add("");
        lines.add("## " + title);
        lines.add("");
    }

    private void verdict(List<String> faults) {
        lines.add("");
        lines.add(faults.isEmpty() ? "Verdict: holds." : "Verdict: FAILED.");
        lines.add("");
        faults.forEach(fault -> lines.add("- " + fault));
    }

    private void rest(String name, @Nullable Reading reading) {
        if (reading != null) {
            lines.add(row(name, reading));
        }
    }

    private void trends(SoakResult result) {
        if (result.judged().isEmpty()) {
            return;
        }
        section("Trends of the last two thirds");
        lines.add("| | least | median | greatest | growth in this time | may grow by |");
        lines.add("|---|--:|--:|--:|--:|--:|");
        for (Figure figure : Figure.ALL) {
            Trend trend = figure.trend(result.judged());
            lines.add(String.format(
                    Locale.ROOT,
                    "| %s | %d | %.0f | %d | %.1f | %.0f |",
                    figure.title(),
                    trend.least(),
                    trend.median(),
                    trend.greatest(),
                    trend.growth(),
                    figure.bound(trend)));
        }
    }

    private void threads(SoakResult result) {
        List<Reading> readings = result.readings();
        Map<String, Integer> before = threads(result.before());
        Map<String, Integer> last = threads(readings.isEmpty() ? null : readings.get(readings.size() - 1));
        Map<String, Integer> after = threads(result.after());
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        names.addAll(last.keySet());
        section("Threads");
        lines.add("| | at rest before | at the end of the load | at rest after |");
        lines.add("|---|--:|--:|--:|");
        for (String name : names) {
            lines.add("| " + name + " | " + before.getOrDefault(name, 0) + " | " + last.getOrDefault(name, 0) + " | "
                    + after.getOrDefault(name, 0) + " |");
        }
    }

    private static Map<String, Integer> threads(@Nullable Reading reading) {
        return reading == null ? Map.of() : reading.threads();
    }

    private void counts(Map<String, Map<String, Long>> counts) {
        section("Visits");
        lines.add("| | |");
        lines.add("|---|---|");
        counts.forEach((name, outcomes) -> lines.add("| " + name + " | " + outcomes(outcomes) + " |"));
        long hostile = sum(counts, true);
        lines.add("");
        lines.add(sum(counts, false) + " healthy visits, " + hostile + " hostile ones.");
    }

    private static long sum(Map<String, Map<String, Long>> counts, boolean isHostile) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(HOSTILE) == isHostile)
                .flatMap(entry -> entry.getValue().values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }

    private static String outcomes(Map<String, Long> outcomes) {
        return outcomes.entrySet().stream()
                .map(entry -> entry.getValue() + " × " + entry.getKey())
                .collect(Collectors.joining(", "));
    }
}
