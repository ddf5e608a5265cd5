package dev.workerlet.runtime.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
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
        assertThat(NativeMemory.needsAdvice(
                        Map.of("LD_PRELOAD", "/lib/agent.so", "GLIBC_TUNABLES", "glibc.rtld.nns=4")))
                .isTrue();
        assertThat(NativeMemory.needsAdvice(Map.of("MALLOC_ARENA_MAX", "4"))).isFalse();
        assertThat(NativeMemory.needsAdvice(Map.of("LD_PRELOAD", "/lib/libjemalloc.so.2")))
                .isFalse();
        assertThat(NativeMemory.needsAdvice(Map.of("GLIBC_TUNABLES", "glibc.malloc.arena_max=2")))
                .isFalse();
    }

    @Test
    void trim_afterwards_thereIsAPause() {
        assertThat(memory.claimTrim()).isTrue();

        memory.trim();

        assertThat(memory.claimTrim()).isFalse();
    }
}
