package dev.workerlet.benchmarks.hostile;

import dev.workerlet.benchmarks.io.Latencies;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One attack and what was seen; of several attempts the one that is judged.
 *
 * @param attack the attack
 * @param loop the attacker's home
 * @param first the call that is judged by its time
 * @param others the calls at once, and the last one
 * @param neighbours what the neighbours' clients saw
 * @param rssBeforeKib resident memory of the server before
 * @param rssAfterKib right after, without a rest
 * @param harm what became of the server; empty when it lives
 * @param attempts the worst p99 of each attempt in ms, in their order; this one's alone where there was no other
 */
record Trial(
        Attack attack,
        int loop,
        AttackCall first,
        List<AttackCall> others,
        Map<Neighbour, NeighbourFigures> neighbours,
        long rssBeforeKib,
        long rssAfterKib,
        String harm,
        List<Long> attempts) {
    /** How often an attack is tried whose times do not hold. */
    static final int MOST_ATTEMPTS = 3;

    private static final double P99 = 0.99;
    private static final long MOST_P99_MILLIS = 100;
    private static final String UNAVAILABLE = "503";

    Trial {
        attempts = List.copyOf(attempts);
    }

    /** One attempt. */
    Trial(
            Attack attack,
            int loop,
            AttackCall first,
            List<AttackCall> others,
            Map<Neighbour, NeighbourFigures> neighbours,
            long rssBeforeKib,
            long rssAfterKib,
            String harm) {
        this(attack, loop, first, others, neighbours, rssBeforeKib, rssAfterKib, harm, List.of(worst(neighbours, P99)));
    }

    /** The one in the middle of an odd number of attempts: it holds when most of them do. */
    static Trial median(List<Trial> attempts, BatteryPlan plan) {
        List<Trial> sorted = new ArrayList<>(attempts);
        sorted.sort(Comparator.comparing((Trial trial) -> !trial.faults(plan).isEmpty())
                .thenComparing(trial -> trial.worst(P99)));
        Trial middle = sorted.get(sorted.size() / 2);
        return new Trial(
                middle.attack,
                middle.loop,
                middle.first,
                middle.others,
                middle.neighbours,
                attempts.get(0).rssBeforeKib,
                attempts.get(attempts.size() - 1).rssAfterKib,
                middle.harm,
                attempts.stream().map(trial -> trial.worst(P99)).toList());
    }

    /** What does not hold. */
    List<String> faults(BatteryPlan plan) {
        List<String> faults = wrongs(plan);
        faults.addAll(delays(plan));
        return faults;
    }

    /** Whether more than times does not hold. */
    boolean isWrong(BatteryPlan plan) {
        return !wrongs(plan).isEmpty();
    }

    /** Whether times do not hold. */
    boolean isSlow(BatteryPlan plan) {
        return !delays(plan).isEmpty();
    }

    private List<String> wrongs(BatteryPlan plan) {
        List<String> wrongs = new ArrayList<>();
        if (!harm.isEmpty()) {
            wrongs.add(harm);
        }
        if (!isAllowed(first, plan)) {
            wrongs.add("answered with " + first.answer() + ", allowed " + attack.allowedText());
        }
        others.stream()
                .filter(call -> !isAllowedLater(call, plan))
                .findFirst()
                .ifPresent(call -> wrongs.add("a later call got " + call.answer()));
        neighbours.forEach((neighbour, figures) -> {
            if (figures.asked() == 0) {
                wrongs.add(place(neighbour) + " got no request");
            }
            if (figures.lost() > 0) {
                wrongs.add(place(neighbour) + " lost " + figures.failures());
            }
            if (figures.wrong() > 0) {
                wrongs.add(place(neighbour) + " answered wrongly " + figures.wrong() + " times");
            }
        });
        return wrongs;
    }

    // Calls at once share an isolate, and the end of one is the end of all: that is told by 503.
    private boolean isAllowedLater(AttackCall call, BatteryPlan plan) {
        return isAllowed(call, plan) || call.answer().startsWith(UNAVAILABLE);
    }

    private boolean isAllowed(AttackCall call, BatteryPlan plan) {
        return attack.allowed().contains(call.answer()) || (!plan.timed() && isMatterOfTime(call.answer()));
    }

    // On a slow machine, work that takes a fifth of the CPU time elsewhere may need all of it, and more time than there
    // is.
    private boolean isMatterOfTime(String answer) {
        boolean computes = attack.decidedBy() == Attack.Limit.CPU;
        return (answer.equals(Attack.CPU) && computes)
                || (answer.equals(Attack.WALL) && (computes || attack.allowed().contains(Attack.CPU)));
    }

    private List<String> delays(BatteryPlan plan) {
        List<String> delays = new ArrayList<>();
        if (!plan.timed()) {
            return delays;
        }
        long most = attack.mostMillis(plan.wallMillis());
        if (first.millis() > most) {
            delays.add("answered after " + first.millis() + " ms, allowed " + most);
        }
        neighbours.forEach((neighbour, figures) -> {
            long p99 = figures.latencies().quantile(P99);
            if (figures.latencies().count() > 0 && p99 > MOST_P99_MILLIS) {
                delays.add(place(neighbour) + " p99 " + p99 + " ms");
            }
        });
        return delays;
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
        return worst(neighbours, share);
    }

    private static long worst(Map<Neighbour, NeighbourFigures> neighbours, double share) {
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
