package dev.workerlet.benchmarks.hostile;

import dev.workerlet.benchmarks.io.Latencies;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One attack and what was seen.
 *
 * @param attack the attack
 * @param loop the attacker's home
 * @param first the call that is judged by its time
 * @param others the calls at once, and the last one
 * @param neighbours what the neighbours' clients saw
 * @param rssBeforeKib resident memory of the server before
 * @param rssAfterKib right after, without a rest
 * @param harm what became of the server; empty when it lives
 */
record Trial(
        Attack attack,
        int loop,
        AttackCall first,
        List<AttackCall> others,
        Map<Neighbour, NeighbourFigures> neighbours,
        long rssBeforeKib,
        long rssAfterKib,
        String harm) {
    private static final long MOST_P99_MILLIS = 100;
    private static final String UNAVAILABLE = "503";

    /** What does not hold. */
    List<String> faults(BatteryPlan plan) {
        List<String> faults = new ArrayList<>();
        if (!harm.isEmpty()) {
            faults.add(harm);
        }
        if (!attack.allowed().contains(first.answer())) {
            faults.add("answered with " + first.answer() + ", allowed " + attack.allowedText());
        }
        others.stream()
                .filter(call -> !isAllowed(call))
                .findFirst()
                .ifPresent(call -> faults.add("a later call got " + call.answer()));
        long most = attack.mostMillis(plan.wallMillis());
        if (plan.timed() && first.millis() > most) {
            faults.add("answered after " + first.millis() + " ms, allowed " + most);
        }
        neighbours.forEach((neighbour, figures) -> addFaults(faults, plan, neighbour, figures));
        return faults;
    }

    // Calls at once share an isolate, and the end of one is the end of all: that is told by 503.
    private boolean isAllowed(AttackCall call) {
        return attack.allowed().contains(call.answer()) || call.answer().startsWith(UNAVAILABLE);
    }

    private void addFaults(List<String> faults, BatteryPlan plan, Neighbour neighbour, NeighbourFigures figures) {
        String who = place(neighbour);
        if (figures.lost() > 0) {
            faults.add(who + " lost " + figures.failures());
        }
        if (figures.wrong() > 0) {
            faults.add(who + " answered wrongly " + figures.wrong() + " times");
        }
        long p99 = figures.latencies().quantile(0.99);
        if (plan.timed() && figures.latencies().count() > 0 && p99 > MOST_P99_MILLIS) {
            faults.add(who + " p99 " + p99 + " ms");
        }
    }

    /** Where a neighbour is, seen from the attacker. */
    String place(Neighbour neighbour) {
        return (neighbour.sameOwner() ? "own" : "other") + (neighbour.loop() == loop ? "/near" : "/far");
    }

    /** What was answered to the later calls, each with its number. */
    Map<String, Integer> laterAnswers() {
        Map<String, Integer> answers = new LinkedHashMap<>();
        others.forEach(call -> answers.merge(call.answer(), 1, Integer::sum));
        return answers;
    }

    /** The worst of the four neighbours' times; 0.5 is the median. */
    long worst(double share) {
        return neighbours.values().stream()
                .map(NeighbourFigures::latencies)
                .filter(latencies -> latencies.count() > 0)
                .mapToLong((Latencies latencies) -> latencies.quantile(share))
                .max()
                .orElse(0);
    }

    int lost() {
        return neighbours.values().stream().mapToInt(NeighbourFigures::lost).sum();
    }

    int wrong() {
        return neighbours.values().stream().mapToInt(NeighbourFigures::wrong).sum();
    }
}
