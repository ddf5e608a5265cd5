package dev.workerlet.runtime.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.limits.WorkerLimits;
import dev.workerlet.runtime.platform.Platform;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What JavaScript holds of the host goes with its context. */
class BareContextTest {
    private final AtomicInteger closed = new AtomicInteger();

    @Test
    void objects_ofAContext_endWithItsResetAndItsEnd() {
        Platform platform = Platform.acquire(Path.of("target", "work"), false);
        try (BareContext bare = BareContext.create(
                platform, WorkerLimits.DEFAULTS.heapBytes(), (scratch, objects, owner) -> List.of())) {
            bare.objects.add(1, closed::incrementAndGet);
            bare.reset();
            assertThat(closed).hasValue(1);

            bare.objects.add(2, closed::incrementAndGet);
        } finally {
            platform.close();
        }
        assertThat(closed).hasValue(2);
    }
}
