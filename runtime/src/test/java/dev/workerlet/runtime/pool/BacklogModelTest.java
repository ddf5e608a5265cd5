package dev.workerlet.runtime.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.support.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Events that come to a loop and leave its backlog, as time passes: the count is right, bounds hold, refusals say when to come again. */
class BacklogModelTest {
    private static final Duration WAIT = Duration.ofSeconds(10);

    private enum Kind {
        ENTER,
        LEAVE,
        PASS_TIME
    }

    private record Step(Kind kind, String owner, int millis) {}

    private record Event(String owner, Backlog.Place place, Duration came) {}

    private final TestClock clock = new TestClock();
    private final List<Event> inside = new ArrayList<>();
    private Duration now = Duration.ZERO;

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(Kind.class),
                        Arbitraries.of("a", "b", "c"),
                        Arbitraries.integers().between(0, 4_000))
                .as(Step::new)
                .list()
                .ofMaxSize(200);
    }

    @Property
    void backlog_countsWhatIsInside_andBoundsIt(
            @ForAll("steps") List<Step> steps,
            @ForAll @IntRange(min = 1, max = 30) int limit,
            @ForAll @IntRange(max = 10) int perOwner) {
        new BacklogModelTest().follow(steps, limit, perOwner);
    }

    private void follow(List<Step> steps, int limit, int perOwner) {
        Backlog backlog = new Backlog(new PoolLimits(1, 1, 0, limit, perOwner, Duration.ofSeconds(2), WAIT), clock);
        for (Step step : steps) {
            switch (step.kind()) {
                case ENTER -> enter(backlog, step.owner(), limit, perOwner);
                case LEAVE -> leave(backlog, step.millis());
                case PASS_TIME -> {
                    clock.advance(Duration.ofMillis(step.millis()));
                    now = now.plusMillis(step.millis());
                }
            }
            assertThat(backlog.size()).isEqualTo(inside.size());
        }
        while (!inside.isEmpty()) {
            leave(backlog, 0);
        }
        assertThat(backlog.size()).isZero();
        assertThat(backlog.enter("new", new Backlog.Place())).isNull();
    }

    private void enter(Backlog backlog, String owner, int limit, int perOwner) {
        Backlog.Place place = new Backlog.Place();
        Failure refusal = backlog.enter(owner, place);
        long own = inside.stream().filter(event -> event.owner().equals(owner)).count();
        if (refusal == null) {
            inside.add(new Event(owner, place, now));
            assertThat(inside.size()).isLessThanOrEqualTo(limit + (limit + 7) / 8);
            assertThat(own + 1).isLessThanOrEqualTo(perOwner == 0 ? limit : Math.min(limit, perOwner));
        } else {
            assertThat(refusal.status()).isEqualTo(503);
            assertThat(refusal.retryAfterSeconds()).isBetween(1, 60);
            // Room is kept for those of whom nothing is here, as long as there is any.
            assertThat(own > 0 || inside.size() >= limit).isTrue();
        }
    }

    private void leave(Backlog backlog, int which) {
        if (!inside.isEmpty()) {
            Event event = inside.remove(which % inside.size());
            Failure refusal = backlog.leave(event.place());
            if (refusal != null) {
                assertThat(now.minus(event.came())).isGreaterThan(WAIT);
                assertThat(refusal.retryAfterSeconds()).isBetween(1, 60);
            }
        }
    }
}
