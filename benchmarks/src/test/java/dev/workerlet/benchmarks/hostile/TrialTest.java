package dev.workerlet.benchmarks.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is judged of several attempts. */
class TrialTest {
    private static final Neighbour NEIGHBOUR = new Neighbour("other", 0, false, "/neighbour");
    private static final BatteryPlan PLAN =
            new BatteryPlan("jetty", 50, 0, 0, 0, 3, 30, 10, 2_000, 128, 1_536, true, null);

    private static Trial attempt(long firstMillis, long... answerMillis) {
        NeighbourFigures figures = new NeighbourFigures();
        Arrays.stream(answerMillis).forEach(millis -> figures.answered(millis, true));
        AttackCall first = new AttackCall(Attack.CPU, firstMillis, false);
        return new Trial(
                Attack.tight("loop", Attack.CPU), 0, first, List.of(), Map.of(NEIGHBOUR, figures), 100, 200, "");
    }

    @Test
    void faults_withinBounds_areNone() {
        assertThat(attempt(300, 100).faults(PLAN)).isEmpty();
    }

    @Test
    void faults_slowAttacker_tellAllowedTime() {
        assertThat(attempt(301, 1).faults(PLAN)).containsExactly("answered after 301 ms, allowed 300");
    }

    @Test
    void isWrong_lostAnswer_isTrue() {
        Trial trial = attempt(1, 1);
        trial.neighbours().values().forEach(figures -> figures.lost("503"));

        assertThat(trial.isWrong()).isTrue();
        assertThat(trial.isSlow(PLAN)).isFalse();
    }

    @Test
    void median_slowOnce_holds() {
        Trial judged = Trial.median(List.of(attempt(1, 286), attempt(1, 30), attempt(1, 40)), PLAN);

        assertThat(judged.faults(PLAN)).isEmpty();
        assertThat(judged.attempts()).containsExactly(286L, 30L, 40L);
        assertThat(judged.worst(0.99)).isEqualTo(40);
    }

    @Test
    void median_slowInDifferentWaysTwice_doesNotHold() {
        Trial judged = Trial.median(List.of(attempt(1, 286), attempt(301, 30), attempt(1, 40)), PLAN);

        assertThat(judged.faults(PLAN)).containsExactly("answered after 301 ms, allowed 300");
    }
}
