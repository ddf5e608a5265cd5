package dev.workerlet.runtime.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.pool.PoolPolicy.Decision;
import dev.workerlet.runtime.pool.PoolPolicy.Demand;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Who gets which isolate, whatever the pool holds. */
class PoolPolicyTest {
    record Slot(
            String owner,
            String workerName,
            String version,
            int freePlaces,
            boolean isAway,
            boolean isIdle,
            long lastUsedNanos)
            implements PoolSlot {}

    private enum Use {
        IDLE,
        BUSY,
        AWAY
    }

    @Provide
    Arbitrary<List<Slot>> slots() {
        Arbitrary<String> owners = Arbitraries.of("o1", "o2", "o3");
        Arbitrary<String> workers = Arbitraries.of("w1", "w2");
        Arbitrary<String> versions = Arbitraries.of("v1", "v2");
        return Combinators.combine(
                        owners,
                        workers,
                        versions,
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of(Use.class),
                        Arbitraries.longs().between(0, 50))
                .as((owner, worker, version, places, use, used) ->
                        new Slot(owner, worker, version, places(use, places), use == Use.AWAY, use == Use.IDLE, used))
                .list()
                .ofMaxSize(12);
    }

    private static int places(Use use, int places) {
        return switch (use) {
            case IDLE -> Math.max(1, places);
            case BUSY -> places;
            case AWAY -> 0;
        };
    }

    @Provide
    Arbitrary<Demand> demands() {
        return Combinators.combine(
                        Arbitraries.of("o1", "o2", "o3", "o4"),
                        Arbitraries.of("w1", "w2"),
                        Arbitraries.of("v1", "v2"),
                        Arbitraries.of(true, false))
                .as(Demand::new);
    }

    private static PoolLimits limits(int isolates, int perOwner) {
        return new PoolLimits(isolates, perOwner, 0, 10, 0, Duration.ZERO, Duration.ofSeconds(1));
    }

    private static boolean isWarmFor(Demand demand, Slot slot) {
        return runsWhat(demand, slot) && slot.freePlaces() > 0;
    }

    private static boolean runsWhat(Demand demand, Slot slot) {
        return slot.owner().equals(demand.owner())
                && slot.workerName().equals(demand.workerName())
                && slot.version().equals(demand.version());
    }

    private static long countOf(List<Slot> slots, String owner) {
        return slots.stream().filter(slot -> slot.owner().equals(owner)).count();
    }

    @Property
    void warmSlot_isUsedIfAndOnlyIfThereIsOne(
            @ForAll("slots") List<Slot> slots,
            @ForAll("demands") Demand demand,
            @ForAll @IntRange(min = 1, max = 12) int isolates,
            @ForAll @IntRange(min = 1, max = 5) int perOwner) {
        Decision<Slot> decision = PoolPolicy.decide(demand, slots, limits(isolates, perOwner));

        boolean thereIsOne = slots.stream().anyMatch(slot -> isWarmFor(demand, slot));
        assertThat(decision instanceof Decision.Use).isEqualTo(thereIsOne && !demand.fresh());
        if (decision instanceof Decision.Use<Slot> use) {
            assertThat(isWarmFor(demand, use.slot())).isTrue();
        }
    }

    @Property
    void limits_areNeverExceeded(
            @ForAll("slots") List<Slot> slots,
            @ForAll("demands") Demand demand,
            @ForAll @IntRange(min = 1, max = 12) int isolates,
            @ForAll @IntRange(min = 1, max = 5) int perOwner) {
        Decision<Slot> decision = PoolPolicy.decide(demand, slots, limits(isolates, perOwner));

        if (decision instanceof Decision.Create) {
            assertThat(slots.size()).isLessThan(isolates);
            assertThat(countOf(slots, demand.owner())).isLessThan(perOwner);
        }
    }

