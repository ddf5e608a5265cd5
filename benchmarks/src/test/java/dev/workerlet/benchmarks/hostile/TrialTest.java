package dev.workerlet.benchmarks.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is judged of several attempts. */
class TrialTest {
    private static final Neighbour NEIGHBOUR = new Neighbour("other", 0, false, "/neighbour");
    private static final BatteryPlan PLAN = plan(true);
    private static final BatteryPlan UNTIMED = plan(false);

    private static BatteryPlan plan(boolean timed) {
        return new BatteryPlan("jetty", 50, 0, 0, 0, 3, 30, 10, 2_000, 128, 1_536, timed, null);
    }

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

    private static Trial answered(Attack attack, String answer) {
        return new Trial(attack, 0, new AttackCall(answer, 1, false), List.of(), Map.of(), 100, 200, "");
    }

    @Test
    void faults_wallClockBeforeException_countWhereTimesAreJudged() {
        Trial trial = answered(Attack.tight("recursion", Attack.THROWN), Attack.WALL);

        assertThat(trial.faults(UNTIMED)).isEmpty();
        assertThat(trial.faults(PLAN)).containsExactly("answered with 504 WallClockTimeout, allowed 500 Exception");
    }

    @Test
    void faults_cpuTimeBeforeException_countWhereTimesAreJudged() {
        Trial trial = answered(Attack.tight("recursion", Attack.THROWN), Attack.CPU);

        assertThat(trial.faults(UNTIMED)).isEmpty();
        assertThat(trial.faults(PLAN)).containsExactly("answered with 429 CpuTimeLimit, allowed 500 Exception");
    }

    @Test
    void faults_anotherAnswerWhereTimesAreNotJudged_count() {
        assertThat(answered(Attack.tight("loop", Attack.CPU), Attack.OK).faults(UNTIMED))
                .containsExactly("answered with 200, allowed 429 CpuTimeLimit");
        assertThat(answered(Attack.idle("wait", Attack.THROWN), Attack.CPU).faults(UNTIMED))
                .containsExactly("answered with 429 CpuTimeLimit, allowed 500 Exception");
    }

    @Test
    void isWrong_lostAnswer_isTrue() {
        Trial trial = attempt(1, 1);
        trial.neighbours().values().forEach(figures -> figures.lost("503"));

        assertThat(trial.isWrong(PLAN)).isTrue();
        assertThat(trial.isSlow(PLAN)).isFalse();
    }

    @Test
    void faults_neighbourWithoutRequests_tellIt() {
        assertThat(attempt(1).faults(UNTIMED)).containsExactly("other/near got no request");
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
