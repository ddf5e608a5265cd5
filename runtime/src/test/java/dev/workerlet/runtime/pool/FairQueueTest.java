package dev.workerlet.runtime.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The order of those that wait, and who has to go. */
class FairQueueTest {
    private final FairQueue<String, String> queue = new FairQueue<>();
    private final List<String> taken = new ArrayList<>();

    private void add(String owner, String line, int... numbers) {
        for (int number : numbers) {
            queue.add(owner, line, owner + line + number);
        }
    }

    private boolean take(String value) {
        return taken.add(value);
    }

    private void takeAll() {
        while (queue.offerNext(this::take)) {
            assertThat(queue.size()).isNotNegative();
        }
    }

    @Test
    void owners_areServedInTurn_eachInItsOwnOrder() {
        add("a", "x", 1, 2, 3, 4);
        add("b", "x", 1, 2);
        add("c", "x", 1);
        takeAll();

        assertThat(taken).containsExactly("ax1", "bx1", "cx1", "ax2", "bx2", "ax3", "ax4");
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void lines_ofOneOwner_areServedByArrival() {
        add("a", "x", 1);
        add("a", "y", 2);
        add("a", "x", 3);
        takeAll();

        assertThat(taken).containsExactly("ax1", "ay2", "ax3");
    }

    @Test
    void line_whoseFirstIsNotTaken_isAskedOnce_andHoldsNobodyUp() {
        add("a", "x", 1, 2, 3);
        add("a", "y", 4);
        List<String> asked = new ArrayList<>();
        boolean served = queue.offerNext(value -> {
            asked.add(value);
            return value.startsWith("ay");
        });

        assertThat(served).isTrue();
        assertThat(asked).containsExactly("ax1", "ay4");
        assertThat(queue.size()).isEqualTo(3);
        assertThat(queue.offerNext(value -> false)).isFalse();
    }

    @Test
    void pushOut_takesTheNewest_ofTheOwnerWithTheMost() {
        add("a", "x", 1, 2);
        add("b", "x", 1);
        add("a", "y", 3);

        assertThat(queue.pushOut("c")).isEqualTo("ay3");
        assertThat(queue.pushOut("b")).isNull();
        assertThat(queue.pushOut("a")).isNull();
        assertThat(queue.pushOut("c")).isEqualTo("ax2");
        assertThat(queue.size()).isEqualTo(2);
    }

    @Test
    void remove_takesOutTheVeryOne() {
        add("a", "x", 1, 2, 3);
        queue.remove("a", "x", "ax2".concat(""));
        assertThat(queue.size()).isEqualTo(3);
        String own = "own".concat("");
        queue.add("b", "x", own);
        queue.remove("b", "x", own);
        queue.removeIf(value -> value.endsWith("2"), taken::add);

        assertThat(taken).containsExactly("ax2");
        assertThat(queue.hasLine("b", "x")).isFalse();
        assertThat(queue.sizeOf("a")).isEqualTo(2);
    }

    record Arrival(String owner, String line) {}

    @Provide
    Arbitrary<List<Arrival>> arrivals() {
        return Combinators.combine(Arbitraries.of("a", "b", "c", "d"), Arbitraries.of("x", "y"))
                .as(Arrival::new)
                .list()
                .ofMaxSize(80);
    }

    @Property(tries = 300)
    void whateverCame_nobodyIsLost_andNoOwnerIsTwoTurnsAhead(@ForAll("arrivals") List<Arrival> arrivals) {
        Map<String, Integer> waiting = new HashMap<>();
        for (Arrival arrival : arrivals) {
            queue.add(arrival.owner(), arrival.line(), arrival.owner());
            waiting.merge(arrival.owner(), 1, Integer::sum);
        }
        Map<String, Integer> served = new HashMap<>();
        while (queue.offerNext(this::take)) {
            served.merge(taken.get(taken.size() - 1), 1, Integer::sum);
            for (String owner : waiting.keySet()) {
                boolean stillWaits = queue.sizeOf(owner) > 0;
                int most = served.values().stream()
                        .mapToInt(Integer::intValue)
                        .max()
                        .orElse(0);
                assertThat(!stillWaits || served.getOrDefault(owner, 0) >= most - 1)
                        .isTrue();
            }
        }
        assertThat(served).isEqualTo(waiting);
        assertThat(queue.isEmpty()).isTrue();
    }

    @Property(tries = 300)
    void boundedQueue_givesEachOwnerItsShare(@ForAll("arrivals") List<Arrival> arrivals) {
        int bound = 8;
        Map<String, Integer> asked = new HashMap<>();
        for (Arrival arrival : arrivals) {
            asked.merge(arrival.owner(), 1, Integer::sum);
            if (queue.size() < bound || queue.pushOut(arrival.owner()) != null) {
                queue.add(arrival.owner(), arrival.line(), arrival.owner());
            }
        }
        assertThat(queue.size()).isLessThanOrEqualTo(bound);
        // Four owners at most: a quarter each, but for the one place that nobody is pushed out for.
        asked.forEach((owner, count) ->
                assertThat(queue.sizeOf(owner)).isGreaterThanOrEqualTo(Math.min(count, bound / 4 - 1)));
    }
}
