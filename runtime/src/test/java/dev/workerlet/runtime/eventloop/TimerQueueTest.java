package dev.workerlet.runtime.eventloop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The heap of timers. */
class TimerQueueTest {
    private record Entry(long due, int order, LoopTimer timer) {}

    @Property(tries = 300)
    void timers_comeInOrderOfTimeThenOfSetting_whateverIsCancelled(
            @ForAll @Size(max = 60) List<@IntRange(max = 20) Integer> dues,
            @ForAll @Size(max = 60) List<@IntRange(max = 59) Integer> cancelled) {
        TimerQueue queue = new TimerQueue();
        List<Entry> expected = new ArrayList<>();
        List<Integer> fired = new ArrayList<>();
        for (int i = 0; i < dues.size(); i++) {
            int order = i;
            expected.add(new Entry(dues.get(i), i, queue.add(dues.get(i), () -> fired.add(order))));
        }
        for (int index : cancelled) {
            if (index < dues.size()) {
                Entry victim = find(expected, index);
                boolean waited = victim != null;
                if (victim != null) {
                    assertThat(queue.cancel(victim.timer())).isEqualTo(waited);
                    assertThat(queue.cancel(victim.timer())).isFalse();
                    expected.remove(victim);
                }
            }
        }
        expected.sort(Comparator.comparingLong(Entry::due).thenComparingInt(Entry::order));

        for (LoopTimer timer = queue.pollDue(20); timer != null; timer = queue.pollDue(20)) {
            timer.run();
        }

        assertThat(fired).isEqualTo(expected.stream().map(Entry::order).toList());
        assertThat(queue.size()).isZero();
    }

    private static @Nullable Entry find(List<Entry> entries, int order) {
        return entries.stream()
                .filter(entry -> entry.order() == order)
                .findFirst()
                .orElse(null);
    }

    @Test
    void pollDue_beforeItsTime_givesNothing() {
        TimerQueue queue = new TimerQueue();
        queue.add(100, () -> {});

        assertThat(queue.pollDue(99)).isNull();
        assertThat(queue.nanosToNext(40)).isEqualTo(60);
        assertThat(queue.nanosToNext(140)).isZero();
        assertThat(queue.pollDue(100)).isNotNull();
        assertThat(queue.nanosToNext(0)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void clock_mayWrapAround() {
        TimerQueue queue = new TimerQueue();
        LoopTimer late = queue.add(Long.MIN_VALUE + 5, () -> {});
        LoopTimer early = queue.add(Long.MAX_VALUE - 5, () -> {});

        assertThat(queue.pollDue(Long.MAX_VALUE)).isSameAs(early);
        assertThat(queue.pollDue(Long.MIN_VALUE + 5)).isSameAs(late);
    }
}
