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
import org.junit.jupiter.api.Test;

/** Who waits for a place, and who is refused. The loop does not run: its timers are those of the fake clock. */
class WaitQueueTest {
    private static final MapSource SCRIPT = MapSource.of("");

    private final TestClock clock = new TestClock();
    private final EventLoop loop =
            new EventLoop("wait-queue-test", clock, new Watchdog(new MemoryBudget(Long.MAX_VALUE)));

    private WaitQueue queue(int limit, int perOwner) {
        return new WaitQueue(
                loop,
                new PoolLimits(1, 1, 0, limit, perOwner, Duration.ofSeconds(2), Duration.ofSeconds(10)),
                WorkerListener.NONE);
    }

    private static Exchange add(WaitQueue queue, String owner) {
        Exchange exchange = new Exchange();
        WorkerDefinition worker =
                new WorkerDefinition("w", owner, SCRIPT, WorkerMode.POOLED, Map.of(), WorkerLimits.DEFAULTS);
        queue.add(new WaitQueue.Waiting(
                worker,
                new PoolPolicy.Demand(owner, "w", "v", false),
                new FetchEvent("id", Workers.get("http://e.com/"), exchange)));
        return exchange;
    }

    private static List<Exchange> add(WaitQueue queue, String owner, int count) {
        List<Exchange> exchanges = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            exchanges.add(add(queue, owner));
        }
        return exchanges;
    }

    private static List<Integer> refused(List<Exchange> exchanges) {
        List<Integer> indices = new ArrayList<>();
        for (int i = 0; i < exchanges.size(); i++) {
            if (exchanges.get(i).isAnswered()) {
                assertThat(exchanges.get(i).await().status()).isEqualTo(503);
                assertThat(exchanges.get(i).await().failed().retryAfterSeconds())
                        .isPositive();
                indices.add(i);
            }
        }
        return indices;
    }

    @Test
    void fullQueue_refusesTheNewestOfTheOwnerWithTheMost() {
        WaitQueue queue = queue(6, 0);
        List<Exchange> flood = add(queue, "flood", 8);
        assertThat(refused(flood)).containsExactly(6, 7);
        List<Exchange> others = add(queue, "other", 2);

        assertThat(refused(flood)).containsExactly(4, 5, 6, 7);
        assertThat(refused(others)).isEmpty();
        assertThat(queue.size()).isEqualTo(6);
    }

    @Test
    void queuePerOwner_boundsOne() {
        WaitQueue queue = queue(6, 2);

        assertThat(refused(add(queue, "a", 3))).containsExactly(2);
        assertThat(refused(add(queue, "b", 2))).isEmpty();
    }

    @Test
    void owners_areServedInTurn() {
        WaitQueue queue = queue(10, 0);
        add(queue, "a", 3);
        add(queue, "b", 2);
        List<String> order = new ArrayList<>();
        while (queue.serveNext(entry -> () -> order.add(entry.demand.owner()))) {
            assertThat(order).hasSizeLessThan(6);
        }

        assertThat(order).containsExactly("a", "b", "a", "b", "a");
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void event_hasLeftTheQueue_whenItBegins() {
        WaitQueue queue = queue(10, 0);
        add(queue, "a", 1);
        List<Boolean> empty = new ArrayList<>();

        assertThat(queue.serveNext(entry -> null)).isFalse();
        assertThat(queue.isEmpty()).isFalse();
        queue.serveNext(entry -> () -> empty.add(queue.isEmpty()));

        assertThat(empty).containsExactly(true);
    }

    @Test
    void queueThatMovesTooSlowly_refusesEarly_whoWaitsInIt() {
        WaitQueue queue = queue(1000, 0);
        List<Exchange> waiting = add(queue, "a", 30);
        for (int i = 0; i < 8; i++) {
            clock.advance(Duration.ofMillis(100));
            queue.serveNext(entry -> () -> {});
        }

        assertThat(refused(waiting)).isEmpty();
        assertThat(add(queue, "a").await().failed().detail()).contains("queue-target");
        assertThat(refused(add(queue, "b", 5))).isEmpty();
    }

    @Test
    void abort_answersTheVeryEvent() {
        WaitQueue queue = queue(10, 0);
        List<Exchange> waiting = add(queue, "a", 3);
        queue.abort(waiting.get(1), Failure.of(TerminationReason.ABORTED, "gone"));

        assertThat(waiting.stream().map(Exchange::isAnswered)).containsExactly(false, true, false);
        queue.failAll(Failure.of(TerminationReason.ABORTED, "end"));
        assertThat(waiting.stream().allMatch(Exchange::isAnswered)).isTrue();
        assertThat(queue.isEmpty()).isTrue();
    }
}
