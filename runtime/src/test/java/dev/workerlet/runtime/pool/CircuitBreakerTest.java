package dev.workerlet.runtime.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.limits.OverloadLimits;
import dev.workerlet.runtime.limits.TerminationReason;
import dev.workerlet.runtime.support.TestClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is held back, for how long, and who is not. */
class CircuitBreakerTest {
    private static final Failure KILL = Failure.of(TerminationReason.CPU_TIME_LIMIT, "a loop");

    private final TestClock clock = new TestClock();
    private final CircuitBreaker breaker = new CircuitBreaker(OverloadLimits.DEFAULTS, clock, owner -> null);
    private int events;

    private @Nullable Failure ask(String worker, String version) {
        return breaker.refusal("o", worker, version, "event-" + events++);
    }

    private int retryAfter() {
        Failure refusal = ask("w", "v");
        return refusal == null ? 0 : refusal.retryAfterSeconds();
    }

    private void kill(int times) {
        for (int i = 0; i < times; i++) {
            breaker.killed("o", "w", "v", KILL);
        }
    }

    @Test
    void worker_killedTooOftenInARow_isRefusedWithTheTimeThatIsLeft() {
        kill(4);
        assertThat(retryAfter()).isZero();
        kill(1);

        Failure refusal = Objects.requireNonNull(ask("w", "v"));

        assertThat(refusal.status()).isEqualTo(503);
        assertThat(refusal.reason()).isEqualTo(TerminationReason.OVERLOADED);
        assertThat(refusal.retryAfterSeconds()).isEqualTo(1);
        assertThat(refusal.detail())
                .contains("5 times")
                .contains("CPU time limit")
                .contains("a loop");
    }

    @Test
    void otherWorkersAndOwners_areNotConcerned() {
        kill(5);

        assertThat(ask("other", "v")).isNull();
        assertThat(breaker.refusal("other", "w", "v", "e")).isNull();
    }

