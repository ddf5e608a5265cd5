package dev.workerlet.runtime.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.limits.OverloadLimits;
import dev.workerlet.runtime.limits.TerminationReason;
import dev.workerlet.runtime.support.TestClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** A worker that is killed, survives and is asked for, beside the state diagram of the breaker. */
class CircuitBreakerModelTest {
    private static final Failure KILL = Failure.of(TerminationReason.MEMORY_LIMIT, "much");
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int EVENTS = 2 * OverloadLimits.DEFAULTS.killsBeforeBreak();

    private enum Kind {
        ASK,
        KILL,
        SURVIVE,
        PASS_TIME
    }

    private record Step(Kind kind, int number) {}

    private final TestClock clock = new TestClock();
    private final CircuitBreaker breaker = new CircuitBreaker(OverloadLimits.DEFAULTS, clock, owner -> null);

    private Duration now = Duration.ZERO;
    /** How the last events ended: whether they were killed. Empty while the worker is not known. */
    private final Deque<Boolean> last = new ArrayDeque<>();

    private Duration killed = Duration.ZERO;
    private boolean isHeld;
    private Duration hold = Duration.ZERO;
    private Duration heldUntil = Duration.ZERO;
    private @Nullable String probe;
    private int events;

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(
                                Kind.ASK, Kind.ASK, Kind.KILL, Kind.KILL, Kind.KILL, Kind.PASS_TIME, Kind.SURVIVE),
                        Arbitraries.integers().between(0, 100))
                .as(Step::new)
                .list()
                .ofMaxSize(150);
    }

    @Property
    void breaker_followsItsDiagram(@ForAll("steps") List<Step> steps) {
        new CircuitBreakerModelTest().follow(steps);
    }

    private void follow(List<Step> steps) {
        for (Step step : steps) {
            switch (step.kind()) {
                case ASK -> ask(step.number() % 5 == 0);
                case KILL -> kill();
                case SURVIVE -> survive(step.number());
                case PASS_TIME -> {
                    Duration passed = Duration.ofMillis((long) step.number() * step.number() * 8);
                    clock.advance(passed);
                    now = now.plus(passed);
                }
            }
            assertThat(breaker.refusal("other", "w", "v", "e")).isNull();
            assertThat(breaker.refusal("o", "other", "v", "e")).isNull();
            assertThat(breaker.refusal("o", "w", "next", "e")).isNull();
        }
    }

    private void ask(boolean again) {
        String event = again && probe != null ? probe : "e" + events++;
        Failure refusal = breaker.refusal("o", "w", "v", event);
        boolean isHeldBack = isHeld && !event.equals(probe);
        if (isHeldBack && now.compareTo(heldUntil) < 0) {
            long seconds = heldUntil.minus(now).plusNanos(999_999_999).toSeconds();
            assertThat(Objects.requireNonNull(refusal).retryAfterSeconds()).isEqualTo((int) seconds);
        } else {
            assertThat(refusal).isNull();
            if (isHeldBack) {
                probe = event;
                heldUntil = now.plus(hold);
            }
        }
    }

    private void kill() {
        breaker.killed("o", "w", "v", KILL);
        if (!last.isEmpty() && now.minus(isHeld ? heldUntil : killed).compareTo(WINDOW) > 0) {
            forget();
        }
        note(true);
        killed = now;
        boolean breaks = !isHeld && kills() >= OverloadLimits.DEFAULTS.killsBeforeBreak();
        if (breaks || (isHeld && probe != null)) {
            hold(hold.isZero() ? Duration.ofSeconds(1) : hold.multipliedBy(2));
        }
    }

    private void note(boolean wasKilled) {
        last.addLast(wasKilled);
        if (last.size() > EVENTS) {
            last.removeFirst();
        }
    }

    private long kills() {
        return last.stream().filter(wasKilled -> wasKilled).count();
    }

    private void hold(Duration wanted) {
        Duration most = OverloadLimits.DEFAULTS.breakLimit();
        hold = wanted.compareTo(most) > 0 ? most : wanted;
        heldUntil = now.plus(hold);
        isHeld = true;
        probe = null;
    }

    private void survive(int number) {
        if (number % 4 != 0) {
            breaker.survived("o", "w", "next");
            return;
        }
        breaker.survived("o", "w", "v");
        if (isHeld && probe != null) {
            isHeld = false;
            probe = null;
            last.clear();
            note(false);
        } else if (!isHeld && !last.isEmpty()) {
            note(false);
            if (last.size() == EVENTS && kills() == 0) {
                forget();
            }
        }
    }

    private void forget() {
        last.clear();
        isHeld = false;
        hold = Duration.ZERO;
        probe = null;
    }
}
