package dev.workerlet.benchmarks.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of attacks and its scripts belong together. */
class AttacksTest {
    private static final int LEAST = 60;

    @Test
    void all_eachAttack_hasScriptAndStatuses() {
        assertThat(Attacks.all()).hasSizeGreaterThan(LEAST).allSatisfy(attack -> {
            assertThat(getClass().getResource(attack.name() + ".js")).isNotNull();
            assertThat(attack.allowed()).isNotEmpty();
        });
    }

    @Test
    void all_names_areUnique() {
        List<String> names = Attacks.all().stream().map(Attack::name).toList();

        assertThat(names).doesNotHaveDuplicates();
    }

    @Test
    void mostMillis_shortLimit_addsSlack() {
        assertThat(Attack.tight("name", Attack.CPU).mostMillis(2_000)).isEqualTo(300);
    }

    @Test
    void mostMillis_longLimit_isTwice() {
        assertThat(Attack.idle("name", Attack.WALL).mostMillis(2_000)).isEqualTo(4_000);
    }
}
