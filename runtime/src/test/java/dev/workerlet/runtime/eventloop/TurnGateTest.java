package dev.workerlet.runtime.eventloop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.message.CallbackMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What waits for a detached turn, on a loop without V8. */
class TurnGateTest {
    private final Watchdog watchdog = new Watchdog(new MemoryBudget(Long.MAX_VALUE));
    private final EventLoop loop = new EventLoop("test-loop", LoopClock.SYSTEM, watchdog);
    private final TurnGate gate = new TurnGate(loop, message -> {});
    private final List<String> seen = new ArrayList<>();

    @BeforeEach
    void start() {
        loop.start(EventLoop.Idler.NONE);
    }

    @AfterEach
    void stop() {
        assertThat(loop.close(Duration.ofSeconds(10))).isTrue();
    }

    /** Runs {@code task} on the loop and waits for it. */
    private void onLoop(Runnable task) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.execute(() -> {
            task.run();
            done.complete(null);
        });
        done.orTimeout(20, TimeUnit.SECONDS).join();
    }

    private Runnable note(String what) {
        return () -> seen.add(what);
    }

    @Test
    void openGate_letsThroughAtOnce() {
        onLoop(() -> {
            gate.pass(note("task"));
            seen.add("caller");
        });

        assertThat(seen).containsExactly("task", "caller");
    }

    @Test
    void closedGate_keepsWhatComes_untilItIsOpened() {
        onLoop(gate::close);
        onLoop(() -> gate.pass(note("1")));
        onLoop(() -> gate.pass(note("2")));
        assertThat(seen).isEmpty();

        onLoop(() -> {
            gate.open();
            gate.pass(note("3"));
            seen.add("caller");
        });
        onLoop(() -> {});
        onLoop(() -> {});
        onLoop(() -> {});

        assertThat(seen).containsExactly("caller", "1", "2", "3");
    }

    /** A turn of what was let through may be detached itself. */
    @Test
    void gateThatIsClosedByWhatItLetsThrough_keepsTheRest() {
        onLoop(gate::close);
        onLoop(() -> gate.pass(() -> {
            seen.add("closes");
            gate.close();
        }));
        onLoop(() -> gate.pass(note("rest")));
        onLoop(gate::open);
        onLoop(() -> {});
        onLoop(() -> {});
        assertThat(seen).containsExactly("closes");

        onLoop(gate::open);
        onLoop(() -> {});

        assertThat(seen).containsExactly("closes", "rest");
    }

    @Test
    void taskThatFails_doesNotKeepTheOthers() {
        onLoop(gate::close);
        onLoop(() -> gate.pass(() -> {
            throw new IllegalStateException("expected by the test");
        }));
        onLoop(() -> gate.pass(note("next")));
        onLoop(gate::open);
        onLoop(() -> {});
        onLoop(() -> {});

        assertThat(seen).containsExactly("next");
    }

    @Test
    void timer_thatIsCancelledWhileItWaits_doesNotRun() throws InterruptedException {
        CountDownLatch waiting = new CountDownLatch(2);
        TurnTarget target = new TurnTarget() {
            @Override
            public void receive(CallbackMessage message) {
                throw new AssertionError("No turn is wanted");
            }

            @Override
            public void run(Runnable task) {
                gate.pass(task);
                waiting.countDown();
            }
        };
        LoopTimer[] timers = new LoopTimer[2];
        onLoop(() -> {
            gate.close();
            timers[0] = loop.scheduleFor(target, 1, note("cancelled"));
            timers[1] = loop.scheduleFor(target, 1, note("due"));
        });
        assertThat(waiting.await(20, TimeUnit.SECONDS)).isTrue();
        onLoop(() -> {
            loop.cancel(timers[0]);
            gate.open();
        });
        IntStream.range(0, 3).forEach(round -> onLoop(() -> {}));

        assertThat(seen).containsExactly("due");
    }
}
