package dev.workerlet.runtime.eventloop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Timers that are set, cleared and due in any order, beside a sorted list of them. */
class TimerQueueModelTest {
    /** The clock is near its end, as a clock of nanoseconds may be. */
    private static final long ORIGIN = Long.MAX_VALUE - 50;

    private enum Kind {
        ADD,
        CANCEL,
        POLL,
        LOOK
    }

    private record Step(Kind kind, int number) {}

    private record Timer(long due, int order, LoopTimer timer) {}

    private final TimerQueue queue = new TimerQueue();
    private final List<Timer> model = new ArrayList<>();
    private final List<Timer> known = new ArrayList<>();
    private long now = ORIGIN;
    private int added;

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(Kind.class), Arbitraries.integers().between(0, 100))
                .as(Step::new)
                .list()
                .ofMaxSize(200);
    }

    @Property
    void timers_behaveAsASortedList(@ForAll("steps") List<Step> steps) {
        new TimerQueueModelTest().follow(steps);
    }

    private void follow(List<Step> steps) {
        for (Step step : steps) {
            switch (step.kind()) {
                case ADD -> add(step.number());
                case CANCEL -> cancel(step.number());
                case POLL -> poll(step.number());
                case LOOK -> assertThat(queue.nanosToNext(now)).isEqualTo(nanosToNext());
            }
            assertThat(queue.size()).isEqualTo(model.size());
        }
        now += 200;
        while (!model.isEmpty()) {
            poll(0);
        }
        assertThat(queue.pollDue(now)).isNull();
    }

    private void add(int delay) {
        Timer timer = new Timer(now + delay, added++, queue.add(now + delay, () -> {}));
        model.add(timer);
        known.add(timer);
    }

    private void cancel(int which) {
        if (!known.isEmpty()) {
            Timer timer = known.get(which % known.size());
            assertThat(queue.cancel(timer.timer())).isEqualTo(model.remove(timer));
        }
    }

    private void poll(int passed) {
        now += passed / 4;
        Timer first = first();
        Timer due = first != null && first.due() - now <= 0 ? first : null;
        assertThat(queue.pollDue(now)).isSameAs(due == null ? null : due.timer());
        if (due != null) {
            model.remove(due);
        }
    }

    private @Nullable Timer first() {
        return model.stream()
                .min(Comparator.comparingLong((Timer timer) -> timer.due() - ORIGIN)
                        .thenComparingInt(Timer::order))
                .orElse(null);
    }

    private long nanosToNext() {
        Timer first = first();
        return first == null ? Long.MAX_VALUE : Math.max(0, first.due() - now);
    }
}
