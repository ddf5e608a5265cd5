package dev.workerlet.benchmarks.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short form of the hostile battery: survival, statuses and the neighbours' answers; no times. */
class BatteryTest {
    @ParameterizedTest
    @ValueSource(strings = {"jetty", "tomcat"})
    void run_everyAttackOnce_harmsNobodyElse(String container) throws Exception {
        BatteryPlan plan = BatteryPlan.shortForm(container, null);
        List<Attack> attacks =
                Attacks.all().stream().filter(attack -> attack.open() == null).toList();
        List<String> faults = new ArrayList<>();

        List<Trial> trials;
        try (Battery battery = new Battery(plan, attacks)) {
            trials = battery.run(
                    trial -> trial.faults(plan)
                            .forEach(fault -> faults.add(trial.attack().name() + ": " + fault)),
                    rest -> faults.addAll(rest.faults(plan)));
        }

        assertThat(faults).isEmpty();
        assertThat(trials).hasSameSizeAs(attacks);
    }
}
