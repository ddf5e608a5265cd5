package dev.workerlet.runtime.isolate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.caoccao.javet.exceptions.JavetException;
import dev.workerlet.runtime.limits.WorkerLimits;
import dev.workerlet.runtime.platform.Platform;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Javet keeps memory of each function that was made for a context, and keeps it after the isolate is closed. */
class HostFunctionsTest {
    /** What JavaScript makes the others with. */
    private static final int BIND = 1;

    private final Platform platform = Platform.acquire(Path.of("target", "work"), false);
    private Isolate isolate;
    private Isolate.Entered entered;
    private int calls;

    @BeforeEach
    void enter() {
        isolate = Isolate.create(platform, WorkerLimits.DEFAULTS.heapBytes());
        entered = isolate.enter();
    }

    @AfterEach
    void close() {
        entered.close();
        isolate.close();
        platform.close();
    }

    private int made() {
        return isolate.runtime().getCallbackContextCount();
    }

    private double run(String script) throws JavetException {
        return isolate.runtime().getExecutor(script).executeDouble();
    }

    private HostFunction now() {
        return new HostFunction("now", arguments -> (double) ++calls);
    }

    @Test
    void function_isMadeWhenItIsFirstCalled_andNotAgain() throws Exception {
        Stream<HostFunction> others =
                IntStream.range(0, 40).mapToObj(number -> new HostFunction("f" + number, arguments -> null));
        isolate.attach(Stream.concat(others, Stream.of(now())).toList());
        assertThat(made()).isEqualTo(BIND);

        // What "performance" takes beside it is made with the first call.
        assertThat(run("performance.now()")).isEqualTo(1);
        int first = made();
        assertThat(first).isBetween(BIND + 1, BIND + 3);

        assertThat(run("performance.now(); performance.now()")).isEqualTo(3);
        assertThat(made()).isEqualTo(first);
    }

    @Test
    void functions_ofAContext_goWithItsReset() throws Exception {
        isolate.attach(List.of(now()));
        run("performance.now()");

        entered.close();
        isolate.reset();
        entered = isolate.enter();
        isolate.attach(List.of(now()));

        assertThat(made()).isEqualTo(BIND);
        assertThat(run("performance.now()")).isEqualTo(2);
    }

    @Test
    void functionThatFails_tellsNothingOfTheHost() throws Exception {
        isolate.attach(List.of(new HostFunction("now", arguments -> {
            throw new IllegalStateException("secret");
        })));

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> run("performance.now()"))
                    .isInstanceOf(JavetException.class)
                    .hasMessageContaining("The platform has failed in now")
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void functionWithoutRoomInTheJavaHeap_isToldOnceAtTheTurnsEnd() throws Exception {
        isolate.attach(List.of(new HostFunction("now", arguments -> {
            throw new OutOfMemoryError("Java heap space");
        })));

        assertThatThrownBy(() -> run("performance.now()")).hasMessageContaining("The platform has no room in now");
        assertThatThrownBy(isolate::requireHadRoom)
                .isInstanceOf(OutOfMemoryError.class)
                .hasMessage("Java heap space");
        isolate.requireHadRoom();
    }
}
