package dev.workerlet.runtime.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.context.FetchEvent;
import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.context.WorkerListener;
import dev.workerlet.runtime.context.WorkerMode;
import dev.workerlet.runtime.eventloop.EventLoop;
import dev.workerlet.runtime.eventloop.MemoryBudget;
import dev.workerlet.runtime.eventloop.Watchdog;
import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.limits.TerminationReason;
import dev.workerlet.runtime.limits.WorkerLimits;
import dev.workerlet.runtime.support.Exchange;
import dev.workerlet.runtime.support.MapSource;
import dev.workerlet.runtime.support.TestClock;
import dev.workerlet.runtime.support.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * The policy of a pool with its queue, over isolates that are only counted: an isolate has one owner, no bound is passed,
 * and each event gets a place or an answer, once. The clock stands, so nobody waits in vain.
 */
class WaitQueueModelTest {
    private static final PoolLimits LIMITS =
            new PoolLimits(4, 2, 0, 6, 4, Duration.ofSeconds(2), Duration.ofSeconds(10));
    private static final int PLACES = 2;

    private enum Kind {
        EVENT,
        END_OF_EVENT,
        CLIENT_LEFT,
        KILL
    }

    private record Step(Kind kind, String owner, String version, int number) {}

    /** What stands for an isolate. */
    private static final class Slot implements PoolSlot {
        final PoolPolicy.Demand demand;
        final List<Exchange> running = new ArrayList<>();
        long lastUsed;

        Slot(PoolPolicy.Demand demand) {
            this.demand = demand;
        }

        @Override
        public String owner() {
            return demand.owner();
        }

        @Override
        public String workerName() {
            return demand.workerName();
        }

        @Override
        public String version() {
            return demand.version();
        }

        @Override
        public int freePlaces() {
            // An isolate of worker mode has one event, and ends with it.
            return demand.fresh() ? 0 : PLACES - running.size();
        }

        @Override
        public boolean isAway() {
            return false;
        }

        @Override
        public boolean isIdle() {
            return running.isEmpty();
        }

        @Override
        public long lastUsedNanos() {
            return lastUsed;
        }
    }

    private final EventLoop loop =
            new EventLoop("model", new TestClock(), new Watchdog(new MemoryBudget(Long.MAX_VALUE)));
    private final WaitQueue queue = new WaitQueue(loop, LIMITS, WorkerListener.NONE);
    private final List<Slot> slots = new ArrayList<>();
    private final List<Exchange> all = new ArrayList<>();
    private final List<Exchange> placed = new ArrayList<>();
    private long ticks;

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(
                                Kind.EVENT,
                                Kind.EVENT,
                                Kind.EVENT,
                                Kind.END_OF_EVENT,
                                Kind.END_OF_EVENT,
                                Kind.CLIENT_LEFT,
                                Kind.KILL),
                        Arbitraries.of("a", "b", "c"),
                        Arbitraries.of("1", "2"),
                        Arbitraries.integers().between(0, 100))
                .as(Step::new)
                .list()
                .ofMaxSize(120);
    }

    @Property
    void eachEvent_getsAPlaceOrAnAnswer_once(@ForAll("steps") List<Step> steps) {
        new WaitQueueModelTest().follow(steps);
    }

    private void follow(List<Step> steps) {
        for (Step step : steps) {
            switch (step.kind()) {
                case EVENT -> event(step);
                case END_OF_EVENT -> endOne(step.number());
                case CLIENT_LEFT -> leave(step.number());
                case KILL -> kill(step.number());
            }
            serve();
            check();
        }
        while (!slots.stream().allMatch(Slot::isIdle)) {
            endOne(0);
            serve();
            check();
        }
        assertThat(queue.isEmpty()).isTrue();
        assertThat(all).allMatch(Exchange::isAnswered);
    }

    private void event(Step step) {
        WorkerDefinition worker = new WorkerDefinition(
                "w", step.owner(), MapSource.of(""), WorkerMode.POOLED, Map.of(), WorkerLimits.DEFAULTS);
        PoolPolicy.Demand demand = new PoolPolicy.Demand(step.owner(), "w", step.version(), step.number() % 10 == 0);
        Exchange exchange = new Exchange();
        all.add(exchange);
        WaitQueue.Waiting entry =
                new WaitQueue.Waiting(worker, demand, new FetchEvent("id", Workers.get("http://e.com/"), exchange));
        if (queue.hasBefore(demand) || !place(entry)) {
            queue.add(entry);
        }
    }

    private boolean place(WaitQueue.Waiting entry) {
        PoolPolicy.Decision<Slot> decision = PoolPolicy.decide(entry.demand, slots, LIMITS);
        if (decision instanceof PoolPolicy.Decision.Wait<Slot>) {
            return false;
        }
        Slot slot;
        if (decision instanceof PoolPolicy.Decision.Use<Slot> use) {
            slot = use.slot();
            assertThat(slot.freePlaces()).isPositive();
            assertThat(slot.demand).isEqualTo(entry.demand);
        } else {
            if (decision instanceof PoolPolicy.Decision.Replace<Slot> replace) {
                assertThat(replace.victim().isIdle()).isTrue();
                slots.remove(replace.victim());
            }
            slot = new Slot(entry.demand);
            slots.add(slot);
        }
        Exchange exchange = (Exchange) entry.event.exchange();
        slot.running.add(exchange);
        slot.lastUsed = ++ticks;
        placed.add(exchange);
        return true;
    }

    private void serve() {
        while (queue.serveNext(entry -> place(entry) ? () -> {} : null)) {
            check();
        }
    }

    private void endOne(int which) {
        List<Slot> busy = slots.stream().filter(slot -> !slot.isIdle()).toList();
        if (!busy.isEmpty()) {
            Slot slot = busy.get(which % busy.size());
            slot.running.remove(0).fail(Failure.noHandler("fetch"));
            slot.lastUsed = ++ticks;
            if (slot.demand.fresh()) {
                slots.remove(slot);
            }
        }
    }

    private void leave(int which) {
        if (!all.isEmpty()) {
            Exchange exchange = all.get(which % all.size());
            boolean waits = !exchange.isAnswered() && !placed.contains(exchange);
            queue.abort(exchange, Failure.of(TerminationReason.ABORTED, "gone"));
            assertThat(exchange.isAnswered() || !waits).isTrue();
        }
    }

    private void kill(int which) {
        if (!slots.isEmpty()) {
            Slot slot = slots.remove(which % slots.size());
            slot.running.forEach(exchange -> exchange.fail(Failure.of(TerminationReason.CPU_TIME_LIMIT, "killed")));
        }
    }

    private void check() {
        assertThat(slots.size()).isLessThanOrEqualTo(LIMITS.isolates());
        for (String owner : List.of("a", "b", "c")) {
            assertThat(slots.stream().filter(slot -> slot.owner().equals(owner)).count())
                    .isLessThanOrEqualTo(LIMITS.isolatesPerOwner());
        }
        assertThat(slots).allMatch(slot -> slot.running.size() <= PLACES);
        assertThat(queue.size()).isLessThanOrEqualTo(LIMITS.queue());
        long waiting = all.stream()
                .filter(exchange -> !exchange.isAnswered() && !placed.contains(exchange))
                .count();
        assertThat(queue.size()).isEqualTo((int) waiting);
        // Whoever waits does so for want of a place, and the idle are given up before anybody waits.
        assertThat(queue.isEmpty() || slots.stream().anyMatch(slot -> !slot.isIdle()))
                .isTrue();
    }
}