    private void survive(int times) {
        for (int i = 0; i < times; i++) {
            breaker.survived("o", "w", "v");
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 4", "1, 1", "2, 3"})
    void worker_ofWhichAtLeastHalfIsKilled_isHeldBack(int survivals, int kills) {
        for (int i = 0; i < 10 && retryAfter() == 0; i++) {
            survive(survivals);
            kill(kills);
        }

        assertThat(retryAfter()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"3, 2", "2, 1", "20, 4"})
    void worker_ofWhichLessThanHalfIsKilled_isNot(int survivals, int kills) {
        for (int i = 0; i < 100; i++) {
            kill(kills);
            survive(survivals);

            assertThat(retryAfter()).isZero();
        }
    }

    @Test
    void kills_longAgo_doNotCount() {
        kill(4);
        survive(9);
        assertThat(breaker.size()).isEqualTo(1);
        kill(1);
        assertThat(retryAfter()).isZero();
        survive(10);

        assertThat(breaker.size()).isZero();
    }

    @Test
    void survivalsOfEventsThatRanBefore_doNotRelease() {
        kill(5);
        survive(20);

        assertThat(retryAfter()).isEqualTo(1);
    }

    @Test
    void quietTime_beginsTheCountAnew() {
        kill(4);
        clock.advance(Duration.ofSeconds(61));
        kill(4);

        assertThat(retryAfter()).isZero();
    }

    @Test
    void probe_isOneEvent_andKeepsItsPassage() {
        kill(5);
        clock.advance(Duration.ofSeconds(1));

        assertThat(breaker.refusal("o", "w", "v", "probe")).isNull();
        assertThat(breaker.refusal("o", "w", "v", "next")).isNotNull();
        assertThat(breaker.refusal("o", "w", "v", "probe")).isNull();
    }

    @Test
    void probe_thatIsKilled_doublesTheTime_upToTheLimit() {
        kill(5);
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            assertThat(retryAfter()).isEqualTo(seconds);
            clock.advance(Duration.ofSeconds(seconds));
            assertThat(retryAfter()).isZero();
            kill(1);
        }
    }

    @Test
    void probe_thatSurvives_releases_andTheNextTimeIsTwiceAsLong() {
        kill(5);
        clock.advance(Duration.ofSeconds(1));
        assertThat(retryAfter()).isZero();
        survive(1);
        assertThat(retryAfter()).isZero();
        kill(4);
        assertThat(retryAfter()).isZero();
        kill(1);

        assertThat(retryAfter()).isEqualTo(2);
    }

    @Test
    void worker_thatHasRecovered_isForgotten() {
        kill(5);
        clock.advance(Duration.ofSeconds(1));
        assertThat(retryAfter()).isZero();
        survive(9);
        assertThat(breaker.size()).isEqualTo(1);
        survive(1);

        assertThat(breaker.size()).isZero();
    }

    @Test
    void probe_ofWhichNothingIsHeard_isFollowedByAnother() {
        kill(5);
        clock.advance(Duration.ofSeconds(1));
        assertThat(retryAfter()).isZero();
        assertThat(retryAfter()).isEqualTo(1);
        clock.advance(Duration.ofSeconds(1));

        assertThat(retryAfter()).isZero();
    }

    @Test
    void killsOfEventsThatRanBefore_doNotDoubleTheTime() {
        kill(20);

        assertThat(retryAfter()).isEqualTo(1);
    }

    @Test
    void anotherVersion_isServedAtOnce_andCountedAnew() {
        kill(5);
        assertThat(ask("w", "fixed")).isNull();
        breaker.killed("o", "w", "fixed", KILL);

        assertThat(ask("w", "fixed")).isNull();
        assertThat(retryAfter()).isZero();
    }

    @Test
    void limitOfZero_holdsNobodyBack() {
        CircuitBreaker off = new CircuitBreaker(
                new OverloadLimits(0, Duration.ZERO, 0, Duration.ofSeconds(60), 0), clock, owner -> null);
        for (int i = 0; i < 100; i++) {
            off.killed("o", "w", "v", KILL);
        }

        assertThat(off.refusal("o", "w", "v", "e")).isNull();
        assertThat(off.size()).isZero();
    }

    @Test
    void breakLimit_belowASecond_isTheFirstTimeToo() {
        CircuitBreaker quick = new CircuitBreaker(
                new OverloadLimits(0, Duration.ZERO, 1, Duration.ofMillis(100), 0), clock, owner -> null);
        quick.killed("o", "w", "v", KILL);
        assertThat(quick.refusal("o", "w", "v", "a")).isNotNull();
        clock.advance(Duration.ofMillis(100));

        assertThat(quick.refusal("o", "w", "v", "b")).isNull();
    }

    @Test
    void entries_areBounded_andForgotten() {
        for (int i = 0; i < 10_500; i++) {
            breaker.killed("o", "w" + i, "v", KILL);
            clock.advance(Duration.ofNanos(1));
        }
        assertThat(breaker.size()).isEqualTo(10_000);
        clock.advance(Duration.ofMinutes(2));
        kill(1);

        assertThat(breaker.size()).isEqualTo(1);
    }

    private enum Step {
        ASK,
        KILL,
        SURVIVE,
        WAIT
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Arbitraries.of(Step.class).list().ofMaxSize(60);
    }

    @Property(tries = 300)
    void whateverHappens_nobodyIsHeldLongerThanTheLimit_andSuccessReleases(@ForAll("steps") List<Step> steps) {
        for (Step step : steps) {
            switch (step) {
                case ASK -> assertThat(retryAfter()).isBetween(0, 60);
                case KILL -> kill(1);
                case SURVIVE -> survive(1);
                case WAIT -> clock.advance(Duration.ofMillis(700));
            }
        }
        clock.advance(Duration.ofSeconds(60));
        assertThat(retryAfter()).isZero();
        survive(20);
        assertThat(breaker.size()).isZero();
    }

    @Test
    void owner_whoseTurnsKeepTheirShareOfThreads_isRefused() {
        Map<String, String> refusals = new HashMap<>(Map.of("o", "owner o keeps too many"));
        CircuitBreaker shared = new CircuitBreaker(
                new OverloadLimits(0, Duration.ZERO, 0, Duration.ofSeconds(60), 12), clock, refusals::get);

        Failure refusal = Objects.requireNonNull(shared.refusal("o", "w", "v", "e"));
        assertThat(refusal.status()).isEqualTo(503);
        assertThat(refusal.retryAfterSeconds()).isEqualTo(1);
        assertThat(refusal.detail()).isEqualTo("owner o keeps too many");
        assertThat(shared.refusal("other", "w", "v", "e")).isNull();
        refusals.clear();
        assertThat(shared.refusal("o", "w", "v", "e")).isNull();
    }
}
