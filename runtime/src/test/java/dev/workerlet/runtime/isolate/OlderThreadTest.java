package dev.workerlet.runtime.isolate;

import static org.assertj.core.api.Assertions.assertThat;

import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.interop.monitoring.V8HeapStatistics;
import dev.workerlet.runtime.eventloop.Threads;
import dev.workerlet.runtime.limits.WorkerLimits;
import dev.workerlet.runtime.platform.Platform;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** What a thread that is older than V8 may do with an isolate. Where it may not, the process ends. */
class OlderThreadTest {
    private static final String COMPILED =
            "for (let i = 0; i < 300; i++) { const r = new RegExp(`x${i}+y`); for (let j = 0; j < 9; j++) r.test(`x${i}y`); }";

    // The test's thread has neither started V8 nor made an isolate, as the thread that watches memory.
    @Test
    void heapStatistics_ofAnIsolateWithCompiledCode_areTold() throws Exception {
        try (Platform platform = Platform.acquire(Path.of("target", "work"), false)) {
            Isolate isolate = onYoungerThread(() -> withCompiledCode(platform));

            V8HeapStatistics told = isolate.runtime().getV8HeapStatistics().get();

            assertThat(told.getTotalHeapSize()).isPositive();
            onYoungerThread(() -> {
                isolate.close();
                return isolate;
            });
        }
    }

    private static Isolate withCompiledCode(Platform platform) throws JavetException {
        Isolate isolate = Isolate.create(platform, WorkerLimits.DEFAULTS.heapBytes());
        try (Isolate.Entered entered = isolate.enter()) {
            assertThat(entered).isNotNull();
            isolate.runtime().getExecutor(COMPILED).executeVoid();
        }
        return isolate;
    }

    private static Isolate onYoungerThread(Callable<Isolate> body) throws Exception {
        FutureTask<Isolate> task = new FutureTask<>(body);
        Threads.enteringV8("older-thread-test", task).start();
        return task.get();
    }
}
