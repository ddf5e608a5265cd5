package dev.workerlet.runtime.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Who finds room on a loop. */
class BacklogTest {
    private static Backlog backlog(int queue, int perOwner) {
        return new Backlog(new PoolLimits(1, 1, 0, queue, perOwner, Duration.ofSeconds(1)));
    }

    private static int fill(Backlog backlog, String owner) {
        int count = 0;
        while (backlog.enter(owner) != null) {
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

        assertThat(backlog.enter("newcomer")).isNotNull();
        assertThat(backlog.size()).isLessThanOrEqualTo(1125);
    }

    @Test
    void queuePerOwner_boundsAnOwner() {
        assertThat(fill(backlog(1000, 20), "a")).isEqualTo(20);
    }

    @Test
    void leave_givesTheRoomBack() {
        Backlog backlog = backlog(10, 0);
        List<Backlog.Owner> entered = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            entered.add(Objects.requireNonNull(backlog.enter("a")));
        }
        assertThat(backlog.enter("a")).isNull();
        entered.forEach(backlog::leave);

        assertThat(backlog.size()).isZero();
        assertThat(fill(backlog, "a")).isEqualTo(10);
    }

    @Test
    void manyOwners_areForgotten_whenTheyHaveNothing() {
        Backlog backlog = backlog(10, 0);
        for (int i = 0; i < 5_000; i++) {
            backlog.leave(Objects.requireNonNull(backlog.enter("owner" + i)));
        }

        assertThat(backlog.owners()).isLessThanOrEqualTo(1_000);
    }
}
