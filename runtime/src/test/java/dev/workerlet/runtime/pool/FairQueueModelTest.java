package dev.workerlet.runtime.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** The queue beside plain lists: nothing is lost or taken twice, a line keeps its order, an owner keeps its turn. */
class FairQueueModelTest {
    private enum Kind {
        ADD,
        OFFER,
        PUSH_OUT,
        REMOVE,
        REMOVE_IF,
        /** What waits for the line is taken by nobody, or by somebody again. */
        BLOCK
    }

    private record Step(Kind kind, String owner, String line) {}

    private record Item(int number, String owner, String line) {}

    private final FairQueue<String, Item> queue = new FairQueue<>();
    /** The owners in the order of their turns, the items of each as they came. */
    private final Map<String, List<Item>> model = new LinkedHashMap<>();

    private final Set<String> blocked = new HashSet<>();
    private final List<Item> taken = new ArrayList<>();
    private int numbers;

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.frequency(
                                Tuple.of(6, Kind.ADD),
                                Tuple.of(4, Kind.OFFER),
                                Tuple.of(1, Kind.PUSH_OUT),
                                Tuple.of(1, Kind.REMOVE),
                                Tuple.of(1, Kind.REMOVE_IF),
                                Tuple.of(1, Kind.BLOCK)),
                        Arbitraries.of("a", "b", "c"),
                        Arbitraries.of("x", "y", "z"))
                .as(Step::new)
                .list()
                .ofMaxSize(120);
    }

    @Property
    void queue_behavesAsPlainLists(@ForAll("steps") List<Step> steps) {
        new FairQueueModelTest().follow(steps);
    }

    private void follow(List<Step> steps) {
        for (Step step : steps) {
            switch (step.kind()) {
                case ADD -> add(step);
                case OFFER -> offer();
                case PUSH_OUT -> pushOut(step.owner());
                case REMOVE -> removeFirst(step);
                case REMOVE_IF -> removeIf(step);
                case BLOCK -> {
                    if (!blocked.remove(step.line())) {
                        blocked.add(step.line());
                    }
                }
            }
            compare();
        }
    }

    private void add(Step step) {
        Item item = new Item(numbers++, step.owner(), step.line());
        queue.add(step.owner(), step.line(), item);
        model.computeIfAbsent(step.owner(), name -> new ArrayList<>()).add(item);
    }

    private void offer() {
        boolean offered = queue.offerNext(item -> {
            boolean takes = !blocked.contains(item.line());
            if (takes) {
                taken.add(item);
            }
            return takes;
        });
        for (Map.Entry<String, List<Item>> entry : List.copyOf(model.entrySet())) {
            for (Item item : entry.getValue()) {
                if (!blocked.contains(item.line())) {
                    assertThat(offered).isTrue();
                    assertThat(taken.get(taken.size() - 1)).isEqualTo(item);
                    forget(item);
                    List<Item> rest = model.remove(entry.getKey());
                    if (rest != null) {
                        model.put(entry.getKey(), rest);
                    }
                    return;
                }
            }
        }
        assertThat(offered).isFalse();
    }

    private void pushOut(String newcomer) {
        int most = model.values().stream().mapToInt(List::size).max().orElse(0);
        Item out = queue.pushOut(newcomer);
        if (most <= sizeOf(newcomer) + 1) {
            assertThat(out).isNull();
        } else {
            Item newest = Objects.requireNonNull(out);
            assertThat(model.get(newest.owner())).hasSize(most).endsWith(newest);
            forget(newest);
        }
    }

    private void removeFirst(Step step) {
        for (Item item : List.copyOf(model.getOrDefault(step.owner(), List.of()))) {
            if (item.line().equals(step.line())) {
                queue.remove(step.owner(), step.line(), item);
                forget(item);
                break;
            }
        }
        queue.remove(step.owner(), step.line(), new Item(-1, step.owner(), step.line()));
    }

    private void removeIf(Step step) {
        List<Item> removed = new ArrayList<>();
        queue.removeIf(item -> item.line().equals(step.line()) && item.number() % 2 == 0, removed::add);
        List<Item> expected = model.values().stream()
                .flatMap(List::stream)
                .filter(item -> item.line().equals(step.line()) && item.number() % 2 == 0)
                .toList();
        assertThat(removed).containsExactlyInAnyOrderElementsOf(expected);
        expected.forEach(this::forget);
    }

    private void forget(Item item) {
        List<Item> items = model.getOrDefault(item.owner(), new ArrayList<>());
        items.remove(item);
        if (items.isEmpty()) {
            model.remove(item.owner());
        }
    }

    private int sizeOf(String owner) {
        return model.getOrDefault(owner, List.of()).size();
    }

    private void compare() {
        assertThat(queue.size())
                .isEqualTo(model.values().stream().mapToInt(List::size).sum());
        assertThat(queue.isEmpty()).isEqualTo(model.isEmpty());
        for (String owner : List.of("a", "b", "c")) {
            assertThat(queue.sizeOf(owner)).isEqualTo(sizeOf(owner));
            for (String line : List.of("x", "y", "z")) {
                assertThat(queue.hasLine(owner, line))
                        .isEqualTo(model.getOrDefault(owner, List.of()).stream()
                                .anyMatch(item -> item.line().equals(line)));
            }
        }
    }
}
