package dev.workerlet.runtime.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Events of several owners that come, are begun and are ended: none is lost, and those of an owner keep their order. */
class StartOrderModelTest {
    private enum Kind {
        ADD,
        NEXT,
        BEGIN,
        BILL,
        REMOVE
    }

    private record Step(Kind kind, String owner, int number) {}

    private record Item(String owner, int number) {}

    private final StartOrder<Item> order = new StartOrder<>();
    private final List<Item> waiting = new ArrayList<>();
    private int numbers;

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(Kind.class),
                        Arbitraries.of("a", "b", "c", "d"),
                        Arbitraries.integers().between(0, 1_000))
                .as(Step::new)
                .list()
                .ofMaxSize(150);
    }

    @Property
    void events_areBegunOnce_andOfAnOwnerInTheirOrder(@ForAll("steps") List<Step> steps) {
        new StartOrderModelTest().follow(steps);
    }

    private void follow(List<Step> steps) {
        for (Step step : steps) {
            switch (step.kind()) {
                case ADD -> {
                    Item item = new Item(step.owner(), numbers++);
                    order.add(step.owner(), item);
                    waiting.add(item);
                }
                case NEXT -> next();
                case BEGIN -> order.begin(step.owner());
                case BILL -> order.bill(step.owner(), TimeUnit.MILLISECONDS.toNanos(step.number()));
                case REMOVE -> remove(step);
            }
            assertThat(order.size()).isEqualTo(waiting.size());
            assertThat(order.isEmpty()).isEqualTo(waiting.isEmpty());
        }
        while (!waiting.isEmpty()) {
            next();
        }
        assertThat(order.next()).isNull();
    }

    private void next() {
        if (waiting.isEmpty()) {
            assertThat(order.next()).isNull();
            return;
        }
        Item next = Objects.requireNonNull(order.next());
        assertThat(waiting.stream().filter(item -> item.owner().equals(next.owner())))
                .first()
                .isEqualTo(next);
        waiting.remove(next);
    }

    private void remove(Step step) {
        List<Item> removed = new ArrayList<>();
        order.removeIf(item -> item.number() % 7 == step.number() % 7, removed::add);
        List<Item> expected = waiting.stream()
                .filter(item -> item.number() % 7 == step.number() % 7)
                .toList();
        assertThat(removed).containsExactlyInAnyOrderElementsOf(expected);
        waiting.removeAll(expected);
    }
}
