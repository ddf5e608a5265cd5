package dev.workerlet.runtime.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whose event is begun next. */
class StartOrderTest {
    private static final long MILLI = 1_000_000;

    private final StartOrder<String> order = new StartOrder<>();

    private void add(String owner, int count) {
        for (int i = 1; i <= count; i++) {
            order.add(owner, owner + i);
        }
    }

    private @Nullable String nextThatUses(long millis) {
        String next = order.next();
        if (next != null) {
            order.bill(next.substring(0, 1), millis * MILLI);
        }
        return next;
    }

    @Test
    void eventsOfOneOwner_keepTheirOrder() {
        add("a", 3);

        assertThat(List.of(String.valueOf(order.next()), String.valueOf(order.next()), String.valueOf(order.next())))
                .containsExactly("a1", "a2", "a3");
        assertThat(order.next()).isNull();
        assertThat(order.isEmpty()).isTrue();
    }

    @Test
    void whatGoesOn_comesFirst_butNotForEver() {
        add("a", 2);
        for (int i = 0; i < 20; i++) {
            order.addAhead("a", "ahead");
        }
        List<String> next = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            next.add(String.valueOf(order.next()));
        }

        assertThat(next.subList(0, 8)).containsOnly("ahead");
        assertThat(next.subList(8, 10)).containsExactly("a1", "ahead");
    }

    @Test
    void whatGoesOnOfAnother_doesNotKeepANewcomerWaiting() {
        for (int i = 0; i < 100; i++) {
            order.addAhead("a", "a");
        }
        nextThatUses(45);
        add("b", 1);
        List<String> next = List.of(String.valueOf(nextThatUses(45)), String.valueOf(nextThatUses(45)));

        assertThat(next).contains("b1");
    }

    @Test
    void newcomer_isBegunAfterOneEventOfTheFlood() {
        add("a", 100);
        for (int i = 0; i < 10; i++) {
            nextThatUses(45);
        }
        add("b", 1);
        List<String> next = List.of(String.valueOf(nextThatUses(45)), String.valueOf(nextThatUses(45)));

        assertThat(next).contains("b1");
    }

    @Test
    void lightOwner_isBegunUntilItHasUsedAsMuch() {
        add("a", 10);
        add("b", 100);
        nextThatUses(45);
        for (int i = 1; i <= 45; i++) {
            assertThat(nextThatUses(1)).isEqualTo("b" + i);
        }

        assertThat(order.next()).isEqualTo("a2");
    }

    @Test
    void ownerThatWasAlone_isNotBehindForLong() {
        for (int i = 0; i < 1000; i++) {
            order.begin("a");
            order.bill("a", 45 * MILLI);
        }
        order.bill("a", 100_000 * MILLI);
        add("a", 1);
        add("b", 1000);
        int begun = 0;
        while (!String.valueOf(order.next()).equals("a1")) {
            order.bill("b", MILLI);
            begun++;
        }

        assertThat(begun).isLessThanOrEqualTo(246);
    }

    @Test
    void ownerThatWasAway_hasNothingSavedUp() {
        add("a", 100);
        for (int i = 0; i < 50; i++) {
            nextThatUses(10);
        }
        add("b", 100);
        Map<String, Integer> begun = new HashMap<>();
        for (int i = 0; i < 20; i++) {
            begun.merge(String.valueOf(nextThatUses(10)).substring(0, 1), 1, Integer::sum);
        }

        assertThat(begun.get("a")).isBetween(9, 11);
    }

    @Test
    void eventsThatUseNothing_alternate() {
        add("a", 2);
        add("b", 2);
        List<String> all = new ArrayList<>();
        for (String next = order.next(); next != null; next = order.next()) {
            all.add(next);
        }

        assertThat(all).containsExactly("a1", "b1", "a2", "b2");
    }

    @Test
    void removeIf_takesOutWhatIsUnwanted() {
        add("a", 3);
        add("b", 1);
        List<String> removed = new ArrayList<>();
        order.removeIf(item -> item.endsWith("1"), removed::add);

        assertThat(removed).containsExactly("a1", "b1");
        assertThat(order.size()).isEqualTo(2);
        assertThat(order.next()).isEqualTo("a2");
        assertThat(order.next()).isEqualTo("a3");
        assertThat(order.next()).isNull();
    }

    @Test
    void manyOwners_areForgotten() {
        for (int i = 0; i < 5_000; i++) {
            order.begin("owner" + i);
        }

        assertThat(order.owners()).isLessThanOrEqualTo(1_000);
    }

    @Property(tries = 200)
    void ownersThatAllWait_useTheSameTime(
            @ForAll @Size(3) List<@IntRange(min = 1, max = 50) Integer> millisOfOwner,
            @ForAll @IntRange(min = 1, max = 300) int turns) {
        List<String> owners = List.of("a", "b", "c");
        owners.forEach(owner -> add(owner, turns));
        long[] used = new long[3];
        for (int i = 0; i < turns; i++) {
            int owner = owners.indexOf(String.valueOf(order.next()).substring(0, 1));
            used[owner] += millisOfOwner.get(owner);
            order.bill(owners.get(owner), millisOfOwner.get(owner) * MILLI);
        }
        for (int i = 0; i < 3; i++) {
            assertThat(Math.abs(used[i] - used[(i + 1) % 3])).isLessThanOrEqualTo(100);
        }
    }
}
