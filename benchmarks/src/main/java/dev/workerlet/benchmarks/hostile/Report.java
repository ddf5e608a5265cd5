package dev.workerlet.benchmarks.hostile;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Tells what was found, line by line, in Markdown: on standard output, and in a file when it is complete. */
final class Report {
    private static final long KIB_PER_MIB = 1_024;

    private final BatteryPlan plan;
    private final PrintWriter out;
    private final List<String> lines = new ArrayList<>();
    private final List<String> rests = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final List<String> open = new ArrayList<>();

    Report(BatteryPlan plan, PrintWriter out) {
        this.plan = plan;
        this.out = out;
        add(
                "| script | first answer | ms | later answers | p50 | p99 | max | lost | wrong | RSS before, after (MiB) | |");
        add("|---|---|---|---|---|---|---|---|---|---|---|");
    }

    private void add(String line) {
        lines.add(line);
        out.println(line);
        out.flush();
    }

    void trial(Trial trial) {
        List<String> found = trial.faults(plan);
        boolean known = trial.attack().isOpen();
        String verdict = found.isEmpty() ? "holds" : known ? "known" : "FAILS";
        add(String.format(
                Locale.ROOT,
                "| %s | %s | %d | %s | %d | %s | %d | %d | %d | %d, %d | %s |",
                trial.attack().name(),
                trial.first().answer(),
                trial.first().millis(),
                later(trial),
                trial.worst(0.5),
                p99(trial),
                trial.worst(1),
                trial.lost(),
                trial.wrong(),
                trial.rssBeforeKib() / KIB_PER_MIB,
                trial.rssAfterKib() / KIB_PER_MIB,
                verdict));
        found.forEach(fault -> (known ? open : faults).add(trial.attack().name() + ": " + fault));
    }

    /** The one that is judged, and what it is the median of. */
    private static String p99(Trial trial) {
        long judged = trial.worst(0.99);
        return trial.attempts().size() == 1
                ? Long.toString(judged)
                : judged + " of "
                        + trial.attempts().stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static String later(Trial trial) {
        List<String> answers = new ArrayList<>();
        trial.laterAnswers().forEach((answer, count) -> answers.add(count + " × " + answer));
        return String.join(", ", answers);
    }

    void rest(Rest rest) {
        rests.add("- " + rest.title() + ": " + rest.text());
        out.println(rests.get(rests.size() - 1));
        rest.faults(plan)
                .forEach(fault -> (rest.isOpen() ? open : faults).add(rest.title() + ", after a rest: " + fault));
    }

    /** The end of the report. Returns whether everything holds that is not known to be open. */
    boolean end() {
        section("What does not hold", faults);
        section("Known not to hold yet", open);
        return faults.isEmpty();
    }

    private void section(String title, List<String> entries) {
        add("");
        add("## " + title);
        add("");
        if (entries.isEmpty()) {
            add("Nothing.");
        }
        entries.forEach(entry -> add("- " + entry));
    }

    /** What does not hold. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    /** The whole report. */
    String text() {
        List<String> all = new ArrayList<>(lines);
        all.add("");
        all.add("## Memory after a rest of " + plan.restSeconds() + " s");
        all.add("");
        all.addAll(rests);
        return String.join("\n", all) + "\n";
    }
}
