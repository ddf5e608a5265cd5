package dev.workerlet.runtime.isolate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.exceptions.JavetTerminatedException;
import com.caoccao.javet.interop.monitoring.V8HeapStatistics;
import dev.workerlet.runtime.eventloop.LoopClock;
import dev.workerlet.runtime.eventloop.Threads;
import dev.workerlet.runtime.eventloop.TurnGuard;
import dev.workerlet.runtime.limits.TerminationReason;
import dev.workerlet.runtime.limits.WorkerLimits;
import dev.workerlet.runtime.platform.Platform;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IsolateTest {
    /** Compiled, after a while, by the compiler that optimises. */
    private static final String HOT = """
            function sum(n) { let s = 0; for (let i = 0; i < n; i++) s += i % 7; return s; }
            for (let i = 0; i < 300; i++) sum(1e5);
            """;

    /** Only V8 itself can end this; it looks at nothing within the built-in function, nor after it. */
    private static final String DEAF_TO_THE_END = "Array.prototype.lastIndexOf.call({ length: 2e7 }, 1)";

    /** One GiB that nobody touches, kept until its owner is ended, or for 20 s. */
    private static final String HOARDS = """
            {
              const kept = [];
              for (let i = 0; i < 1024; i++) kept.push(new ArrayBuffer(1 << 20));
              for (const end = Date.now() + 20_000; Date.now() < end; );
            }
            """;

    private final Platform platform = Platform.acquire(Path.of("target", "work"), false);
    private final ExecutorService owner = thread("owner");
    private final ExecutorService watch = thread("watch");

    private static ExecutorService thread(String name) {
        return Executors.newSingleThreadExecutor(task -> Threads.enteringV8(name, task));
    }

    @AfterEach
    void close() {
        owner.shutdown();
        watch.shutdown();
        platform.close();
    }

    private Isolate create() {
        return Isolate.create(platform, WorkerLimits.DEFAULTS.heapBytes());
    }

    private Isolate busyIsolate() throws Exception {
        Isolate isolate = create();
        try (Isolate.Entered entered = isolate.enter()) {
            assertThat(entered).isNotNull();
            isolate.runtime().getExecutor(HOT).executeVoid();
        }
        return isolate;
    }

    /** Where a thread must not look at pages of code, the JVM crashes here. */
    @Test
    void heapStatistics_byAThreadThatNeverCompiles_lookAtCodeToo() throws Exception {
        Isolate isolate = owner.submit(this::busyIsolate).get();

        V8HeapStatistics told = watch.submit(
                        () -> isolate.runtime().getV8HeapStatistics().get())
                .get();

        assertThat(told.getTotalHeapSize()).isPositive();
        owner.submit(isolate::close).get();
    }

    /** V8 forgets with each entry what it was told before. */
    @Test
    void turnThatIsEndedWhenItBegins_ends() throws Exception {
        List<Runnable> whenBegun = new ArrayList<>();
        TurnGuard guard = new TurnGuard(LoopClock.SYSTEM, () -> whenBegun.forEach(Runnable::run));
        whenBegun.add(() -> guard.terminate(TerminationReason.CPU_TIME_LIMIT));
        Future<TerminationReason> ended = owner.submit(() -> {
            Isolate isolate = create();
            try (Isolate.Entered entered = isolate.begin(guard, 1, 1)) {
                assertThat(entered).isNotNull();
                assertThatThrownBy(
                                () -> isolate.runtime().getExecutor("for (;;);").executeVoid())
                        .isInstanceOf(JavetTerminatedException.class);
            }
            TerminationReason reason = guard.end();
            isolate.close();
            return reason;
        });

        assertThat(ended.get(1, TimeUnit.MINUTES)).isEqualTo(TerminationReason.CPU_TIME_LIMIT);
    }

    /** V8 forgets a question, too. */
    @Test
    void memoryOutsideTheHeap_isWatched_afterAQuestionThatWasNotAnswered() throws Exception {
        Isolate isolate = owner.submit(this::create).get();
        owner.submit(() -> isolate.limitMemory(WorkerLimits.DEFAULTS.heapBytes(), 64 << 20))
                .get();

        runWatched(isolate, DEAF_TO_THE_END);
        runWatched(isolate, HOARDS);

        assertThat(isolate.isExternalMemoryExceeded()).isTrue();
        owner.submit(isolate::close).get();
    }

    /** Runs a script, or as much as there is time for, while its memory is watched. */
    private void runWatched(Isolate isolate, String script) throws Exception {
        Future<?> run = owner.submit(() -> {
            try (Isolate.Entered entered = isolate.enter()) {
                assertThat(entered).isNotNull();
                isolate.runtime().getExecutor(script).executeVoid();
            } catch (JavetTerminatedException e) {
                assertThat(isolate.isMemoryExceeded()).isTrue();
            } catch (JavetException e) {
                throw new IllegalStateException(e);
            }
        });
        while (!run.isDone()) {
            watch.submit(isolate::watchMemory).get();
        }
        run.get();
    }
}
