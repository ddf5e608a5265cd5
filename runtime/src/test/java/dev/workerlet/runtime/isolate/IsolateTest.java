package dev.workerlet.runtime.isolate;

import static org.assertj.core.api.Assertions.assertThat;

import com.caoccao.javet.interop.monitoring.V8HeapStatistics;
import dev.workerlet.runtime.eventloop.Threads;
import dev.workerlet.runtime.limits.WorkerLimits;
import dev.workerlet.runtime.platform.Platform;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class IsolateTest {
    /** Compiled, after a while, by the compiler that optimises. */
    private static final String HOT = """
            function sum(n) { let s = 0; for (let i = 0; i < n; i++) s += i % 7; return s; }
            for (let i = 0; i < 300; i++) sum(1e5);
            """;

    private static ExecutorService thread(String name) {
        return Executors.newSingleThreadExecutor(task -> Threads.enteringV8(name, task));
    }

    private static Isolate busyIsolate(Platform platform) throws Exception {
        Isolate isolate = Isolate.create(platform, WorkerLimits.DEFAULTS.heapBytes());
        try (Isolate.Entered entered = isolate.enter()) {
            assertThat(entered).isNotNull();
            isolate.runtime().getExecutor(HOT).executeVoid();
        }
        return isolate;
    }

    /** Where a thread must not look at pages of code, the JVM crashes here. */
    @Test
    void heapStatistics_byAThreadThatNeverCompiles_lookAtCodeToo() throws Exception {
        Platform platform = Platform.acquire(Path.of("target", "work"), false);
        ExecutorService owner = thread("owner");
        ExecutorService watch = thread("watch");
        try {
            Isolate isolate = owner.submit(() -> busyIsolate(platform)).get();

            V8HeapStatistics told = watch.submit(
                            () -> isolate.runtime().getV8HeapStatistics().get())
                    .get();

            assertThat(told.getTotalHeapSize()).isPositive();
            Callable<Boolean> close = () -> {
                isolate.close();
                return true;
            };
            assertThat(owner.submit(close).get()).isTrue();
        } finally {
            owner.shutdown();
            watch.shutdown();
            platform.close();
        }
    }
}
