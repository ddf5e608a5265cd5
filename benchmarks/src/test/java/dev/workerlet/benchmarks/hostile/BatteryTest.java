package dev.workerlet.benchmarks.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short form of the hostile battery: survival, statuses and the neighbours' answers; no times. */
class BatteryTest {
    /** So long that on a busy machine as well it is the CPU time that ends what can't be ended. */
    private static final int LONG_WALL_MILLIS = 60_000;

    private final List<String> faults = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"jetty", "tomcat"})
    void run_everyAttackOnce_harmsNobodyElse(String container) throws Exception {
        BatteryPlan plan = BatteryPlan.shortForm(container, null);
        List<Attack> attacks = attacks(false);

        List<Trial> trials = run(plan, attacks, rest -> faults.addAll(rest.faults(plan)));

        assertThat(faults).isEmpty();
        assertThat(trials).hasSameSizeAs(attacks);
    }

    /** Of those that V8 can't end the threads stay, and what they hold: neither is looked at. */
    @ParameterizedTest
    @ValueSource(strings = {"jetty", "tomcat"})
    void run_openAttacksOnce_areAnsweredAndHarmNobodyElse(String container) throws Exception {
        BatteryPlan plan = BatteryPlan.shortForm(container, null).withWall(LONG_WALL_MILLIS);
        List<Attack> attacks = attacks(true);

        List<Trial> trials = run(plan, attacks, rest -> {});

        assertThat(faults).isEmpty();
        assertThat(trials)
                .hasSameSizeAs(attacks)
                .extracting(trial -> trial.first().answer())
                .containsOnly(Attack.CPU);
    }

    private static List<Attack> attacks(boolean open) {
        return Attacks.all().stream().filter(attack -> attack.isOpen() == open).toList();
    }

    private List<Trial> run(BatteryPlan plan, List<Attack> attacks, Consumer<Rest> rests) throws Exception {
        try (Battery battery = new Battery(plan, attacks)) {
            return battery.run(
                    trial -> trial.faults(plan)
                            .forEach(fault -> faults.add(trial.attack().name() + ": " + fault)),
                    rests);
        }
    }
}
