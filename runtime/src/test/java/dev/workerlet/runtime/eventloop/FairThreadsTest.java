package dev.workerlet.runtime.eventloop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who has a thread, and who waits. */
class FairThreadsTest {
    private static final int MOST_WAITING = 16;

    private final CountDownLatch released = new CountDownLatch(1);
    private final List<String> ran = new CopyOnWriteArrayList<>();
    private FairThreads threads = new FairThreads("fair-", 4, MOST_WAITING, Duration.ZERO);

    @AfterEach
    void close() {
        released.countDown();
        threads.close();
    }

    private void use(int count) {
        threads.close();
        threads = new FairThreads("fair-", count, MOST_WAITING, Duration.ZERO);
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A task that begins, and ends when all such are released. Returns what says that it has begun. */
    private CountDownLatch block(String owner) {
        CountDownLatch begun = new CountDownLatch(1);
        assertThat(threads.offer(owner, () -> {
                    begun.countDown();
                    await(released);
                }))
                .isTrue();
        return begun;
    }

    private CountDownLatch note(String owner, String what) {
        CountDownLatch done = new CountDownLatch(1);
        assertThat(threads.offer(owner, () -> {
                    ran.add(what);
                    done.countDown();
                }))
                .isTrue();
        return done;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 8})
    void ownerWithManyTasks_hasHalfOfTheThreads_othersHaveTheRest(int count) {
        use(count);
        int half = (count + 1) / 2;
        List<CountDownLatch> greedy =
                IntStream.range(0, count).mapToObj(each -> block("greedy")).toList();
        greedy.subList(0, half).forEach(begun -> assertThat(await(begun)).isTrue());

        assertThat(await(note("modest", "modest"))).isTrue();
        assertThat(greedy.subList(half, count)).allMatch(begun -> begun.getCount() == 1);
    }

    @Test
    void owners_haveTheirTurnsOneAfterTheOther() {
        use(1);
        assertThat(await(block("greedy"))).isTrue();
        for (String what : List.of("g1", "g2", "g3")) {
            note("greedy", what);
        }
        note("modest", "m1");
        CountDownLatch last = note("other", "o1");

        released.countDown();

        assertThat(await(last)).isTrue();
        assertThat(ran).startsWith("g1", "m1", "o1");
    }

    @Test
    void tasksOfAnOwner_beginInTheirOrder() {
        use(1);
        block("one");
        CountDownLatch last = new CountDownLatch(0);
        for (String what : List.of("1", "2", "3", "4")) {
            last = note("one", what);
        }

        released.countDown();

        assertThat(await(last)).isTrue();
        assertThat(ran).containsExactly("1", "2", "3", "4");
    }

    @Test
    void offer_whereAnOwnerHasHalfOfTheRoom_isRefusedForThatOwner() {
        assertThat(await(block("greedy"))).isTrue();
        assertThat(await(block("greedy"))).isTrue();
        for (int i = 0; i < MOST_WAITING / 2; i++) {
            note("greedy", "waits");
        }

        assertThat(threads.offer("greedy", () -> ran.add("one too many"))).isFalse();

        assertThat(await(note("modest", "modest"))).isTrue();
        assertThat(ran).containsExactly("modest");
    }

    @Test
    void taskThatFails_leavesItsThread() {
        use(1);
        threads.offer("one", () -> {
            throw new IllegalStateException("expected by the test");
        });

        assertThat(await(note("one", "next"))).isTrue();
    }

    /** More tasks than threads and owners than turns, from many threads: each runs once. */
    @Test
    void everyTask_runsOnce() throws InterruptedException {
        threads.close();
        threads = new FairThreads("fair-", 3, 100_000, Duration.ofMillis(1));
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(8 * 1_000);
        List<Thread> callers = IntStream.range(0, 8)
                .mapToObj(caller -> new Thread(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        threads.offer("owner " + i % 5, () -> {
                            runs.incrementAndGet();
                            all.countDown();
                        });
                    }
                }))
                .toList();
        callers.forEach(Thread::start);
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(await(all)).isTrue();
        assertThat(runs).hasValue(8 * 1_000);
    }

    @Test
    void close_forgetsWhatWaits_refusesWhatComes() {
        use(1);
        assertThat(await(block("one"))).isTrue();
        note("one", "waits");

        threads.close();

        assertThat(threads.offer("one", () -> ran.add("late"))).isFalse();
        released.countDown();
        assertThat(ran).isEmpty();
    }
}
