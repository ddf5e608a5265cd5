package dev.workerlet.benchmarks.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a soak has shown.
 *
 * @param plan its shape
 * @param readings the server under load
 * @param tally all visits
 * @param before the server at rest, after it was warmed up; null when it has ended before
 * @param after the server at rest, at the end; null when it has ended
 * @param left what clients have left behind
 * @param crash what the server said as it ended, and the files that it has left; empty when it lives
 */
record SoakResult(
        SoakPlan plan,
        List<Reading> readings,
        Tally tally,
        @Nullable Reading before,
        @Nullable Reading after,
        List<String> left,
        List<String> crash) {
    /** Shorter ones say nothing of trends. */
    private static final Duration LEAST_FOR_TRENDS = Duration.ofMinutes(2);

    SoakResult {
        readings = List.copyOf(readings);
    }

    /** What does not hold. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        Reading rested = after;
        if (rested == null) {
            faults.add("THE SERVER HAS ENDED");
        }
        faults.addAll(crash);
        if (tally.faulty() > 0) {
            faults.add(tally.faulty() + " of " + tally.visits() + " visits were wrong or lost, the first of them:");
            faults.addAll(tally.faults());
        }
        left.forEach(what -> faults.add("left open: " + what));
        faults.addAll(overfullPools());
        Reading first = before;
        if (first != null && rested != null) {
            faults.addAll(moreThreads(first, rested));
            if (plan.duration().compareTo(LEAST_FOR_TRENDS) >= 0) {
                faults.addAll(trends(first, rested));
            }
        }
        return faults;
    }

    private static List<String> moreThreads(Reading first, Reading rested) {
        List<String> faults = new ArrayList<>();
        Map<String, Integer> known = ServerThreads.own(first.threads());
        ServerThreads.own(rested.threads()).forEach((name, count) -> {
            int earlier = known.getOrDefault(name, 0);
            if (count > Math.max(earlier, ServerThreads.mostAtRest(name))) {
                faults.add("threads " + name + ", " + earlier + " at rest before, now " + count);
            }
        });
        return faults;
    }

    private List<String> overfullPools() {
        List<String> faults = new ArrayList<>();
        for (Reading reading : readings) {
            ServerThreads.overfull(reading.threads())
                    .forEach((name, count) ->
                            faults.add("threads " + name + ": " + count + " after " + reading.seconds() + " s"));
        }
        return faults;
    }

    private List<String> trends(Reading first, Reading rested) {
        List<String> faults = new ArrayList<>();
        List<Reading> judged = judged();
        for (Figure figure : Figure.ALL) {
            Trend trend = figure.trend(judged);
            if (trend.growth() > figure.bound(trend)) {
                faults.add(String.format(
                        Locale.ROOT,
                        "%s: grown by %.0f, which is more than %.0f",
                        figure.title(),
                        trend.growth(),
                        figure.bound(trend)));
            }
            long risen = figure.of(rested) - figure.of(first);
            if (risen > figure.bound(trend)) {
                faults.add(String.format(
                        Locale.ROOT,
                        "%s at rest: %d more than before, which is more than %.0f",
                        figure.title(),
                        risen,
                        figure.bound(trend)));
            }
        }
        return faults;
    }

    /** The last two thirds of the readings. */
    List<Reading> judged() {
        return readings.subList(readings.size() / 3, readings.size());
    }
}
