package dev.workerlet.runtime.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.support.TestClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Who finds room on a loop. */
class BacklogTest {
    private final TestClock clock = new TestClock();

    private Backlog backlog(int queue, int perOwner) {
        return new Backlog(
                new PoolLimits(1, 1, 0, queue, perOwner, Duration.ofSeconds(2), Duration.ofSeconds(10)), clock);
    }

    private static Backlog.Place enter(Backlog backlog, String owner) {
        Backlog.Place place = new Backlog.Place();
        assertThat(backlog.enter(owner, place)).isNull();
        return place;
    }

    private static int fill(Backlog backlog, String owner) {
        int count = 0;
        while (backlog.enter(owner, new Backlog.Place()) == null) {
            count++;
        }
        return count;
    }

    @Property
    void ownerAlone_mayUseTheLimit_andLeavesRoomForOthers(@ForAll @IntRange(min = 1, max = 2000) int limit) {
        Backlog backlog = backlog(limit, 0);

        assertThat(fill(backlog, "flood")).isEqualTo(limit);
        assertThat(fill(backlog, "second")).isPositive();
        assertThat(backlog.size()).isLessThanOrEqualTo(limit + (limit + 7) / 8);
    }

    @Test
    void severalFloods_leaveRoomForANewcomer() {
        Backlog backlog = backlog(1000, 0);
        fill(backlog, "a");
        fill(backlog, "b");
        fill(backlog, "c");

        enter(backlog, "newcomer");
        assertThat(backlog.size()).isLessThanOrEqualTo(1125);
    }

    @Test
    void queuePerOwner_boundsAnOwner() {
        assertThat(fill(backlog(1000, 20), "a")).isEqualTo(20);
    }

    @Test
    void leave_givesTheRoomBack() {
        Backlog backlog = backlog(10, 0);
        List<Backlog.Place> entered = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            entered.add(enter(backlog, "a"));
        }
        assertThat(backlog.enter("a", new Backlog.Place())).isNotNull();
        entered.forEach(backlog::leave);

        assertThat(backlog.size()).isZero();
        assertThat(fill(backlog, "a")).isEqualTo(10);
    }

    @Test
    void manyOwners_areForgotten_whenTheyHaveNothing() {
        Backlog backlog = backlog(10, 0);
        for (int i = 0; i < 5_000; i++) {
            backlog.leave(enter(backlog, "owner" + i));
        }

        assertThat(backlog.owners()).isLessThanOrEqualTo(1_000);
    }

    @Test
    void overload_keepsTheWaitNearTheTarget() {
        Backlog backlog = backlog(1000, 0);
        Queue<Backlog.Place> waiting = new ArrayDeque<>();
        Queue<Long> came = new ArrayDeque<>();
        long mostNanos = 0;
        int refused = 0;
        // Ten times as many come as are begun, one each 45 ms.
        for (int i = 0; i < 10_000; i++) {
            clock.advance(Duration.ofNanos(4_500_000));
            Backlog.Place place = new Backlog.Place();
            if (backlog.enter("a", place) == null) {
                waiting.add(place);
                came.add(clock.nanoTime());
            } else {
                refused++;
            }
            if (i % 10 == 0 && !waiting.isEmpty()) {
                assertThat(backlog.leave(waiting.remove())).isNull();
                long waited = clock.nanoTime() - came.remove();
                mostNanos = i < 2_000 ? 0 : Math.max(mostNanos, waited);
            }
        }

        assertThat(Duration.ofNanos(mostNanos)).isBetween(Duration.ofMillis(1500), Duration.ofMillis(2500));
        assertThat(refused).isGreaterThan(8_000);
    }

    @Test
    void refusalForTheWait_saysWhenToComeAgain() {
        Backlog backlog = backlog(1000, 0);
        Queue<Backlog.Place> waiting = new ArrayDeque<>();
        for (int i = 0; i < 100; i++) {
            waiting.add(enter(backlog, "a"));
        }
        for (int i = 0; i < 10; i++) {
            clock.advance(Duration.ofMillis(100));
            backlog.leave(waiting.remove());
        }
        Failure refusal = backlog.enter("a", new Backlog.Place());

        assertThat(refusal).extracting(Failure::status).isEqualTo(503);
        assertThat(refusal).extracting(Failure::retryAfterSeconds).isIn(9, 10, 11, 12);
        enter(backlog, "another");
    }

    @Test
    void eventThatHasWaitedForLongerThanQueueWait_isNotBegun() {
        Backlog backlog = backlog(1000, 0);
        backlog.leave(enter(backlog, "a"));
        enter(backlog, "a");
        Backlog.Place late = enter(backlog, "a");
        clock.advance(Duration.ofSeconds(11));

        assertThat(backlog.leave(late)).extracting(Failure::status).isEqualTo(503);
    }
}
