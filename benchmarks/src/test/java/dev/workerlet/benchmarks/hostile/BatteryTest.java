package dev.workerlet.benchmarks.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The short form of the hostile battery: survival, statuses and the neighbours' answers; no times. */
class BatteryTest {
    @Test
    void run_everyAttackOnce_harmsNobodyElse() throws Exception {
        BatteryPlan plan = BatteryPlan.shortForm("jetty", null);
        List<Attack> attacks =
                Attacks.all().stream().filter(attack -> !attack.isOpen()).toList();
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