    @Property
    void victim_isIdleAndTheLeastRecentlyUsed(
            @ForAll("slots") List<Slot> slots,
            @ForAll("demands") Demand demand,
            @ForAll @IntRange(min = 1, max = 12) int isolates,
            @ForAll @IntRange(min = 1, max = 5) int perOwner) {
        Decision<Slot> decision = PoolPolicy.decide(demand, slots, limits(isolates, perOwner));

        if (decision instanceof Decision.Replace<Slot> replace) {
            Slot victim = replace.victim();
            boolean ownerIsFull = countOf(slots, demand.owner()) >= perOwner;
            assertThat(victim.isIdle()).isTrue();
            assertThat(slots.stream()
                            .filter(Slot::isIdle)
                            .filter(slot -> !ownerIsFull || slot.owner().equals(demand.owner()))
                            .allMatch(slot -> slot.lastUsedNanos() >= victim.lastUsedNanos()))
                    .isTrue();
            assertThat(!ownerIsFull || victim.owner().equals(demand.owner())).isTrue();
        }
    }

    @Property
    void event_waitsOnlyWhenNothingElseIsPossible(
            @ForAll("slots") List<Slot> slots,
            @ForAll("demands") Demand demand,
            @ForAll @IntRange(min = 1, max = 12) int isolates,
            @ForAll @IntRange(min = 1, max = 5) int perOwner) {
        Decision<Slot> decision = PoolPolicy.decide(demand, slots, limits(isolates, perOwner));

        if (decision instanceof Decision.Wait && !isAwayFor(demand, slots)) {
            boolean ownerIsFull = countOf(slots, demand.owner()) >= perOwner;
            assertThat(ownerIsFull || slots.size() >= isolates).isTrue();
            assertThat(slots.stream()
                            .filter(Slot::isIdle)
                            .noneMatch(slot -> !ownerIsFull || slot.owner().equals(demand.owner())))
                    .isTrue();
        }
    }

    @Property
    void workerWithAsManyLongTurnsAsProcessors_getsNoFurtherIsolate(
            @ForAll("slots") List<Slot> slots,
            @ForAll("demands") Demand demand,
            @ForAll @IntRange(min = 1, max = 12) int isolates,
            @ForAll @IntRange(min = 1, max = 5) int perOwner) {
        Decision<Slot> decision = PoolPolicy.decide(demand, slots, limits(isolates, perOwner));

        if (isAwayFor(demand, slots)) {
            assertThat(decision).isInstanceOfAny(Decision.Use.class, Decision.Wait.class);
        }
    }

    private static boolean isAwayFor(Demand demand, List<Slot> slots) {
        long away = slots.stream()
                .filter(slot -> slot.isAway() && runsWhat(demand, slot))
                .count();
        return away >= PoolPolicy.MOST_AWAY;
    }

    @Property
    void withoutMemory_nothingIsAdded(
            @ForAll("slots") List<Slot> slots,
            @ForAll("demands") Demand demand,
            @ForAll @IntRange(min = 1, max = 12) int isolates,
            @ForAll @IntRange(min = 1, max = 5) int perOwner) {
        PoolLimits limits = limits(isolates, perOwner);
        Decision<Slot> decision = PoolPolicy.decideWithoutMemory(demand, slots, limits);

        assertThat(decision).isNotInstanceOf(Decision.Create.class);
        if (!(PoolPolicy.decide(demand, slots, limits) instanceof Decision.Create)) {
            assertThat(decision).isEqualTo(PoolPolicy.decide(demand, slots, limits));
        } else {
            assertThat(decision instanceof Decision.Replace)
                    .isEqualTo(slots.stream().anyMatch(Slot::isIdle));
        }
        if (decision instanceof Decision.Refuse) {
            assertThat(slots).noneMatch(slot -> PoolPolicy.runsVersion(demand, slot));
        }
    }

    @Property
    void stale_isAnotherVersionOfTheSameWorkerOfTheSameOwner(
            @ForAll("slots") List<Slot> slots, @ForAll("demands") Demand demand) {
        for (Slot slot : slots) {
            assertThat(PoolPolicy.isStale(demand, slot))
                    .isEqualTo(slot.owner().equals(demand.owner())
                            && slot.workerName().equals(demand.workerName())
                            && !slot.version().equals(demand.version()));
        }
    }
}
