package dev.workerlet.runtime.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When native memory is given back. */
class NativeMemoryTest {
    private final NativeMemory memory = new NativeMemory();

    @Test
    void claimTrim_twice_isGivenToTheFirst() {
        assertThat(memory.claimTrim()).isTrue();
        assertThat(memory.claimTrim()).isFalse();
        assertThat(memory.untilNextTrim()).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void advice_isForThoseWhoHaveChosenNothing() {
        assertThat(NativeMemory.needsAdvice(Set.of("PATH"))).isTrue();
        assertThat(NativeMemory.needsAdvice(Set.of("PATH", "MALLOC_ARENA_MAX"))).isFalse();
        assertThat(NativeMemory.needsAdvice(Set.of("LD_PRELOAD"))).isFalse();
    }

    @Test
    void trim_afterwards_thereIsAPause() {
        assertThat(memory.claimTrim()).isTrue();

        memory.trim();

        assertThat(memory.claimTrim()).isFalse();
    }
}
